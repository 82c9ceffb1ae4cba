using System.Globalization;
using System.Text;
using Lifecycle.Core.Collections;
using Lifecycle.Core.Units;

namespace Lifecycle.Core.Manifest;

/// <summary>
/// The words that a manifest is made of: a line a unit, a blank between words. A word that was there before is written as its number, because the
/// names of types are most of the text.
/// </summary>
internal static class ManifestText
{
    /// <summary>Ends a unit.</summary>
    public const char UnitEnd = '\n';

    /// <summary>Ends a word.</summary>
    public const char WordEnd = ' ';

    /// <summary>Of a dependency: any code may name its type. One number says what few dependencies have, so that the others have no word for it.</summary>
    public const int IsPublic = 1;

    /// <summary>Of a dependency: it gives late access.</summary>
    public const int IsLate = 2;

    /// <summary>Of a dependency: a hook takes it.</summary>
    public const int IsOfHook = 4;

    /// <summary>What the flag of a hook that takes the context has in its place where it takes units or values.</summary>
    public const int HasTakes = 2;

    /// <summary>Of a unit: the worker's start brings it up. One number says what few units have, so that the others have no word for it.</summary>
    public const int AutoStart = 1;

    /// <summary>Of a unit: it waits for something outside of the worker.</summary>
    public const int IsStandby = 2;

    /// <summary>What the flag of a unit has in its place where a member makes a value.</summary>
    public const int IsValue = 2;

    private const char Escape = '\\';
    private const string Nothing = "\\0";
    private const string Empty = "\\e";

    /// <summary>Shorter words cost less than their number.</summary>
    private const int ShortestRepeated = 4;

    /// <summary>Writes words.</summary>
    public sealed class Writer
    {
        private readonly StringBuilder _text = new();
        private readonly Dictionary<string, int> _known = new(StringComparer.Ordinal);

        public override string ToString() => _text.ToString();

        public void EndUnit() => _text.Append(UnitEnd);

        public void Flag(bool value) => Word(value ? "1" : "0");

        public void Number(int value) => Word(value.ToString(CultureInfo.InvariantCulture));

        public void Number(double value) => Word(value.ToString("R", CultureInfo.InvariantCulture));

        /// <summary>By name: the numbers of our enums may change.</summary>
        public void Name<T>(T value)
            where T : struct, Enum => Text(value.ToString());

        public void Text(string? value)
        {
            if (value is null)
                Word(Nothing);
            else if (value.Length == 0)
                Word(Empty);
            else if (value.Length < ShortestRepeated)
                Word(Escaped(value));
            else if (_known.TryGetValue(value, out var number))
                Word($"{Escape}{number.ToString(CultureInfo.InvariantCulture)}");
            else
            {
                // 0 stands for nothing.
                _known.Add(value, _known.Count + 1);
                Word(Escaped(value));
            }
        }

        public void List<T>(EquatableArray<T> items, Action<T> write)
            where T : IEquatable<T>
        {
            Number(items.Count);
            foreach (var item in items)
                write(item);
        }

        private void Word(string word)
        {
            if (_text.Length > 0 && _text[_text.Length - 1] != UnitEnd)
                _text.Append(WordEnd);
            _text.Append(word);
        }

        private static string Escaped(string value)
        {
            if (value.IndexOfAny([Escape, WordEnd, UnitEnd]) < 0)
                return value;

            return new StringBuilder(value).Replace("\\", "\\\\").Replace(" ", "\\s").Replace("\n", "\\n").ToString();
        }
    }

    /// <summary>Reads words.</summary>
    public sealed class Reader(string text)
    {
        private readonly List<string> _known = [];
        private int _at;

        public bool IsAtEnd => _at >= text.Length;

        public bool Flag() => Word() == "1";

        public int Number() => int.Parse(Word(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

        public double RealNumber() => double.Parse(Word(), NumberStyles.Float, CultureInfo.InvariantCulture);

        public T Name<T>()
            where T : struct, Enum => (T)Enum.Parse(typeof(T), Text());

        public string Text() => TextOrNull() ?? throw new FormatException("A word is missing.");

        public string? TextOrNull()
        {
            var word = Word();
            if (word == Nothing)
                return null;
            if (word == Empty)
                return "";
            if (word.Length > 1 && word[0] == Escape && char.IsDigit(word[1]))
                return _known[int.Parse(word.Substring(1), NumberStyles.None, CultureInfo.InvariantCulture) - 1];

            var value = word.IndexOf(Escape) < 0 ? word : Unescaped(word);
            if (value.Length >= ShortestRepeated)
                _known.Add(value);
            return value;
        }

        public EquatableArray<T> List<T>(Func<T> read)
            where T : IEquatable<T>
        {
            var count = Number();
            if (count == 0)
                return [];

            var items = new T[count];
            for (var i = 0; i < count; i++)
                items[i] = read();
            return items.ToEquatableArray();
        }

        private string Word()
        {
            if (_at >= text.Length)
                throw new FormatException("A word is missing.");

            var end = _at;
            while (end < text.Length && text[end] is not (WordEnd or UnitEnd))
                end++;
            if (end == _at)
                throw new FormatException("A word is missing.");

            var word = text.Substring(_at, end - _at);
            _at = end + 1;
            return word;
        }

        private static string Unescaped(string word)
        {
            var value = new StringBuilder(word.Length);
            for (var i = 0; i < word.Length; i++)
            {
                if (word[i] != Escape)
                {
                    value.Append(word[i]);
                    continue;
                }

                if (++i == word.Length)
                    throw new FormatException("A word ends too early.");

                value.Append(word[i] switch
                {
                    's' => WordEnd,
                    'n' => UnitEnd,
                    var itself => itself,
                });
            }

            return value.ToString();
        }
    }
}
