using System.Runtime.CompilerServices;
using Lifecycle.Core.Collections;
using Lifecycle.Core.Units;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Core.Extraction;

/// <summary>What was read of the marked classes of one file.</summary>
public interface IMarkedReading
{
    /// <summary>All of it; <see langword="null"/> where a reader failed.</summary>
    MarkedModels? Models { get; }
}

/// <summary>The marked classes of one file, read.</summary>
/// <param name="Units">Its units.</param>
/// <param name="Workers">Its workers.</param>
/// <param name="Extensions">Its extensions that are no units, and the values of [Provides].</param>
public sealed record MarkedModels(EquatableArray<UnitModel> Units, EquatableArray<WorkerReading> Workers, EquatableArray<UnitShape> Extensions);

/// <summary>
/// What the generator read, for the analyzers beside it: a compiler hands the same files to both, and where no other generator wrote any there is nothing
/// more to read from. To read every class twice would cost a build more than all checks.
/// </summary>
public static class GeneratorReading
{
    // All generators of a project come to the same place by its first file, and a place goes with that file.
    private static readonly ConditionalWeakTable<SyntaxTree, Place> s_places = new();

    /// <summary>Makes known what was read of the files of a compilation, in their order.</summary>
    public static void Publish<T>(FilesRead<T> read)
        where T : class, IMarkedReading
    {
        if (!read.Declarations.Trees.IsEmpty)
            s_places.GetOrCreateValue(read.Declarations.Trees[0]).Last = new Published(read.Declarations, [.. read.Values]);
    }

    /// <summary>What was read of the files of a compilation; <see langword="null"/> where it was not read just so.</summary>
    internal static IReadOnlyList<IMarkedReading?>? Of(Compilation compilation, CompilationDeclarations declarations) =>
        !declarations.Trees.IsEmpty
        && s_places.TryGetValue(declarations.Trees[0], out var place)
        && place.Last is { } published
        && published.Declarations.AreVery(declarations)
        && !GeneratedTrees.In(compilation).HasOthers
            ? published.Files
            : null;

    private sealed record Published(CompilationDeclarations Declarations, IReadOnlyList<IMarkedReading?> Files);

    private sealed class Place
    {
        private volatile Published? _last;

        public Published? Last
        {
            get => _last;
            set => _last = value;
        }
    }
}
