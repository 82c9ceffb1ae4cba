using System.Composition;
using Lifecycle.Analyzers;
using Lifecycle.Core.Findings;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lifecycle.CodeFixes;

/// <summary>
/// Gives a thread, work on the pool or a timer that a startup hook starts to the unit: the same code as a task that is supervised, cancelled and awaited.
/// Offered where nothing else hangs on the thread or timer, not on a state that is passed to it either.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(LCG4002OwnIt))]
[Shared]
public sealed class LCG4002OwnIt : LifecycleCodeFix
{
    private const string Tasks = "System.Threading.Tasks.";
    private const int Null = (int)SyntaxKind.NullLiteralExpression;

    private protected override string RuleId => RuleIds.Unowned;

    private protected override async Task<Fix?> FixAsync(Document document, SyntaxNode reported, CancellationToken cancellationToken)
    {
        if (reported is not ExpressionSyntax started
            || StatementOf(started) is not { } replaced
            || await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false) is not { } model
            || KnownSymbols.In(model.Compilation) is not { } types
            || AddTaskRewrite.OwnerOf(replaced, model, types, cancellationToken) is not var (method, hook)
            || model.GetSymbolInfo(started, cancellationToken).Symbol is not IMethodSymbol { Parameters: [{ Type: INamedTypeSymbol callback }, ..] } starter
            || callback.Name is not ("ThreadStart" or "WaitCallback" or "TimerCallback")
            || ArgumentsOf(started) is not { Length: > 0 } arguments
            || BodyOf(arguments[0], model, cancellationToken) is not { } body)
        {
            return null;
        }

