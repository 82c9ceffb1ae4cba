namespace Lifecycle.Benchmarks.Measuring;

/// <summary>One column of a row: a program with the arguments that make it this contender.</summary>
internal sealed record Contender(string Name, string Executable, params string[] Arguments);
