using Lifecycle.Engine.Foundation;

namespace Lifecycle.Engine.Observation;

/// <summary>The names of operations, as events and messages have them.</summary>
internal static class OperationNames
{
    public static string Of(OperationKind kind) => kind switch
    {
        OperationKind.Start => nameof(OperationKind.Start),
        OperationKind.Stop => nameof(OperationKind.Stop),
        OperationKind.Reload => nameof(OperationKind.Reload),
        OperationKind.StartUnits => nameof(OperationKind.StartUnits),
        OperationKind.StopUnits => nameof(OperationKind.StopUnits),
        OperationKind.RestartUnits => nameof(OperationKind.RestartUnits),
        OperationKind.RunPhase => nameof(OperationKind.RunPhase),
        _ => nameof(OperationKind.End),
    };
}
