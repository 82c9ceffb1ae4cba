using Lifecycle.Core.Collections;
using Lifecycle.Core.Extraction;
using Lifecycle.Core.Findings;
using Lifecycle.Core.Graph.Checks;
using Lifecycle.Core.Units;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Core.Composition;

/// <summary>All units and workers of one compilation, for the analyzers' snapshot; the generator gets them one by one.</summary>
/// <param name="Units">The units, in no particular order.</param>
/// <param name="Workers">The workers, without the default one.</param>
/// <param name="Extensions">The extensions that are no units, and the values of [Provides], in no particular order.</param>
/// <param name="Unmarked">What there is to say about other classes.</param>
/// <param name="Assembly">The assembly.</param>
/// <param name="Referenced">What referenced assemblies offer to it.</param>
public sealed record CompilationUnits(
    EquatableArray<UnitModel> Units,
    EquatableArray<WorkerReading> Workers,
    EquatableArray<UnitShape> Extensions,
    UnmarkedReading Unmarked,
    AssemblyModel Assembly,
    ReferencedUnits Referenced)
{
    /// <summary>Reads a compilation.</summary>
    public static CompilationUnits Read(Compilation compilation, CancellationToken token) =>
        Of(new FileReadings<FileUnits>(FileUnits.Read).Read(compilation, token), ManifestReader.Read(compilation, token));

    /// <summary>What the files of a compilation have, together.</summary>
    public static CompilationUnits Of(FilesRead<FileUnits> files, ReferencedUnits referenced)
    {
        var read = files.Values.OfType<FileUnits>().ToList();
        return new CompilationUnits(
            read.SelectMany(static file => file.Units).ToEquatableArray(),
            read.SelectMany(static file => file.Workers).ToEquatableArray(),
            read.SelectMany(static file => file.Extensions).ToEquatableArray(),
            UnmarkedReading.Of(read.Select(static file => file.Unmarked)),
            files.Assembly,
            referenced);
    }

    /// <summary>What plans are made of.</summary>
    public UnitSet ToSet() => new(
        Units.Select(unit => unit.Shape).Concat(Extensions).ToEquatableArray(),
        Workers.Select(worker => worker.Worker).ToEquatableArray(),
        Assembly)
    {
        Referenced = Referenced,
    };

    /// <summary>Everything that is wrong, each thing once.</summary>
    public EquatableArray<Finding> Findings(ICodeUsage around) => Composer.Findings(ToSet(), around)
        .Concat(MissingManifests.Merge(Units.SelectMany(unit => unit.HookFindings).Concat(Workers.SelectMany(worker => worker.HookFindings))))
        .Concat(Unmarked.Findings)
        .Concat(GraphChecks.OfPhases(Unmarked.Phases))
        .Distinct()
        .ToEquatableArray();
}

/// <summary>What is known of the classes of one file.</summary>
/// <param name="Units">Its units.</param>
/// <param name="Workers">Its workers.</param>
/// <param name="Extensions">Its extensions that are no units, and the values of [Provides].</param>
/// <param name="Unmarked">What there is to say about other classes of it.</param>
public sealed record FileUnits(
    EquatableArray<UnitModel> Units,
    EquatableArray<WorkerReading> Workers,
    EquatableArray<UnitShape> Extensions,
    UnmarkedReading Unmarked)
{
    /// <summary>Keeps what is known of the files of a project, from the generator as far as it has read them.</summary>
    public static FileReadings<FileUnits> Memory() => new(Read, Adopt);

    internal static FileUnits? Read(MarkedClasses classes, SyntaxTree tree, CancellationToken token)
    {
        var marked = classes.Of(tree);
        var unmarked = UnmarkedReading.Of(classes.OthersOf(tree));
        if (marked.Count == 0)
            return unmarked == UnmarkedReading.Nothing ? null : new FileUnits([], [], [], unmarked);

        var types = marked.ToLookup(static found => found.Mark, static found => found.Type);
        return new FileUnits(
            types[ClassMark.Unit].Select(type => UnitReader.Read(type, token)).ToEquatableArray(),
            types[ClassMark.Worker].Select(type => WorkerReader.Read(type, token)).ToEquatableArray(),
            types[ClassMark.Extension].Select(type => ExtensionReader.ReadAlone(type, token))
                .Concat(marked.SelectMany(static found => ProvidedReader.MembersOf(found.Type)).Select(member => ProvidedReader.Read(member, token)))
                .ToEquatableArray(),
            unmarked);
    }

    private static FileUnits? Adopt(MarkedClasses classes, SyntaxTree tree, MarkedModels? models)
    {
        var unmarked = UnmarkedReading.Of(classes.OthersOf(tree));
        return models is null
            ? unmarked == UnmarkedReading.Nothing ? null : new FileUnits([], [], [], unmarked)
            : new FileUnits(models.Units, models.Workers, models.Extensions, unmarked);
    }
}
