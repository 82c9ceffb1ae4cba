using Lifecycle.Analyzers.Flow;
using Lifecycle.Core.Extraction;
using Lifecycle.Core.Units;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lifecycle.Analyzers.Usage;

/// <summary>A rule about named arguments of a hook's attribute, or of <c>[Phase]</c> on the class of a phase; reported at the argument.</summary>
internal abstract class HookOptionRule : IDeclarationRule
{
    public abstract DiagnosticDescriptor Descriptor { get; }

    public void Check(Declarations declarations, Action<Diagnostic> report)
    {
        foreach (var hook in declarations.Hooks)
            CheckHook(hook.Method, declarations, report);
        if (PhaseReader.IsCustom(declarations.Type))
            CheckPhase(declarations, report);
    }

    /// <summary>What is wrong with one argument of a hook's attribute, and what to do.</summary>
    protected abstract (string What, string Remedy)? FaultOf(AttributeData attribute, string name, object? value, HookOptions options);

    /// <summary>What is wrong with one argument of <c>[Phase]</c> on the class of a phase.</summary>
    protected virtual (string What, string Remedy)? FaultOfPhase(string name, object? value) => null;

    /// <summary>The syntax of a named argument.</summary>
    protected static AttributeArgumentSyntax? ArgumentOf(AttributeData attribute, string name, CancellationToken cancellationToken = default) =>
        (attribute.ApplicationSyntaxReference?.GetSyntax(cancellationToken) as AttributeSyntax)?.ArgumentList?.Arguments
            .FirstOrDefault(argument => argument.NameEquals?.Name.Identifier.ValueText == name);

    /// <summary>Whether the policies ever restart the hook.</summary>
    protected static bool Restarts(HookOptions options) =>
        options.OnFailure is FailurePolicy.Restart or FailurePolicy.RestartDependents || options.OnCompletion == CompletionPolicy.Restart;

    private void CheckHook(IMethodSymbol method, Declarations declarations, Action<Diagnostic> report)
    {
        foreach (var attribute in method.GetAttributes())
        {
            // [Phase] itself on a method is LCG2011.
            if (attribute.NamedArguments.IsEmpty || !declarations.Types.IsPhase(attribute) || declarations.Types.IsMarker(attribute))
                continue;

            var options = AttributeReader.HookOptionsOf(attribute, out _);
            foreach (var argument in attribute.NamedArguments)
            {
                if (FaultOf(attribute, argument.Key, argument.Value.Value, options) is { } fault)
                    Report(declarations, report, attribute, argument.Key, MessageText.Subject(method), fault);
            }
        }
    }

    private void CheckPhase(Declarations declarations, Action<Diagnostic> report)
    {
        foreach (var attribute in declarations.Type.GetAttributes())
        {
            if (!declarations.Types.IsMarker(attribute))
                continue;

            foreach (var argument in attribute.NamedArguments)
            {
                if (FaultOfPhase(argument.Key, argument.Value.Value) is { } fault)
                    Report(declarations, report, attribute, argument.Key, declarations.Type.Name, fault);
            }
        }
    }

    private void Report(
        Declarations declarations,
        Action<Diagnostic> report,
        AttributeData attribute,
        string name,
        string subject,
        (string What, string Remedy) fault)
    {
        if (ArgumentOf(attribute, name, declarations.CancellationToken) is { } argument)
            report(Diagnostic.Create(Descriptor, argument.GetLocation(), subject, $"{MessageText.Code(argument)} {fault.What}", fault.Remedy));
    }
}
