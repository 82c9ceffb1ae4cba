using System.Text;

namespace Lifecycle.Analyzers.Tests.Graph;

/// <summary>
/// Files of a program that depend on one another in every way that a unit can: each has places with alternatives, <c>«one|other»</c>, and an edit chooses
/// another one in one place.
/// </summary>
internal sealed class EditableWorld
{
    private const string Sources =
        """
        === Globals.cs
        global using System; global using Lifecycle; global using App;
        «|global using U = Lifecycle.UnitAttribute;|global using Limits = App.Others;»
        === Main.cs
        using App.Tools;
        «return 0;|System.Console.WriteLine(1);|new Lonely();»
        === Server.cs
        namespace App;
        «[Worker] |[Worker, Mixin<Api>] |»public sealed partial class Server«|Two» { «[OnStartup] |»private void Open() { «|_ = 1;» } }
        === Api.cs
        namespace App;
        [Unit] public sealed partial class Api(IStore store, Clock clock«|, Options options|, int port = Limits.Count») : Root
        {
            «|private int _field;|private readonly int _other = 1;»
            [OnStartup(TimeoutSeconds = «Limits.Long|1|Limits.Short»)] private void Open() { «|_ = store;» }
            «|[Warm] private void Fill() { }|[Background] private async System.Threading.Tasks.Task Run() { await System.Threading.Tasks.Task.Yield(); }»
        }
        === Root.cs
        namespace App;
        public abstract class Root : «Trunk|Branch» { «|[OnStartup] protected void Begin() { }|private void Other() { }» }
        === Trunk.cs
        namespace App;
        public abstract class Trunk«| : IPlug| : IOther| : IStore» { «|[OnShutdown] protected void End() { }|public required int Needed { get; set; }» }
        === Branch.cs
        namespace App;
        public abstract class Branch«| : Trunk» { «|protected interface IStore;|public static class Limits { public const double Long = 7; }» }
        === Plug.cs
        namespace App;
        «|[ExtensionPoint] »public interface IPlug;
        «|[ExtensionPoint] public class Wrong;|[Phase] public class Stray;»
        === Plugged.cs
        namespace App;
        «[Extension(Priority = 2)] |[Extension] |»public sealed class Plugged(«Clock clock|») : «IPlug|IOther»;
        === Other.cs
        namespace App;
        public interface IOther«| : IPlug»; «public |internal »interface IAnother;
        === Limits.cs
        namespace App;
        public static class Limits
        {
            public const double Long = «Base.Long|5|-1|double.NaN»;
            public const double Short = «0|2|-2»;
            public const int Count = 1;
        }
        public static class Others { public const double Long = 3; public const double Short = 4; public const int Count = «2|-2»; }
        === Base.cs
        namespace App;
        public static class Base { public const double Long = «1|-2|Deep.Value|(double)Kind.B»; }
        public enum Kind { A«| = 3», B }
        === Deep.cs
        namespace App;
        public static class Deep { public const double Value = «3|-3»; «|private const int Two = 2;» }
        === FileStore.cs
        namespace App;
        «[Unit] |[U] |»public sealed partial class FileStore«| : IStore»(«|string path|Lonely lonely|Api api») { }
        === SqlStore.cs
        namespace App;
        «|[Unit(AutoInclude = false)] |[Unit] »public «sealed |»partial class SqlStore : «IStore|IOther»;
        === Store.cs
        namespace App;
        public interface IStore«| : IOther»«;| { }»
        === Plain.cs
        namespace App;
        public sealed class PlainStore«| : IStore| : Lonely| : IAnother» { «|private int _one;» }
        === Lonely.cs
        namespace App;
        «public |internal »«abstract |»class Lonely«| : IStore| : System.IDisposable»
        {
            «|private int _a;|public int B { get; set; }|public void Dispose() { }»
        }
        === Helper.cs
        namespace App;
        internal static class Helper { «public static int One() => 1;|public static object Make() => new PlainStore();|private const int Two = 2;» }
        «file sealed class Hidden;|internal enum Choice { A, B }|internal delegate void Call();|public class Clock2;»
        «|#nullable disable|#region Tools»
        internal static class Second { «|private static int _three;» }
        «|#endregion»
        === Ready.cs
        namespace App;
        «[Phase(Before = typeof(OnShutdownAttribute))] |[Phase(After = typeof(WarmAttribute))] |»public sealed class ReadyAttribute : PhaseAttribute;
        === Warm.cs
        namespace App;
        «[Phase(After = typeof(OnStartupAttribute))] |[Phase(After = typeof(ReadyAttribute))] |[Phase(After = typeof(string))] |»
        public sealed class WarmAttribute : «PhaseAttribute|Mid»;
        === Mid.cs
        namespace App;
        public abstract class Mid : «PhaseAttribute|System.Attribute» { «|private int _one;» }
        === Inner.cs
        namespace App.Inner;
        «public interface IStore;|public class Irrelevant;|public class Clock;»
        === Nested.cs
        namespace App.Inner;
        [Unit] public sealed partial class Nested(IStore store«|, IStore? second = null»);
        === Part1.cs
        namespace App;
        «[Unit] |»public sealed partial class Parted { }
        === Part2.cs
        namespace App;
        partial class Parted«| : IStore» { «[OnStartup] private void A() { }|public Parted(Clock clock) { }|»«|private int _one;» }
        === Clock.cs
        namespace App;
        «[Obsolete(DiagnosticId = Names.Id)] |»public «sealed class|struct|enum|interface» Clock { }
        === Names.cs
        namespace App;
        internal static class Names { public const string Id = «"ONE"|"TWO"»; }
        === Box.cs
        namespace App;
        public interface IBox<«out T|T»>; public class Animal«| : Lonely»;
        «[Unit] |»public sealed partial class Boxed : IBox<«Animal|string»>;
        [Unit] public sealed partial class Taker(IBox<object> box);
        === Outer.cs
        namespace App;
        public partial class Outer { «public |private »interface INested; [Unit] public sealed partial class Inside(INested nested); }
        === Tools.cs
        namespace App.Tools { public class «Worker|Job|DefaultWorker»; }
        namespace App { public class «Tidy|Options» { «|public int Port;» } }
        === Asks.cs
        «using App.Tools;|»
        namespace App;
        [Unit] public sealed partial class Asks(«IGenerated|IGenerated?|IGenerated<string>» thing«|, IDisposable other») { [OnReady] private void Go() { } }
        === Offers.cs
        «|using App.Inner;|using Nowhere;»
        namespace App;
        «[Unit] |»public sealed partial class Offers«| : IGenerated| : IGenerated<string>| : IDisposable» { «|public void Dispose() { }» }
        === Elsewhere.cs
        «namespace App.Elsewhere;|namespace App.Tools;|»
        public class Mentions(«IGenerated|IGenerated<int>|string» thing)«| : IGenerated»;
        === Generated.cs
        namespace App«|.Inner»;
        «public interface IGenerated;|public interface IGenerated<T>;|»
        === Chosen.cs
        namespace App;
        [Unit«|(EnabledBy = nameof(IsOn))|(AutoInclude = false)»] «|[DependsOn<FileStore>] »
        public sealed partial class Chosen(«IStore? store|Nested? nested») : Switch { }
        === Switch.cs
        namespace App;
        public abstract class Switch
        {
            «protected static bool IsOn(Clock clock) => true;|protected static bool IsOn(int port) => true;|»
            «|[OnDrain] protected virtual void Drain() { }»
        }
        === Settings.cs
        namespace App;
        [System.Serializable] public class Settings { «public int Port;|public string? Name;» }
        """;

