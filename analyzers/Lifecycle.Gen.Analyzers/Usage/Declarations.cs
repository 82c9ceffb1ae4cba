using Lifecycle.Core.Units;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers.Usage;

/// <summary>A class with its declared methods, hooks and others separately, read once for all rules.</summary>
internal sealed class Declarations
{
    public Declarations(INamedTypeSymbol type, KnownSymbols types, Compilation compilation, CancellationToken cancellationToken)
    {
        Type = type;
        Types = types;
        Compilation = compilation;
        CancellationToken = cancellationToken;
        foreach (var member in type.GetMembers())
        {
            if (member is not IMethodSymbol method)
                continue;

            if (types.MarkOf(method) is { } mark && types.PhaseOf(mark.AttributeClass!) is { } phase)
                Hooks.Add(new Hook(method, mark, phase));
            else
                Others.Add(method);
        }
    }

    public INamedTypeSymbol Type { get; }

    public KnownSymbols Types { get; }

    public Compilation Compilation { get; }

    public CancellationToken CancellationToken { get; }

    /// <summary>The methods with the attribute of a phase.</summary>
    public List<Hook> Hooks { get; } = [];

    /// <summary>The methods without one.</summary>
    public List<IMethodSymbol> Others { get; } = [];

    /// <summary>A method and the attribute that makes it a hook, the first one where there are several.</summary>
    internal readonly record struct Hook(IMethodSymbol Method, AttributeData Mark, HookPhase Phase);
}
