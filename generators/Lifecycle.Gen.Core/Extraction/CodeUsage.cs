using System.Runtime.CompilerServices;
using Lifecycle.Core.Units;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lifecycle.Core.Extraction;

/// <summary>
/// The code around the units of one compilation. Most compilations query nothing; a query walks only through the files that contain the name in
/// question.
/// </summary>
public sealed class CodeUsage(Compilation compilation, CancellationToken token) : ICodeUsage
{
    private const string AttachMethod = "AttachAsync";

    // What a file names does not change: after an edit only the files that are new are read.
    private static readonly ConditionalWeakTable<SyntaxTree, HashSet<string>> s_names = new();

    // What is called so is made by the code that starts the program, or by the binder of a configuration.
    private static readonly string[] s_namesOfData = ["Options", "Settings", "Configuration", "Config", "Parameters", "Arguments", "Args", "Context", "State"];

    private HashSet<string>? _attached;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, PlainClass> OnlyProviders(IReadOnlyCollection<string> types)
    {
        var wanted = new HashSet<string>(types, StringComparer.Ordinal);
        // Simple names first: printing the name of every base of every class would be many times slower.
        var names = new HashSet<string>(types.Select(SimpleName), StringComparer.Ordinal);
        var found = new Dictionary<string, INamedTypeSymbol?>(StringComparer.Ordinal);
        Visit(compilation.Assembly.GlobalNamespace);
        return found.Where(pair => pair.Value is not null).ToDictionary(pair => pair.Key, pair => Describe(pair.Value!), StringComparer.Ordinal);

        void Visit(INamespaceOrTypeSymbol container)
        {
            token.ThrowIfCancellationRequested();
            foreach (var member in TypeWalk.ContentOf(container))
            {
                if (member is INamedTypeSymbol { TypeKind: TypeKind.Class, IsAbstract: false, IsStatic: false } type)
                    Add(type);
                Visit(member);
            }
        }

        void Add(INamedTypeSymbol type)
        {
            var keys = SelfAndBases(type).Where(provided => names.Contains(provided.Name)).Select(TypeNames.KeyOf).Where(wanted.Contains).ToList();
            if (keys.Count == 0 || RuntimeTypes.MarkOf(type) is not null)
                return;

            foreach (var key in keys)
                found[key] = found.ContainsKey(key) || !CanBeUnit(type) ? null : type;
        }
    }

    /// <inheritdoc/>
    public bool IsAttached(UnitShape unit)
    {
        _attached ??= ReadAttached();
        return _attached.Count > 0
            && (_attached.Contains(unit.Type.Key)
                || _attached.Contains("global::Lifecycle.Runtime.IUnit")
                || unit.Provides.Any(_attached.Contains)
                || (unit.Open is { } open && _attached.Any(type => IsClosed(type, open))));
    }

    /// <inheritdoc/>
    public bool IsNamed(WorkerModel worker) =>
        TreesNaming(worker.Name).Any()
        || DefaultWorkerName.Candidates.Any(name => TreesNaming(name).Any(tree => tree.GetRoot(token).DescendantNodes()
            .OfType<MemberAccessExpressionSyntax>()
            .Any(access => access is { Name.Identifier.ValueText: "RunAsync", Expression: IdentifierNameSyntax one } && one.Identifier.ValueText == name)));

    private static bool IsClosed(string type, OpenUnitModel unit) => unit.Provides.Any(open => GenericText.Match(open, type, unit.Arity) is not null);

    private HashSet<string> ReadAttached()
    {
        var attached = new HashSet<string>(StringComparer.Ordinal);
        foreach (var tree in TreesNaming(AttachMethod))
        {
            SemanticModel? model = null;
            foreach (var call in tree.GetRoot(token).DescendantNodes().OfType<InvocationExpressionSyntax>())
            {
                var name = call.Expression switch
                {
                    MemberAccessExpressionSyntax access => access.Name,
                    MemberBindingExpressionSyntax binding => binding.Name,
                    SimpleNameSyntax simple => simple,
                    _ => null,
                };
                if (name?.Identifier.ValueText != AttachMethod)
                    continue;

                model ??= compilation.GetSemanticModel(tree);
                var expressions = call.ArgumentList.Arguments.Select(argument => (ExpressionSyntax)argument.Expression)
                    .Concat(name is GenericNameSyntax generic ? generic.TypeArgumentList.Arguments : []);
                foreach (var expression in expressions)
                {
                    if (model.GetTypeInfo(expression, token).Type is { TypeKind: not TypeKind.Error } type)
                        attached.Add(TypeNames.KeyOf(type));
                }
            }
        }

        return attached;
    }

