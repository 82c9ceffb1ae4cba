using System.Collections.Immutable;
using Lifecycle.Core.Units;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Core.Extraction;

/// <summary>
/// What was read of each file of a project, kept from one compilation to the next for as long as nothing is declared otherwise that a reading of the file
/// can come to. Roslyn's lookup by attribute binds every marked class at every key press, and would hand each of them to its reader, although a letter
/// in the body of a method changes none.
/// </summary>
/// <param name="read">Reads one file of a compilation; <see langword="null"/> where there is nothing to read.</param>
/// <param name="adopt">
/// The same from what the generator has read of the marked classes of the file, <see langword="null"/> where it has none; without it everything is read.
/// </param>
public sealed class FileReadings<T>(
    Func<MarkedClasses, SyntaxTree, CancellationToken, T?> read,
    Func<MarkedClasses, SyntaxTree, MarkedModels?, T?>? adopt = null)
    where T : class
{
    private static readonly HashSet<string> s_none = [];

    private volatile State? _last;

    /// <summary>Reads what has to be read.</summary>
    /// <param name="compilation">The compilation.</param>
    /// <param name="token">Ends the work.</param>
    public FilesRead<T> Read(Compilation compilation, CancellationToken token)
    {
        var declarations = new CompilationDeclarations(compilation);
        var last = _last;
        // Also when nothing is read, or files that are long gone would be kept. Several runs may come here at once: one object holds what belongs together.
        var now = last is not null && declarations.Since(last.Declarations, token) is { } change
            ? change.IsNone ? last with { Declarations = declarations } : ReadTouched(compilation, declarations, last, change, token)
            : ReadAll(compilation, declarations, token);
        _last = now;
        return new FilesRead<T>(now.Values, now.Assembly, now.Version, declarations);
    }

    private State ReadAll(Compilation compilation, CompilationDeclarations declarations, CancellationToken token)
    {
        var aliases = MarkSyntax.GlobalAliases(declarations.Trees, token);
        var classes = MarkedClasses.In(compilation, aliases, token);
        var known = adopt is null ? null : GeneratorReading.Of(compilation, declarations);
        return new State(
            declarations,
            [.. declarations.Trees.Select((tree, i) => ReadFile(classes, tree, known, i, token))],
            new HashSet<string>?[declarations.Trees.Length],
            aliases,
            Files: null,
            Names: null,
            AssemblyReader.Read(compilation, token),
            new object());
    }

    private State ReadTouched(Compilation compilation, CompilationDeclarations declarations, State last, DeclarationChange change, CancellationToken token)
    {
        var before = last.Declarations.Trees;
        // Names are kept by the object: a file whose bodies alone have changed has those that it had.
        var files = last.Files ?? [.. before.Select(tree => FileNames.Of(tree, token))];
        var names = last.Names ?? DeclaredNames.Of(files);
        var after = names.With(change.Gone.Select(place => files[place]), change.Come.Select(tree => FileNames.Of(tree, token)));
        var touched = NamesOf(change.Touched, declarations, token);
        var classes = MarkedClasses.In(compilation, last.GlobalAliases, token);
        var known = adopt is null ? null : GeneratorReading.Of(compilation, declarations);
        var come = new HashSet<SyntaxTree>(change.Come);
        var places = change.EarlierPlaces;
        var values = ImmutableArray.CreateBuilder<T?>(places.Length);
        var reaches = new HashSet<string>?[places.Length];
        var filesAfter = new FileNames[places.Length];
        for (var i = 0; i < places.Length; i++)
        {
            token.ThrowIfCancellationRequested();
            var place = places[i];
            var tree = declarations.Trees[i];
            var isSame = place >= 0 && !come.Contains(tree);
            filesAfter[i] = isSame ? files[place] : FileNames.Of(tree, token);
            if (isSame && !(last.Reaches[place] ??= ReachOf(before[place], files[place], names, last.GlobalAliases, token)).Overlaps(touched))
            {
                values.Add(last.Values[place]);
                reaches[i] = last.Reaches[place];
                continue;
            }

            var value = ReadFile(classes, tree, known, i, token);
            // A reading that is equal to that before is that before, for whatever compares what is made of it.
            if (place >= 0 && value is not null && value.Equals(last.Values[place]))
                value = last.Values[place];
            values.Add(value);
        }

        var assembly = change.MayConcernDefaultWorker ? AssemblyReader.Read(compilation, token) : last.Assembly;
        return new State(declarations, values.MoveToImmutable(), reaches, last.GlobalAliases, filesAfter, after, assembly, new object());
    }

    private T? ReadFile(MarkedClasses classes, SyntaxTree tree, IReadOnlyList<IMarkedReading?>? known, int place, CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        if (adopt is null || known is null)
            return read(classes, tree, token);

        var models = known[place]?.Models;
        return models is null && known[place] is not null ? read(classes, tree, token) : adopt(classes, tree, models);
    }

    // A file without a class that could be marked is not read, whatever it comes to.
    private static HashSet<string> ReachOf(
        SyntaxTree tree,
        FileNames file,
        DeclaredNames names,
        HashSet<string> globalAliases,
        CancellationToken token) =>
        MarkSyntax.Of(tree, token) is var syntax && (syntax.Marked(globalAliases).Any() || syntax.Others(globalAliases).Any())
            ? names.ReachOf(file)
            : s_none;

    /// <summary>What a name means that nothing declares depends on the base lists, and where it stands in one, on constructors.</summary>
    private static HashSet<string> NamesOf(TouchedNames touched, CompilationDeclarations declarations, CancellationToken token)
    {
        var names = new HashSet<string>(touched.Names, StringComparer.Ordinal);
        names.UnionWith(touched.Bases);
        names.UnionWith(touched.Parameters.Where(name => declarations.Trees.Any(tree => FileNames.Of(tree, token).Bases.Contains(name))));
        return names;
    }

    private sealed record State(
        CompilationDeclarations Declarations,
        ImmutableArray<T?> Values,
        HashSet<string>?[] Reaches,
        HashSet<string> GlobalAliases,
        FileNames[]? Files,
        DeclaredNames? Names,
        AssemblyModel Assembly,
        object Version);
}

/// <summary>What is known of the files of a compilation.</summary>
/// <param name="Values">What was read of each; <see langword="null"/> where there was nothing to read.</param>
/// <param name="Assembly">What decides about the default worker.</param>
/// <param name="Version">Another object for as soon as anything is declared otherwise, whether a reading comes to it or not.</param>
/// <param name="Declarations">The files.</param>
public sealed record FilesRead<T>(ImmutableArray<T?> Values, AssemblyModel Assembly, object Version, CompilationDeclarations Declarations)
    where T : class
{
    /// <summary>Whether the same is known, each the same object, of the same files.</summary>
    public bool IsSameAs(FilesRead<T> other)
    {
        if (Values.Length != other.Values.Length || Assembly != other.Assembly)
            return false;

        for (var i = 0; i < Values.Length; i++)
        {
            if (!ReferenceEquals(Values[i], other.Values[i]))
                return false;
        }

        return true;
    }
}
