using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Flow;

/// <summary>Times that are given to waits and timers, as far as the source says them.</summary>
internal static class Durations
{
    /// <summary>Whether a call is given a time of zero, so that it asks and does not wait.</summary>
    public static bool IsZero(IInvocationOperation call) => call.Arguments.Any(argument => IsTime(argument) && IsZero(argument.Value));

    /// <summary>Whether a call is given the time that never passes.</summary>
    public static bool IsInfinite(IInvocationOperation call) => call.Arguments.Any(argument => IsTime(argument) && IsInfinite(argument.Value));

    /// <summary>Whether a call is given a time after which it returns.</summary>
    public static bool HasLimit(IInvocationOperation call) =>
        call.Arguments.Any(argument => IsTime(argument) && argument.ArgumentKind != ArgumentKind.DefaultValue && !IsInfinite(argument.Value));

    /// <summary>Whether a value is the time that never passes.</summary>
    public static bool IsInfinite(IOperation value) =>
        value.ConstantValue is { HasValue: true, Value: -1 or -1L }
        || value.DescendantsAndSelf().Any(inner => inner is IFieldReferenceOperation { Field.Name: "InfiniteTimeSpan" or "Infinite" });

    private static bool IsTime(IArgumentOperation argument) =>
        argument.Parameter?.Type is { SpecialType: SpecialType.System_Int32 or SpecialType.System_Int64 }
            or { Name: "TimeSpan", ContainingNamespace.Name: "System" };

    private static bool IsZero(IOperation value) =>
        value.ConstantValue is { HasValue: true, Value: 0 or 0L }
            || OperationTree.Unconverted(value) is IFieldReferenceOperation { Field: { Name: "Zero", ContainingType.Name: "TimeSpan" } };
}