    /// <summary>The type of a parameter, field or property is no use: it consumes an instance and makes none.</summary>
    /// <inheritdoc/>
    public bool IsUsed(PlainClass type)
    {
        if (compilation.Assembly.GetTypeByMetadataName(type.Key) is not { } symbol)
            return false;

        foreach (var tree in TreesNaming(type.Name))
        {
            foreach (var name in tree.GetRoot(token).DescendantNodes().OfType<IdentifierNameSyntax>())
            {
                if (name.Identifier.ValueText == type.Name && !IsWish(name) && !IsWithin(name, symbol))
                    return true;
            }
        }

        return false;
    }

    private static bool IsWish(IdentifierNameSyntax name)
    {
        SyntaxNode type = name;
        while (type.Parent is QualifiedNameSyntax or AliasQualifiedNameSyntax or NullableTypeSyntax)
            type = type.Parent;
        return type.Parent is ParameterSyntax { Parent.Parent: BaseMethodDeclarationSyntax or TypeDeclarationSyntax }
            or PropertyDeclarationSyntax
            or VariableDeclarationSyntax { Parent: FieldDeclarationSyntax };
    }

    private static bool IsWithin(SyntaxNode node, INamedTypeSymbol type) =>
        type.DeclaringSyntaxReferences.Any(reference => reference.SyntaxTree == node.SyntaxTree && reference.Span.Contains(node.Span));

    private PlainClass Describe(INamedTypeSymbol type)
    {
        var key = TypeNames.MetadataName(type);
        return new PlainClass(key, type.Name, UnitDeclaration.Of(type, token), ConstructorReader.Read(type, key, []))
        {
            IsService = IsService(type),
            IsPublic = DeclarationReader.IsPublic(type),
        };
    }

    private static bool IsService(INamedTypeSymbol type) =>
        !type.IsRecord
        && !Array.Exists(s_namesOfData, end => type.Name.EndsWith(end, StringComparison.Ordinal))
        && type.GetMembers().Any(member => member is IMethodSymbol
        {
            MethodKind: MethodKind.Ordinary,
            IsStatic: false,
            IsOverride: false,
            DeclaredAccessibility: Accessibility.Public or Accessibility.Internal,
            Name: not "Deconstruct",
        });

    private static bool CanBeUnit(INamedTypeSymbol type)
    {
        for (var part = type; part is not null; part = part.ContainingType)
        {
            if (part.IsGenericType || part.IsFileLocal)
                return false;
            if (part.DeclaredAccessibility is Accessibility.Private or Accessibility.Protected or Accessibility.ProtectedAndInternal)
                return false;
        }

        return ConstructorReader.Choose(type, out _) is not null;
    }

    private static IEnumerable<INamedTypeSymbol> SelfAndBases(INamedTypeSymbol type)
    {
        for (var at = type; at is not null and { SpecialType: not SpecialType.System_Object }; at = at.BaseType)
            yield return at;
        foreach (var contract in type.AllInterfaces)
            yield return contract;
    }

    private static string SimpleName(string key)
    {
        var end = key.IndexOf('<');
        var plain = end < 0 ? key : key.Substring(0, end);
        return plain.Substring(Math.Max(plain.LastIndexOf('.'), plain.LastIndexOf(':')) + 1).TrimStart('@');
    }

    private IEnumerable<SyntaxTree> TreesNaming(string name) =>
        compilation.SyntaxTrees.Where(tree => !tree.FilePath.EndsWith(".g.cs", StringComparison.Ordinal)
            && TextSearch.Contains(tree.GetText(token), name)
            && s_names.GetValue(tree, NamesIn).Contains(name));

    private HashSet<string> NamesIn(SyntaxTree tree) =>
        new(tree.GetRoot(token).DescendantNodes().OfType<SimpleNameSyntax>().Select(name => name.Identifier.ValueText), StringComparer.Ordinal);
}
