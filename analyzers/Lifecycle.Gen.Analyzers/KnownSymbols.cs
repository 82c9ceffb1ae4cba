using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Lifecycle.Core.Extraction;
using Lifecycle.Core.Units;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers;

/// <summary>The symbols that the rules compare by identity, looked up once per compilation.</summary>
internal sealed class KnownSymbols
{
    private static readonly ConditionalWeakTable<Compilation, Lookup> s_known = new();
    private readonly ConcurrentDictionary<INamedTypeSymbol, HookPhase?> _phases = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<IAssemblySymbol, bool> _mayHaveHooks = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _tasks;

    private KnownSymbols(Compilation compilation, INamedTypeSymbol phase)
    {
        Phase = phase;
        Worker = compilation.GetTypeByMetadataName("Lifecycle.LifecycleWorker");
        Task = compilation.GetTypeByMetadataName("System.Threading.Tasks.Task");
        ValueTask = compilation.GetTypeByMetadataName("System.Threading.Tasks.ValueTask");
        CancellationToken = compilation.GetTypeByMetadataName("System.Threading.CancellationToken");
        var tasks = new[]
        {
            Task,
            ValueTask,
            compilation.GetTypeByMetadataName("System.Threading.Tasks.Task`1"),
            compilation.GetTypeByMetadataName("System.Threading.Tasks.ValueTask`1"),
            compilation.GetTypeByMetadataName("System.Runtime.CompilerServices.ConfiguredTaskAwaitable"),
            compilation.GetTypeByMetadataName("System.Runtime.CompilerServices.ConfiguredTaskAwaitable`1"),
            compilation.GetTypeByMetadataName("System.Runtime.CompilerServices.ConfiguredValueTaskAwaitable"),
            compilation.GetTypeByMetadataName("System.Runtime.CompilerServices.ConfiguredValueTaskAwaitable`1"),
        };
        _tasks = new HashSet<ISymbol>(tasks.OfType<ISymbol>(), SymbolEqualityComparer.Default);
    }

    public INamedTypeSymbol Phase { get; }

    public INamedTypeSymbol? Worker { get; }

    public INamedTypeSymbol? Task { get; }

    public INamedTypeSymbol? ValueTask { get; }

    public INamedTypeSymbol? CancellationToken { get; }

    /// <summary>The known types, or <see langword="null"/> where the runtime is not referenced.</summary>
    public static KnownSymbols? In(Compilation compilation) => s_known.GetValue(compilation, static compilation => new Lookup(compilation)).Types;

    /// <summary>The known types, or <see langword="null"/> where no code uses the runtime, and rules have nothing to look at.</summary>
    public static KnownSymbols? UsedIn(Compilation compilation, CancellationToken token) =>
        In(compilation) is { } known && RuntimeUse.In(compilation, token) ? known : null;

    /// <summary>The attribute that makes a method a hook, if it has one.</summary>
    public AttributeData? MarkOf(IMethodSymbol method)
    {
        // Most calls are of the platform, whose attributes would have to be decoded for each method.
        if (method.ContainingAssembly is { } assembly
            && !_mayHaveHooks.GetOrAdd(assembly, static assembly => assembly is ISourceAssemblySymbol || ManifestReader.MayHaveUnits(assembly)))
        {
            return null;
        }

        foreach (var attribute in method.GetAttributes())
        {
            if (IsPhase(attribute))
                return attribute;
        }

        return null;
    }

    /// <summary>Whether an attribute makes its method a hook.</summary>
    public bool IsPhase(AttributeData attribute) => attribute.AttributeClass is { } type && PhaseOf(type) is not null;

    /// <summary>Whether an attribute is <c>[Phase]</c> itself, which defines the position of a custom phase.</summary>
    public bool IsMarker(AttributeData attribute) => SymbolEqualityComparer.Default.Equals(attribute.AttributeClass, Phase);

    /// <summary>The phase of a hook, or <see langword="null"/> where a symbol is none.</summary>
    public HookPhase? PhaseOf(ISymbol symbol) =>
        symbol is not IMethodSymbol method ? null
            : MarkOf(method) is { } mark ? PhaseOf(mark.AttributeClass!)
            : HostedContract.PhaseOf(method) is { } hosted ? new HookPhase(hosted, hosted.ToString(), PhaseTable.RowOf(hosted)!.Attribute)
            : null;

    /// <summary>Whether workers instantiate and start the type.</summary>
    public static bool IsUnitOrWorker(INamedTypeSymbol type) => Core.Extraction.RuntimeTypes.IsUnit(type) || Core.Extraction.RuntimeTypes.IsWorker(type);

    /// <summary>The name of the phase of an attribute: <c>OnStartup</c>. For text only.</summary>
    public static string NameOf(AttributeData mark) => Brief(mark.AttributeClass!.Name);

    /// <summary>The phase that an attribute class stands for, or <see langword="null"/> where it is another attribute.</summary>
    public HookPhase? PhaseOf(INamedTypeSymbol attribute)
    {
        if (_phases.TryGetValue(attribute, out var known))
            return known;

        HookPhase? phase = null;
        for (var type = attribute; type is not null && phase is null; type = type.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(type, Phase))
                phase = new HookPhase(
                    AttributeReader.PhaseOfClass(attribute) ?? Core.Units.Phase.Custom,
                    Brief(attribute.Name),
                    TypeNames.MetadataName(attribute));
        }

        _phases.TryAdd(attribute, phase);
        return phase;
    }

    private static string Brief(string name) =>
        name.EndsWith("Attribute", StringComparison.Ordinal) ? name.Substring(0, name.Length - "Attribute".Length) : name;

    /// <summary>Whether the type is a task, a value task, or one of both after <c>ConfigureAwait</c>.</summary>
    public bool IsTask(ITypeSymbol? type)
    {
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable)
            type = nullable.TypeArguments[0];
        for (; type is not null; type = type.BaseType)
        {
            if (_tasks.Contains(type.OriginalDefinition))
                return true;
        }

        return false;
    }

    /// <summary>Whether the method starts or stops a worker and returns a task.</summary>
    public bool IsWorkerCall(IMethodSymbol method)
    {
        if (method.Name is not ("RunAsync" or "StartAsync" or "StopAsync" or "ReloadAsync"))
            return false;

        for (var type = method.ContainingType; type is not null; type = type.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(type, Worker))
                return true;
        }

        return false;
    }

    /// <summary>The result of a lookup, which may be that the runtime is not referenced.</summary>
    private sealed class Lookup(Compilation compilation)
    {
        public KnownSymbols? Types { get; } = compilation.GetTypeByMetadataName("Lifecycle.PhaseAttribute") is { } phase
            ? new KnownSymbols(compilation, phase)
            : null;
    }
}