        var root = await reported.SyntaxTree.GetRootAsync(cancellationToken).ConfigureAwait(false);
        var token = AddTaskRewrite.TokenFor(started, method);
        var work = arguments[0];
        var lambda = (callback.Name, arguments) switch
        {
            ("ThreadStart", [_]) =>
                $"{token} => {Tasks}Task.Factory.StartNew({(work is LambdaExpressionSyntax ? "() => " + body : work.ToString())}, {token}, "
                    + $"{Tasks}TaskCreationOptions.LongRunning, {Tasks}TaskScheduler.Default)",
            ("WaitCallback", [_]) or ("WaitCallback", [_, LiteralExpressionSyntax { RawKind: Null }]) =>
                $"{token} => {Tasks}Task.Run(() => {body}, {token})",
            ("TimerCallback", [_, LiteralExpressionSyntax { RawKind: Null }, var due, var period]) when body is InvocationExpressionSyntax =>
                Ticking(
                    body,
                    due,
                    period,
                    token,
                    starter,
                    HookAttributes.IndentOf((SyntaxNode?)replaced.FirstAncestorOrSelf<StatementSyntax>() ?? method),
                    HookAttributes.EndOfLine(root),
                    model),
            _ => null,
        };
        return lambda is null
            ? null
            : new Fix(
                "Make it a task of the unit",
                () => document.WithSyntaxRoot(AddTaskRewrite.Replace(root, replaced, method, hook, NameOf(body, method), lambda)));
    }

    // The statement that does nothing but start it: `new Thread(…).Start();`, `ThreadPool.QueueUserWorkItem(…);`, `_ = new Timer(…);`.
    private static ExpressionSyntax? StatementOf(ExpressionSyntax started)
    {
        var whole = started switch
        {
            InvocationExpressionSyntax => started,
            { Parent: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Start" or "UnsafeStart", Parent: InvocationExpressionSyntax start } }
                when start.ArgumentList.Arguments.Count == 0 => start,
            { Parent: AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: "_" } } discard } => discard,
            _ => started,
        };
        return whole.Parent is ExpressionStatementSyntax or ArrowExpressionClauseSyntax ? whole : null;
    }

    private static ExpressionSyntax[]? ArgumentsOf(ExpressionSyntax started) => started switch
    {
        InvocationExpressionSyntax { ArgumentList.Arguments: var arguments } => Positional(arguments),
        BaseObjectCreationExpressionSyntax { ArgumentList.Arguments: var arguments } => Positional(arguments),
        _ => null,
    };

    private static ExpressionSyntax[]? Positional(SeparatedSyntaxList<ArgumentSyntax> arguments) =>
        arguments.All(argument => argument.NameColon is null) ? [.. arguments.Select(argument => argument.Expression)] : null;

    // What is run, without the state that is passed to it: the body of a lambda that does not use it, or a call of a method.
    private static CSharpSyntaxNode? BodyOf(ExpressionSyntax work, SemanticModel model, CancellationToken cancellationToken)
    {
        switch (work)
        {
            case LambdaExpressionSyntax { AsyncKeyword.RawKind: 0 } lambda when model.GetSymbolInfo(lambda, cancellationToken).Symbol is IMethodSymbol function:
                var isOfState = lambda.Body.DescendantNodes()
                    .OfType<IdentifierNameSyntax>()
                    .Any(name => function.Parameters.Any(parameter => SymbolEqualityComparer.Default.Equals(
                        parameter,
                        model.GetSymbolInfo(name, cancellationToken).Symbol)));
                var isTask = lambda.ExpressionBody is { } value
                    && model.GetTypeInfo(value, cancellationToken).Type is { SpecialType: not SpecialType.System_Void, Name: "Task" or "ValueTask" };
                return isOfState || isTask ? null : lambda.Body.WithoutTrivia();
            case IdentifierNameSyntax or MemberAccessExpressionSyntax
                when model.GetSymbolInfo(work, cancellationToken).Symbol is IMethodSymbol { ReturnsVoid: true, IsAsync: false } method:
                return (CSharpSyntaxNode)SyntaxFactory.ParseExpression($"{work.WithoutTrivia()}({(method.Parameters.IsEmpty ? "" : "null")})");
            default:
                return null;
        }
    }

    private static string? Ticking(
        CSharpSyntaxNode body,
        ExpressionSyntax due,
        ExpressionSyntax period,
        string token,
        IMethodSymbol starter,
        string indent,
        string endOfLine,
        SemanticModel model)
    {
        var isTime = starter.Parameters[3].Type.Name == "TimeSpan";
        // A period that may stand for "never" would be refused.
        if (isTime ? !IsTimeOf(period) : model.GetConstantValue(period) is not { HasValue: true, Value: int and > 0 })
            return null;

        var isAtOnce = model.GetConstantValue(due) is { HasValue: true, Value: 0 } || due.ToString() is "TimeSpan.Zero" or "System.TimeSpan.Zero";
        var isNever = isTime ? !isAtOnce && !IsTimeOf(due) : model.GetConstantValue(due) is not { HasValue: true, Value: int and >= 0 };
        if (isNever)
            return null;

        var isFirstTick = SyntaxFactory.AreEquivalent(due, period);
        var timer = $"using var timer = new System.Threading.PeriodicTimer({(isTime ? period.ToString() : $"TimeSpan.FromMilliseconds({period})")});";
        var tick = $"await timer.WaitForNextTickAsync({token})";
        string[] lines =
        [
            .. isAtOnce || isFirstTick ? Array.Empty<string>() : [$"await System.Threading.Tasks.Task.Delay({due}, {token});"],
            timer,
            .. isFirstTick ? [$"while ({tick})", $"    {body};"] : new[] { "do", "{", $"    {body};", "}", $"while ({tick});" },
        ];
        return $"async {token} =>{endOfLine}{indent}{{{endOfLine}{string.Concat(lines.Select(line => $"{indent}    {line}{endOfLine}"))}{indent}}}";
    }

    private static bool IsTimeOf(ExpressionSyntax time) =>
        time is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: var method, Expression: var type } }
            && type is IdentifierNameSyntax { Identifier.ValueText: "TimeSpan" }
        && method.StartsWith("From", StringComparison.Ordinal);

    private static string NameOf(CSharpSyntaxNode body, MethodDeclarationSyntax hook) =>
        body is InvocationExpressionSyntax { Expression: IdentifierNameSyntax called }
        ? $"nameof({called.Identifier.ValueText})"
        : $"nameof({hook.Identifier.ValueText})";
}
