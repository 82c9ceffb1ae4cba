using Lifecycle.Core.Collections;
using Lifecycle.Core.Composition;
using Lifecycle.Core.Extraction;
using Lifecycle.Core.Findings;
using Lifecycle.Core.Manifest;
using Lifecycle.Core.Units;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Core.Comparison;

/// <summary>
/// LCG2013. No generator sees what another one adds, but an analyzer does: whatever would be generated otherwise from the finished compilation is
/// reported. Without files of other generators nothing is compared, and nothing is read twice unless something differs.
/// </summary>
public sealed class FinishedCompilation
{
    /// <summary>The ids of the rules that it reports.</summary>
    public static readonly IReadOnlyList<string> Rules = [RuleIds.WrittenByGenerator];

    private readonly Compilation _compilation;
    private readonly GeneratedTrees _trees;
    private readonly CompilationUnits _after;
    private readonly CompilationUnits _before;

    private FinishedCompilation(Compilation compilation, GeneratedTrees trees, CompilationUnits after, CancellationToken token)
    {
        _compilation = compilation;
        _trees = trees;
        _after = after;
        _before = CompilationUnits.Read(compilation.RemoveSyntaxTrees(trees.All), token);
    }

    /// <summary>What other generators wrote and units or workers are made of.</summary>
    /// <param name="compilation">The finished compilation.</param>
    /// <param name="after">What was read of it.</param>
    /// <param name="token">Ends the work.</param>
    public static IReadOnlyList<Finding> Check(Compilation compilation, CompilationUnits after, CancellationToken token)
    {
        var trees = GeneratedTrees.In(compilation);
        if (!trees.HasOthers)
            return [];

        var emitted = EmittedFiles.Of(after);
        var differing = emitted.Where(file => !trees.Own.TryGetValue(file.Key, out var tree) || tree.GetText(token).ToString() != file.Value.Text)
            .Select(file => file.Key)
            .Concat(trees.Own.Keys.Where(name => !emitted.ContainsKey(name)))
            .ToList();
        if (differing.Count == 0)
            return [];

        var check = new FinishedCompilation(compilation, trees, after, token);
        // Files that were generated before the last key press differ too; the others' files have no part in that.
        var seen = EmittedFiles.Of(check._before);
        differing.RemoveAll(name => emitted.TryGetValue(name, out var now) && seen.TryGetValue(name, out var then) && now.Text == then.Text);
        return differing.Count == 0 ? [] : check.Findings([.. differing.Select(name => emitted.TryGetValue(name, out var now) ? now : seen[name])], token);
    }

    private List<Finding> Findings(IReadOnlyCollection<(string Text, string? About, bool IsPlan)> files, CancellationToken token)
    {
        var affected = new SortedSet<string>(files.Where(file => !file.IsPlan).Select(file => file.About).OfType<string>(), StringComparer.Ordinal);
        affected.UnionWith(UnitsThatDiffer(files.Any(file => file.IsPlan)));
        if (files.Any(file => file.IsPlan))
            affected.UnionWith(WorkersThatDiffer());

        var before = new HashSet<string>(_before.Units.SelectMany(unit => TypesOf(unit.Shape).Select(type => unit.Shape.Key + " " + type)));
        var causes = new ForeignCode(_trees, (unit, type) => !before.Contains(unit + " " + type), token);
        foreach (var key in affected)
        {
            if (_compilation.Assembly.GetTypeByMetadataName(key) is { } type)
                causes.Visit(type);
        }

        // A plan can differ by what no declaration of a unit or worker shows.
        if (affected.Count == 0 && files.Any(file => file.IsPlan))
            causes.AddUnknown(files.First(file => file.IsPlan).About!);
        return causes.Found.Select(cause => ToFinding(cause, token)).OfType<Finding>().ToList();
    }

    /// <summary>The types that were read of a unit, those in the names of others included.</summary>
    private static IEnumerable<string> TypesOf(UnitShape unit)
    {
        var parameters = unit.Dependencies.Concat(unit.Condition?.Parameters ?? []);
        List<string> whole =
        [
            .. unit.Provides,
            .. unit.Orderings.Select(ordering => ordering.Target.Key),
            .. parameters.SelectMany(parameter => new[] { parameter.Wanted, parameter.Type.Key }),
        ];
        return whole.Concat(whole.SelectMany(type => type.Split('<', '>', ',', ' ', '[', ']', '(', ')', '?')));
    }

