using System.Collections.Immutable;
using Lifecycle.Core.Collections;
using Lifecycle.Core.Extraction;
using Lifecycle.Core.Units;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Generator;

/// <summary>What was read of the classes of one file.</summary>
internal sealed record FileReading(EquatableArray<Outcome<UnitModel>> Units, EquatableArray<Outcome<UnitShape>> Extensions, EquatableArray<Outcome<WorkerReading>> Workers)
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
    private volatile Reading? _last;

    /// <summary>What was read, a file of the compilation each: so that a class more or less in one leaves the others in their places.</summary>
    public ImmutableArray<FileReading> Read(Compilation compilation, CancellationToken token)
    {
        var declarations = new CompilationDeclarations(compilation);
        var files = _last is { } last && declarations.AreThoseOf(last.Declarations, token) ? last.Files : ReadFiles(compilation, token);
        // Also when they are the same, or files that are long gone would be kept. Several runs may come here at once: one object says what belongs together.
        _last = new Reading(declarations, files);
        return files;
    }

    private static ImmutableArray<FileReading> ReadFiles(Compilation compilation, CancellationToken token)
    {
        // The parts of a class are many, and it is read once.
        var seen = new HashSet<INamedTypeSymbol>(SymbolEqualityComparer.Default);
        var files = ImmutableArray.CreateBuilder<FileReading>();
        foreach (var (tree, classes) in MarkedClasses.Of(compilation, token))
        {
            SemanticModel? model = null;
            var found = new List<INamedTypeSymbol>();
            foreach (var declaration in classes)
            {
                token.ThrowIfCancellationRequested();
                model ??= compilation.GetSemanticModel(tree);
                if (model.GetDeclaredSymbol(declaration, token) is INamedTypeSymbol { TypeKind: TypeKind.Class } type && seen.Add(type))
                    found.Add(type);
            }

            files.Add(found.Count == 0 ? FileReading.Nothing : ReadFile(found, token));
        }

        // One more file behind the others is nothing new as long as it has none of them.
        while (files.Count > 0 && files[files.Count - 1] == FileReading.Nothing)
            files.RemoveAt(files.Count - 1);
        return files.ToImmutable();
    }

    private static FileReading ReadFile(List<INamedTypeSymbol> types, CancellationToken token)
    {
        // A worker that is marked as a unit too is a worker, and a unit that is marked as an extension is a unit.
        var kinds = types.ToLookup(static type => RuntimeTypes.IsWorker(type) ? RuntimeTypes.WorkerAttribute
            : RuntimeTypes.IsUnit(type) ? RuntimeTypes.UnitAttribute
            : RuntimeTypes.IsExtension(type) ? RuntimeTypes.ExtensionAttribute
            : null);
        return new FileReading(
            kinds[RuntimeTypes.UnitAttribute].Select(type => Outcome.Of(TrackingNames.Units, type, NameOf, UnitReader.Read, token)).ToEquatableArray(),
            kinds[RuntimeTypes.ExtensionAttribute].Select(type => Outcome.Of(TrackingNames.Extensions, type, NameOf, ExtensionReader.ReadAlone, token)).ToEquatableArray(),
            kinds[RuntimeTypes.WorkerAttribute].Select(type => Outcome.Of(TrackingNames.Workers, type, NameOf, WorkerReader.Read, token)).ToEquatableArray());
    }

    private static string NameOf(INamedTypeSymbol type) => type.Name;

    private sealed class Reading(CompilationDeclarations declarations, ImmutableArray<FileReading> files)
    {
        public CompilationDeclarations Declarations { get; } = declarations;

        public ImmutableArray<FileReading> Files { get; } = files;
    }
}
