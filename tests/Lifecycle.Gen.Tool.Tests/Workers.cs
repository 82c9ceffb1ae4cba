namespace Lifecycle.Tool.Tests;

/// <summary>What the plans that are read are made of: of each form that the generator writes, one.</summary>
[Unit]
public sealed partial class Alone;

[Unit]
public sealed partial class Second(Alone alone)
{
    public Alone First => alone;
}

[Unit(EnabledBy = nameof(IsWanted))]
public sealed partial class Maybe
{
    private static bool IsWanted(bool wanted) => wanted;
}

[Unit(AutoStart = false)]
public sealed partial class Later(Second second)
{
    public Second Second => second;
}

[Unit]
public sealed partial class Numbered(string name, Maybe? maybe)
{
    public string Name => maybe is null ? name : name + "!";
}

[ExtensionPoint]
public interface IFormat;

[Unit, Extension(Priority = 2)]
public sealed partial class Json(int indent = 2) : IFormat
{
    public int Indent => indent;
}

[Extension]
public sealed class Text : IFormat;

[ExtensionPoint]
public interface IProbe;

[Unit]
public sealed partial class Printer(IReadOnlyList<IFormat> formats, IReadOnlyList<IProbe> probes, TextWriter output)
{
    public string Text => $"{formats.Count} {probes.Count} {output}";
}

[Phase(After = typeof(OnStartupAttribute))]
public sealed class WarmAttribute : PhaseAttribute;

[Phase(Order = PhaseOrder.Backward)]
public sealed class FlushAttribute : PhaseAttribute;

[Unit]
public sealed partial class Warmed
{
    [Warm]
    private void Warm()
    {
    }

    [Flush]
    private void Flush()
    {
    }
}

[Worker, Mixin<Alone>]
public sealed partial class OneUnit;

[Worker, Mixin<Alone>, Mixin<Warmed>]
public sealed partial class TwoUnits;

[Worker, Mixin<Second>]
public sealed partial class Chain;

/// <summary>Is given things, and extended.</summary>
[Worker, Mixin<Printer>, Mixin<Json>, Mixin<Text>]
public sealed partial class Extended;

/// <summary>Has an extension point and no input.</summary>
[Worker, Mixin<Text>]
public sealed partial class OnlyPoint;

/// <summary>Has static fields of its own, whose initializers are code that is neither followed nor run.</summary>
[Worker, Mixin<Later>, Mixin<Maybe>, Mixin<Warmed>, Instance<Numbered>("first"), Instance<Numbered>("second")]
public sealed partial class Everything
{
    public static readonly string Text = string.Concat("a", Environment.NewLine, string.Join(", ", new[] { 1, 2, 3 }.Select(number => number * 2)));
    private static readonly int s_loop = Count();

    public static int Loop => s_loop;

    private static int Count()
    {
        var count = 0;
        foreach (var character in Text)
            count += character;

        return count;
    }
}

[Worker, Mixin<Alone>]
public sealed partial class NotRun
{
    public static readonly string Never = Environment.GetEnvironmentVariable("LIFECYCLE_NOT_RUN") ?? throw new InvalidOperationException("It was run.");
}
