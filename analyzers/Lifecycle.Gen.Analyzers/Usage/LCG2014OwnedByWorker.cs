using Lifecycle.Core.Extraction;
using Lifecycle.Core.Rules;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers.Usage;

/// <summary><c>[OwnedByWorker]</c> on a parameter that no worker looks at, or that gets nothing that could be disposed.</summary>
internal sealed class LCG2014OwnedByWorker : IDeclarationRule
{
    private const string Attribute = "OwnedByWorkerAttribute";

    public DiagnosticDescriptor Descriptor => DeclarationDescriptors.OwnedByWorker;

    public void Check(Declarations declarations, Action<Diagnostic> report)
    {
        var type = declarations.Type;
        IMethodSymbol? constructor = null;
        foreach (var method in declarations.Others.Concat(declarations.Hooks.Select(hook => hook.Method)))
        {
            foreach (var parameter in method.Parameters)
            {
                if (parameter.GetAttributes().FirstOrDefault(attribute => RuntimeTypes.LifecycleName(attribute) == Attribute) is not { } mark)
                    continue;

                constructor ??= IsMadeByWorkers(type) ? ConstructorReader.Choose(type, out _) : null;
                if (FaultOf(parameter, type, constructor, declarations.Compilation) is { } fault)
                {
                    report(Diagnostic.Create(
                        Descriptor,
                        mark.ApplicationSyntaxReference?.GetSyntax(declarations.CancellationToken).GetLocation() ?? parameter.Locations[0],
                        $"'{parameter.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)} {parameter.Name}'",
                        type.Name,
                        fault));
                }
            }
        }
    }

    private static bool IsMadeByWorkers(INamedTypeSymbol type) => RuntimeTypes.IsUnit(type) || RuntimeTypes.IsExtension(type);

    private static string? FaultOf(IParameterSymbol parameter, INamedTypeSymbol owner, IMethodSymbol? constructor, Compilation compilation)
    {
        if (!IsMadeByWorkers(owner))
            return $"{owner.Name} is no unit";
        if (constructor is not null && !SymbolEqualityComparer.Default.Equals(parameter.ContainingSymbol, constructor))
            return "only parameters of the constructor that workers call get inputs";

        var type = parameter.Type;
        if (type is INamedTypeSymbol named && IsMadeByWorkers(named))
            return $"{type.Name} is a unit, which its worker disposes anyhow";

        if (type.Name is "ILogger" or "ILoggerFactory" or "TimeProvider" or "IWorkerContext" or "WorkerOptions")
            return "every worker has it itself";

        if (type.Name is "Uri" or "Version" or "CultureInfo")
            return "it has nothing to dispose";

        return CanBeDisposed(type, compilation) ? null : "it has nothing to dispose";
    }

    /// <summary>What is neither sealed nor a value may be of a class that is disposable.</summary>
    private static bool CanBeDisposed(ITypeSymbol type, Compilation compilation)
    {
        if (type.TypeKind == TypeKind.Error)
            return true;

        var isOpen = type is { TypeKind: TypeKind.Interface or TypeKind.TypeParameter or TypeKind.Dynamic } or { TypeKind: TypeKind.Class, IsSealed: false };
        var isList = type.SpecialType is SpecialType.System_Collections_IEnumerable
            || type.AllInterfaces.Any(contract => contract.SpecialType == SpecialType.System_Collections_IEnumerable);
        return (isOpen && !isList) || Implements(type, compilation, "System.IDisposable") || Implements(type, compilation, "System.IAsyncDisposable");
    }

    private static bool Implements(ITypeSymbol type, Compilation compilation, string name) =>
        compilation.GetTypeByMetadataName(name) is { } contract
            && (SymbolEqualityComparer.Default.Equals(type, contract) || type.AllInterfaces.Contains(contract, SymbolEqualityComparer.Default));
}
