using Lifecycle;

namespace Formatters;

/// <summary>A way to write a table. To add one, write a class and mark it with <c>[Extension]</c>; nothing lists them.</summary>
[ExtensionPoint]
internal interface IFormat
{
    /// <summary>What <c>--format</c> calls it.</summary>
    string Name { get; }

    /// <summary>Writes the table.</summary>
    void Write(Table table, TextWriter output);
}
