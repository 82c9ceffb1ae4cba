namespace Lifecycle.Core.Plan;

/// <summary>Makes names for variables and parameters.</summary>
internal static class Identifiers
{
    /// <summary><c>HTTPServer</c> becomes <c>httpServer</c>, <c>Box&lt;T&gt;</c> becomes <c>box</c>.</summary>
    public static string CamelCase(string name)
    {
        var letters = name.ToCharArray();
        var end = 0;
        while (end < letters.Length && (char.IsLetterOrDigit(letters[end]) || letters[end] == '_'))
            end++;
        for (var i = 0; i < end && char.IsUpper(letters[i]); i++)
        {
            // The last capital of a run begins the next word.
            if (i > 0 && i + 1 < end && !char.IsUpper(letters[i + 1]))
                break;

            letters[i] = char.ToLowerInvariant(letters[i]);
        }

        return end == 0 ? "value" : new string(letters, 0, end);
    }

    /// <summary>The first of the names that is free, else the first with the lowest number that is; takes it.</summary>
    public static string Unique(HashSet<string> taken, params string[] names)
    {
        foreach (var name in names)
        {
            if (taken.Add(name))
                return name;
        }

        for (var i = 2; ; i++)
        {
            if (taken.Add(names[0] + i))
                return names[0] + i;
        }
    }
}
