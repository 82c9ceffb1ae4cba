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
    EquatableArray<Outcome<WorkerReading>> Workers) : IMarkedReading
{
    /// <summary>Of most files.</summary>
    public static readonly FileReading Nothing = new([], [], []);

    /// <inheritdoc/>
    public MarkedModels? Models => IsWhole(Units) && IsWhole(Extensions) && IsWhole(Workers)
        ? new(Values(Units), Values(Workers), Values(Extensions))
        : null;

    private static bool IsWhole<T>(EquatableArray<Outcome<T>> outcomes)
        where T : class => outcomes.All(static outcome => outcome.Value is not null);

    private static EquatableArray<T> Values<T>(EquatableArray<Outcome<T>> outcomes)
        where T : class, IEquatable<T> => outcomes.Count == 0 ? [] : outcomes.Select(static outcome => outcome.Value!).ToEquatableArray();
}

/// <summary>Reads the marked classes of a compilation, and those of a file not again for as long as nothing changes that a reading of them comes to.</summary>
internal sealed class CompilationReader
{
    // Two steps ask for what was read of one compilation; the second finds it here.
    private readonly ConditionalWeakTable<Compilation, Reading> _known = new();
    private readonly FileReadings<FileReading> _files = new(ReadFile);
    private volatile Reading? _last;

    /// <summary>What was read, a file of the compilation each: so that a class more or less in one leaves the others at their indices.</summary>
    public ImmutableArray<FileReading> Read(Compilation compilation, CancellationToken token) => ReadingOf(compilation, token).Files;

    /// <summary>What decides about the default worker.</summary>
    public AssemblyModel ReadAssembly(Compilation compilation, CancellationToken token) => ReadingOf(compilation, token).Read.Assembly;

    private Reading ReadingOf(Compilation compilation, CancellationToken token)
    {
        if (_known.TryGetValue(compilation, out var known))
            return known;

        var read = _files.Read(compilation, token);
        GeneratorReading.Publish(read);
        var reading = _last is { } last && read.IsSameAs(last.Read) ? last : new Reading(read, Trimmed(read.Values));
        _last = reading;
        return _known.GetValue(compilation, _ => reading);
    }

    // One more file behind the others is nothing new as long as it has none of them.
    private static ImmutableArray<FileReading> Trimmed(ImmutableArray<FileReading?> values)
    {
        var length = values.Length;
        while (length > 0 && values[length - 1] is null)
            length--;
        var files = ImmutableArray.CreateBuilder<FileReading>(length);
        for (var i = 0; i < length; i++)
            files.Add(values[i] ?? FileReading.Nothing);
        return files.MoveToImmutable();
    }

    private static FileReading? ReadFile(MarkedClasses classes, SyntaxTree tree, CancellationToken token)
    {
        var found = classes.Of(tree);
        if (found.Count == 0)
            return null;

        var types = found.ToLookup(static one => one.Mark, static one => one.Type);
        return new FileReading(
            types[ClassMark.Unit].Select(type => Outcome.Of(TrackingNames.Units, type, NameOf, UnitReader.Read, token)).ToEquatableArray(),
            types[ClassMark.Extension].Select(type => Outcome.Of(TrackingNames.Extensions, type, NameOf, ExtensionReader.ReadAlone, token))
                .Concat(found.SelectMany(static one => ProvidedReader.MembersOf(one.Type))
                    .Select(member => Outcome.Of(TrackingNames.Extensions, member, NameOf, ProvidedReader.Read, token)))
                .ToEquatableArray(),
            types[ClassMark.Worker].Select(type => Outcome.Of(TrackingNames.Workers, type, NameOf, WorkerReader.Read, token)).ToEquatableArray());
    }

    private static string NameOf(ISymbol symbol) => symbol.Name;

    private sealed record Reading(FilesRead<FileReading> Read, ImmutableArray<FileReading> Files);
}
