using Lifecycle.Analyzers.Usage;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lifecycle.CodeFixes.Refactorings;

/// <summary>Finds the code that gives the hosted services of a family to the host.</summary>
internal static class HostedRegistrations
{
    /// <summary>One registration.</summary>
    /// <param name="Node">The call that has to go, or one of several descriptors in a list.</param>
    /// <param name="Implementation">The class that it registers.</param>
    /// <param name="Compilation">The compilation that contains it.</param>
    /// <param name="IsHosted">Whether the class is registered as a hosted service; otherwise as another service, which stays.</param>
    internal sealed record Registration(ExpressionSyntax Node, HostedClass? Implementation, Compilation Compilation, bool IsHosted);

    /// <summary>All registrations of the classes of a family.</summary>
    public static IEnumerable<Registration> Find(HostedFamily family, CancellationToken cancellationToken)
    {
        var names = new HashSet<string>(family.Names, StringComparer.Ordinal) { "AddHostedService", "IHostedService", "IHostedLifecycleService" };
        foreach (var compilation in family.Scope)
        {
            foreach (var tree in compilation.SyntaxTrees)
            {
                if (!IdentifiersIn.Tree(tree, cancellationToken).Overlaps(names))
                    continue;

                var model = compilation.GetSemanticModel(tree);
                foreach (var call in tree.GetRoot(cancellationToken).DescendantNodes().OfType<InvocationExpressionSyntax>())
                {
                    foreach (var (node, type, isHosted) in HostedRegistration.In(call, model, cancellationToken))
                    {
                        if (family.Contains(type))
                            yield return new Registration(node, family.Find(type), compilation, isHosted);
                    }
                }
            }
        }
    }
}
