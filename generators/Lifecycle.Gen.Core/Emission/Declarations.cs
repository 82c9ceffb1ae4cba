using Lifecycle.Core.Units;

namespace Lifecycle.Core.Emission;

/// <summary>What every generated part of a class begins with.</summary>
internal static class Declarations
{
    /// <summary>Writes namespace, containing types and the class, runs the body inside it, and closes all.</summary>
    /// <param name="writer">Gets the text.</param>
    /// <param name="declaration">The class.</param>
    /// <param name="baseType">What the part derives from or implements.</param>
    /// <param name="body">Writes the members.</param>
    public static void Write(CodeWriter writer, DeclarationModel declaration, string baseType, Action body)
    {
        if (declaration.Namespace.Length > 0)
            writer.Line($"namespace {declaration.Namespace};");
        WriteType(writer, declaration, 0, baseType, body);
    }

    private static void WriteType(CodeWriter writer, DeclarationModel declaration, int depth, string baseType, Action body)
    {
        var isLast = depth == declaration.Headers.Count - 1;
        using (writer.Open(isLast ? $"{declaration.Headers[depth]} : {baseType}" : declaration.Headers[depth]))
        {
            if (isLast)
                body();
            else
                WriteType(writer, declaration, depth + 1, baseType, body);
        }
    }
}