    private IEnumerable<string> UnitsThatDiffer(bool isPlan)
    {
        Func<ManifestUnit, ManifestUnit> read = isPlan ? AsFriendsRead : AsOthersRead;
        var before = Offered(_before);
        foreach (var unit in Offered(_after).Values)
        {
            if (!before.TryGetValue(unit.Shape.Key, out var then) || !read(unit).Equals(read(then)))
                yield return unit.Shape.Key;
        }
    }

    private IEnumerable<string> WorkersThatDiffer()
    {
        var before = _before.Workers.ToDictionary(worker => worker.Worker.Key);
        return _after.Workers.Where(worker => !before.TryGetValue(worker.Worker.Key, out var then) || then != worker).Select(worker => worker.Worker.Key);
    }

    private static Dictionary<string, ManifestUnit> Offered(CompilationUnits read) => read.Units.Select(ManifestUnit.Of)
        .Concat(read.Extensions.Select(extension => new ManifestUnit(extension, [])))
        .ToDictionary(
            unit => unit.Shape.Key,
            unit => unit with { Shape = unit.Shape with { Position = new DeclarationPosition("", []) } },
            StringComparer.Ordinal);

    /// <summary>
    /// Interfaces of the platform, INotifyPropertyChanged for example, are no contracts by which units of another assembly are found; where this
    /// assembly finds one by it, its plan differs.
    /// </summary>
    private static ManifestUnit AsOthersRead(ManifestUnit unit)
    {
        var read = AsFriendsRead(unit);
        return read with { Shape = read.Shape with { Provides = WithoutPlatform(read.Shape.Provides), Variants = WithoutPlatform(read.Shape.Variants) } };
    }

    /// <summary>A unit that is not public is of use to its assembly and to friends alone, and these may name all that it names.</summary>
    private static ManifestUnit AsFriendsRead(ManifestUnit unit) => unit.Shape.IsPublic ? unit : unit with
    {
        Shape = unit.Shape with
        {
            Dependencies = Named(unit.Shape.Dependencies),
            Condition = unit.Shape.Condition is { } condition ? condition with { Parameters = Named(condition.Parameters) } : null,
            Contracts = unit.Shape.Contracts.Select(contract => contract with { IsPublic = true }).ToEquatableArray(),
        },
    };

    private static EquatableArray<DependencyModel> Named(EquatableArray<DependencyModel> parameters) =>
        parameters.Select(parameter => parameter with { IsPublic = true }).ToEquatableArray();

    private static EquatableArray<string> WithoutPlatform(EquatableArray<string> types) =>
        types.Where(type => !type.StartsWith("global::System.", StringComparison.Ordinal)).ToEquatableArray();

    private Finding? ToFinding(ForeignCause cause, CancellationToken token)
    {
        var uses = cause.Uses.Count > 0 ? cause.Uses : AnchorOf(token) is { } anchor ? [anchor] : [];
        if (uses.Count == 0)
            return null;

        var effect = cause.Uses.Count > 0
            ? SubjectList.Of([.. uses.Select(use => use.Owner)], i => uses[i].Label) + " would be composed without it"
            : "no worker of this project has it";
        return new Finding(
            RuleIds.WrittenByGenerator,
            uses[0].Subject,
            uses.Skip(1).Select(use => use.Subject).ToEquatableArray(),
            [cause.What, cause.File, effect, cause.Remedy + (cause.FullName is { } name ? $", or write its full name where it is used: {name}" : "")]);
    }

    /// <summary>Where to report what no code of the project's own mentions: at the first worker, else unit, else type of it.</summary>
    private ForeignUse? AnchorOf(CancellationToken token)
    {
        var keys = _before.Workers.Select(worker => worker.Worker.Key).OrderBy(key => key, StringComparer.Ordinal)
            .Concat(_before.Units.Select(unit => unit.Shape).OrderBy(unit => unit.Position).Select(unit => unit.Key));
        var key = keys.FirstOrDefault() ?? FirstType(_compilation.Assembly.GlobalNamespace, token);
        return key is null ? null : new ForeignUse(SubjectKey.OfType(key), key, "");
    }

    private string? FirstType(INamespaceOrTypeSymbol container, CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        return TypeWalk.ContentOf(container)
            .Select(member => member is INamedTypeSymbol { IsImplicitlyDeclared: false } type
                && type.DeclaringSyntaxReferences.Any(part => !_trees.Contains(part.SyntaxTree))
                    ? TypeNames.MetadataName(type)
                    : FirstType(member, token))
            .FirstOrDefault(name => name is not null);
    }
}
