using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Flow;

/// <summary>
/// What the code of a class does with one of its private fields to end what waits for it: <c>Complete()</c>, <c>Cancel()</c>, <c>Stop()</c>, <c>Dispose()</c>
/// and the like, or a constant for a flag.
/// </summary>
internal sealed class FieldEnds
{
    private readonly List<(IOperation Operation, ISymbol Function)> _ends = [];

    private FieldEnds(IFieldSymbol field) => Field = field;

    /// <summary>The field.</summary>
    public IFieldSymbol Field { get; }

    /// <summary>Whether some use of the field may end it in a way, or at a time, that cannot be seen: it is passed on, copied, or named in a lambda.</summary>
    public bool IsGivenAway { get; private set; }

    /// <summary>Whether the field is set from outside, or linked to another token, so that it may be ended from there.</summary>
    public bool IsFromOutside { get; private set; }

    /// <summary>The calls and assignments that end it, each with the function in which it stands.</summary>
    public IReadOnlyList<(IOperation Operation, ISymbol Function)> Ends => _ends;

    /// <summary>Looks at all uses of a field of the class.</summary>
    /// <param name="field">The field.</param>
    /// <param name="endValue">The value that ends a flag; <see langword="null"/> for an object.</param>
    /// <param name="code">The class.</param>
    public static FieldEnds Of(IFieldSymbol field, bool? endValue, HookCode code)
    {
        var ends = new FieldEnds(field);
        foreach (var body in code.Bodies)
        {
            foreach (var operation in body.Of(OperationKind.FieldReference))
            {
                if (operation is IFieldReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Field, field))
                    ends.Add(reference, endValue, body);
            }

            foreach (var operation in body.Of(OperationKind.FieldInitializer))
            {
                if (operation is IFieldInitializerOperation initializer && initializer.InitializedFields.Contains(field, SymbolEqualityComparer.Default))
                    ends.AddValue(initializer.Value, endValue);
            }
        }

        return ends;
    }

    /// <summary>The private field of the class at the beginning of an expression: <c>_queue</c> of <c>_queue.Reader.ReadAllAsync()</c>.</summary>
    public static IFieldSymbol? RootOf(IOperation? value, HookCode code) => value is null ? null : OperationTree.Accessed(value) switch
    {
        IFieldReferenceOperation { Field: { IsStatic: false, DeclaredAccessibility: Accessibility.Private } field, Instance: IInstanceReferenceOperation }
            when SymbolEqualityComparer.Default.Equals(field.ContainingType, code.Type) => field,
        IPropertyReferenceOperation { Instance: { } instance } => RootOf(instance, code),
        IInvocationOperation
        {
            TargetMethod.Name: "ConfigureAwait" or "WithCancellation" or "GetStream" or "AsTask" or "ReadAllAsync",
            Instance: { } instance
        } => RootOf(instance, code),
        IInvocationOperation { TargetMethod.IsExtensionMethod: true, Arguments: [{ Value: var instance }, ..] } => RootOf(instance, code),
        _ => null,
    };

    /// <summary>Whether a method of that name ends what waits for its object.</summary>
    public static bool IsEnd(string method) =>
        method.StartsWith("Dispose", StringComparison.Ordinal) || method.StartsWith("Close", StringComparison.Ordinal)
            || method.StartsWith("Stop", StringComparison.Ordinal)
        || method.StartsWith("Shutdown", StringComparison.Ordinal) || method.StartsWith("Disconnect", StringComparison.Ordinal)
            || method.StartsWith("Cancel", StringComparison.Ordinal)
        || method is "Complete" or "TryComplete" or "CompleteAdding" or "CompleteAsync" or "Abort" or "Kill" or "Unsubscribe" or "UnsubscribeAsync";

    private void Add(IFieldReferenceOperation reference, bool? endValue, HookBody body)
    {
        var (operation, parent) = Climb(reference);
        if (parent is IAssignmentOperation assignment && assignment.Target == operation)
        {
            if (assignment.Value.ConstantValue is { HasValue: true, Value: bool set } && endValue is { } end)
            {
                if (set == end)
                    Found(assignment, body);
            }
            else
            {
                AddValue(assignment.Value, endValue);
            }
        }
        else if (endValue is not null)
        {
            // Code that gets a reference to a flag may set it.
            IsGivenAway |= parent is IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out }
                and not { Parent: IInvocationOperation { TargetMethod: { Name: "Read", ContainingType.Name: "Volatile" } } };
        }
        else
        {
            AddUse(operation, parent, body);
        }
    }

    private void AddUse(IOperation operation, IOperation? parent, HookBody body)
    {
        switch (parent)
        {
            case IInvocationOperation call when call.Instance == operation:
                AddCall(call, body);
                break;
            case IArgumentOperation { Parent: IInvocationOperation { TargetMethod.IsExtensionMethod: true } call } argument when call.Arguments[0] == argument:
                AddCall(call, body);
                break;
            case IConditionalAccessOperation access when access.Operation == operation:
                if (access.WhenNotNull.DescendantsAndSelf().OfType<IInvocationOperation>()
                    .FirstOrDefault(inner => IsEnd(inner.TargetMethod.Name)) is { } ending)
                    Found(ending, body);
                break;
            case IMethodReferenceOperation named:
                IsGivenAway |= IsEnd(named.Method.Name);
                break;
            case IUsingOperation or IUsingDeclarationOperation:
                Found(operation, body);
                break;
            case IMemberReferenceOperation or IAwaitOperation or IForEachLoopOperation or IExpressionStatementOperation or INameOfOperation or ILockOperation
                or IInterpolationOperation:
            case IUnaryOperation or IBinaryOperation or IIsPatternOperation { Pattern: IConstantPatternOperation or INegatedPatternOperation }:
            // A value that it gives, a count or a token, is not the object.
            case not null when operation.Type is { IsValueType: true }:
                break;
            default:
                IsGivenAway = true;
                break;
        }
    }

    private void AddCall(IInvocationOperation call, HookBody body)
    {
        if (IsEnd(call.TargetMethod.Name))
            Found(call, body);
    }

    private void AddValue(IOperation value, bool? endValue)
    {
        value = OperationTree.Unconverted(value);
        if (endValue is not null)
            IsFromOutside |= value.ConstantValue is not { HasValue: true, Value: bool };
        else if (value is not (IObjectCreationOperation or ICollectionExpressionOperation or ILiteralOperation or IDefaultValueOperation) && !IsMaker(value))
            IsFromOutside = true;
    }

    private static bool IsMaker(IOperation value) =>
        value is IAwaitOperation { Operation: IInvocationOperation awaited } ? IsMaker(awaited)
        : value is IInvocationOperation { TargetMethod: { IsStatic: true } method } && method.Name != "CreateLinkedTokenSource"
            && !method.Name.StartsWith("Get", StringComparison.Ordinal);

    private void Found(IOperation operation, HookBody body)
    {
        if (body.IsInLambda(operation))
            IsGivenAway = true;
        else
            _ends.Add((operation, HookCode.Canonical(body.FunctionAt(operation))));
    }

    private static (IOperation Operation, IOperation? Parent) Climb(IOperation reference)
    {
        var operation = reference;
        while (operation.Parent is IConversionOperation or IParenthesizedOperation
            || (operation.Parent is IPropertyReferenceOperation property && property.Instance == operation))
            operation = operation.Parent;
        return (operation, operation.Parent);
    }
}