    private static readonly (string Path, string Text)[] s_files =
    [
        .. Sources.Split("=== ", StringSplitOptions.RemoveEmptyEntries)
            .Select(static file => (file[..file.IndexOf('\n', StringComparison.Ordinal)], file[(file.IndexOf('\n', StringComparison.Ordinal) + 1)..])),
    ];

    /// <summary>Files before it are always there.</summary>
    private const int FirstOptional = 2;

    private readonly List<List<Place>> _places = [];
    private readonly HashSet<int> _gone = [];

    /// <param name="random">Chooses what is there at first.</param>
    public EditableWorld(Random random)
    {
        IsLibrary = random.Next(2) == 0;
        foreach (var (_, text) in s_files)
        {
            var places = new List<Place>();
            foreach (var part in text.Split('«').Skip(1))
            {
                var alternatives = part.Split('»')[0].Split('|');
                places.Add(new Place(alternatives) { Chosen = random.Next(alternatives.Length) });
            }

            _places.Add(places);
        }
    }

    /// <summary>The paths of the files.</summary>
    public static IReadOnlyList<string> Paths { get; } = [.. s_files.Select(static file => file.Path)];

    /// <summary>Whether it is a library, and not a program.</summary>
    public bool IsLibrary { get; }

    /// <summary>Whether a file is there.</summary>
    public bool IsThere(int file) => !_gone.Contains(file);

    /// <summary>The text of a file.</summary>
    public string TextOf(int file)
    {
        var parts = s_files[file].Text.Split('«');
        var text = new StringBuilder(parts[0]);
        for (var i = 1; i < parts.Length; i++)
            text.Append(_places[file][i - 1].Text).Append(parts[i].Split('»')[1]);
        return text.ToString();
    }

    /// <summary>Chooses another alternative in one place, or adds or removes a file; the file that it concerns.</summary>
    public int Edit(Random random)
    {
        if (random.Next(12) == 0)
        {
            var moved = random.Next(FirstOptional, _places.Count);
            if (!_gone.Remove(moved))
                _gone.Add(moved);
            return moved;
        }

        var file = random.Next(_places.Count);
        var place = _places[file][random.Next(_places[file].Count)];
        place.Chosen = (place.Chosen + 1 + random.Next(place.Alternatives.Length - 1)) % place.Alternatives.Length;
        return file;
    }

    private sealed class Place(string[] alternatives)
    {
        public string[] Alternatives { get; } = alternatives;

        public int Chosen { get; set; }

        public string Text => Alternatives[Chosen];
    }
}
