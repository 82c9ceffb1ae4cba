using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Lifecycle.Core.Collections;
using Lifecycle.Core.Extraction;
using Lifecycle.Core.Units;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Generator;

/// <summary>What was read of the classes of one file.</summary>
internal sealed record FileReading(
    EquatableArray<Outcome<UnitModel>> Units,
    EquatableArray<Outcome<UnitShape>> Extensions,
    EquatableArray<Outcome<WorkerReading>> Workers)
{
    /// <summary>Of most files.</summary>
    public static readonly FileReading Nothing = new([], [], []);
}

/// <summary>
/// Reads the marked classes of a compilation, and not again for as long as nothing declared in it changes. Roslyn's lookup by attribute
/// binds every marked class at every key press, and would hand each of them to its reader, although a letter in the body of a method changes none.
/// </summary>
internal sealed class CompilationReader
{
    // Two steps ask for what was read of one compilation; the second finds it here.
    private readonly ConditionalWeakTable<Compilation, Reading> _known = new();
    private volatile Reading? _last;

    /// <summary>What was read, a file of the compilation each: so that a class more or less in one leaves the others at their indices.</summary>
    public ImmutableArray<FileReading> Read(Compilation compilation, CancellationToken token) => ReadingOf(compilation, token).Files;

    /// <summary>What decides about the default worker.</summary>
    public AssemblyModel ReadAssembly(Compilation compilation, CancellationToken token) => ReadingOf(compilation, token).Assembly;

    private Reading ReadingOf(Compilation compilation, CancellationToken token)
    {
        if (_known.TryGetValue(compilation, out var known))
            return known;

        var declarations = new CompilationDeclarations(compilation);
        var reading = _last is { } last && declarations.AreThoseOf(last.Declarations, token)
            ? new Reading(declarations, last.Files, last.Assembly)
            : new Reading(declarations, ReadFiles(compilation, token), AssemblyReader.Read(compilation, token));
        // Also when they are the same, or files that are long gone would be kept. Several runs may come here at once: one object holds what belongs together.
        _last = reading;
        return _known.GetValue(compilation, _ => reading);
    }

    private static ImmutableArray<FileReading> ReadFiles(Compilation compilation, CancellationToken token)
    {
        var files = ImmutableArray.CreateBuilder<FileReading>();
        foreach (var classes in MarkedClasses.ByFile(compilation, token))
            files.Add(classes.Count == 0 ? FileReading.Nothing : ReadFile(classes, token));

        // One more file behind the others is nothing new as long as it has none of them.
        while (files.Count > 0 && files[files.Count - 1] == FileReading.Nothing)
            files.RemoveAt(files.Count - 1);
        return files.ToImmutable();
    }

    private static FileReading ReadFile(IReadOnlyList<MarkedClass> classes, CancellationToken token)
    {
        var types = classes.ToLookup(static found => found.Mark, static found => found.Type);
        return new FileReading(
            types[ClassMark.Unit].Select(type => Outcome.Of(TrackingNames.Units, type, NameOf, UnitReader.Read, token)).ToEquatableArray(),
            types[ClassMark.Extension].Select(type => Outcome.Of(TrackingNames.Extensions, type, NameOf, ExtensionReader.ReadAlone, token))
                .Concat(classes.SelectMany(static found => ProvidedReader.MembersOf(found.Type))
                    .Select(member => Outcome.Of(TrackingNames.Extensions, member, NameOf, ProvidedReader.Read, token)))
                .ToEquatableArray(),
            types[ClassMark.Worker].Select(type => Outcome.Of(TrackingNames.Workers, type, NameOf, WorkerReader.Read, token)).ToEquatableArray());
    }

    private static string NameOf(ISymbol symbol) => symbol.Name;

    private sealed class Reading(CompilationDeclarations declarations, ImmutableArray<FileReading> files, AssemblyModel assembly)
    {
        public CompilationDeclarations Declarations { get; } = declarations;

        public ImmutableArray<FileReading> Files { get; } = files;

        public AssemblyModel Assembly { get; } = assembly;
    }
}
