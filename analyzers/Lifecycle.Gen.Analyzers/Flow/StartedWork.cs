using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Names = Lifecycle.Core.Extraction.RuntimeTypes;

namespace Lifecycle.Analyzers.Flow;

/// <summary>What an operation does beyond computing: it starts something, reaches outside of the process, or blocks its thread.</summary>
internal static class StartedWork
{
    /// <summary>The work as messages write it, <c>starts a thread</c>; <see langword="null"/> for none.</summary>
    public static string? Of(IOperation operation, HookCode code) => operation switch
    {
        IInvocationOperation call => OfCall(call, code),
        IPropertyReferenceOperation { Property.Name: "Result", Instance: { } task } when code.Types.IsTask(task.Type) && !FinishedTask.IsMade(task) =>
            "blocks its thread",
        IObjectCreationOperation { Type: INamedTypeSymbol type } made => OfCreation(made, type),
        _ => null,
    };

    private static string? OfCall(IInvocationOperation call, HookCode code)
    {
        var types = code.Types;
        var method = call.TargetMethod;
        var owner = method.ContainingType;
        if (method.MethodKind is MethodKind.DelegateInvoke || owner is null)
            return null;

        if (Names.IsIn(owner, "System", "Threading") || Names.IsIn(owner, "System", "Threading", "Tasks"))
        {
            switch (owner.Name, method.Name)
            {
                case ("Task", "Delay") when Durations.IsZero(call) || Durations.IsInfinite(call):
                    return null;
                case ("Task", "Run") or ("TaskFactory", "StartNew") or ("Task", "Start" or "Delay"):
                    return IsWaitedFor(call, types) ? null : "starts a task";
                case ("Thread", "Start" or "UnsafeStart"):
                    return "starts a thread";
                case ("ThreadPool", "QueueUserWorkItem" or "UnsafeQueueUserWorkItem"):
                    return "starts work on the thread pool";
                case ("Thread", "Sleep" or "Join") or ("Parallel", "For" or "ForEach" or "Invoke") or (_, "WaitOne" or "Wait" or "WaitAll" or "WaitAny"):
                    return (call.Instance is { } waited && FinishedTask.IsMade(waited)) || Durations.IsZero(call) ? null : "blocks its thread";
            }
        }

        if (method.Name == "GetResult" && call.Instance is IInvocationOperation { TargetMethod.Name: "GetAwaiter", Instance: { } task }
            && types.IsTask(task.Type))
            return FinishedTask.IsMade(task) ? null : "blocks its thread";
        if (method.Name == "Start" && owner.Name == "Timer" && Names.IsIn(owner, "System", "Timers"))
            return "starts a timer";
        if (IsInputOutput(method, owner))
            return "does I/O";

        // What a method of the class that is not async itself starts is found in its body.
        var mayStart = method.IsAsync
            || (method.Name.EndsWith("Async", StringComparison.Ordinal) && code.BodyOf(method) is null && method.MethodKind != MethodKind.LocalFunction);
        return types.IsTask(call.Type) && mayStart && !IsWaitedFor(call, types) ? "starts a task" : null;
    }

    private static string? OfCreation(IObjectCreationOperation made, INamedTypeSymbol type) => type.Name switch
    {
        "Timer" when Names.IsIn(type, "System", "Threading") && made.Arguments.Length > 1 && !IsInfinite(made.Arguments) => "starts a timer",
        "FileStream" when Names.IsIn(type, "System", "IO") && TakesPath(made) => "does I/O",
        "StreamReader" or "StreamWriter" when Names.IsIn(type, "System", "IO") && TakesPath(made) => "does I/O",
        "TcpClient" or "UdpClient" when Names.IsIn(type, "System", "Net", "Sockets")
            && made.Arguments.Any(argument => argument.Parameter?.Type.SpecialType == SpecialType.System_Int32) => "does I/O",
        _ => null,
    };

    private static bool IsInputOutput(IMethodSymbol method, INamedTypeSymbol owner)
    {
        if (Names.IsIn(owner, "System", "IO"))
        {
            return owner.Name switch
            {
                "File" or "Directory" => !method.Name.StartsWith("Exists", StringComparison.Ordinal) && method.Name != "GetCurrentDirectory",
                "FileInfo" or "DirectoryInfo" =>
                    method.Name is not ("ToString" or "Equals" or "GetHashCode" or "GetType" or "Refresh") && !method.IsImplicitlyDeclared
                        && method.MethodKind == MethodKind.Ordinary,
                _ => false,
            };
        }

        if (Names.IsIn(owner, "System", "Net", "Sockets"))
        {
            return (owner.Name, method.Name) is ("Socket", "Connect" or "Bind" or "Listen" or "Accept" or "Send" or "Receive" or "SendTo" or "ReceiveFrom")
                or ("TcpListener", "Start" or "AcceptTcpClient" or "AcceptSocket") or ("TcpClient" or "UdpClient", "Connect");
        }

        if (Names.IsIn(owner, "System", "Net"))
            return owner.Name == "Dns" || (owner.Name, method.Name) is ("HttpListener", "Start" or "GetContext");
        if (Names.IsIn(owner, "System", "Diagnostics"))
            return (owner.Name, method.Name) is ("Process", "Start" or "WaitForExit");

        return method.Name == "Open" && IsConnection(owner);
    }

    private static bool IsConnection(INamedTypeSymbol type)
    {
        for (var at = type; at is not null; at = at.BaseType)
        {
            if (at.Name == "DbConnection" && Names.IsIn(at, "System", "Data", "Common"))
                return true;
        }

        return type.Name == "IDbConnection" && Names.IsIn(type, "System", "Data");
    }

    private static bool TakesPath(IObjectCreationOperation made) =>
        made.Arguments.Any(argument => argument.Parameter is { Ordinal: 0, Type.SpecialType: SpecialType.System_String });

    private static bool IsInfinite(IEnumerable<IArgumentOperation> arguments) =>
        arguments.Any(argument => argument.Parameter?.Name == "dueTime" && Durations.IsInfinite(argument.Value));

    // A wait for the task at once is reported instead of its start.
    private static bool IsWaitedFor(IOperation call, KnownSymbols types)
    {
        var parent = call.Parent;
        while (parent is IConversionOperation || parent is IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "AsTask" or "GetAwaiter" })
            parent = parent.Parent;
        return parent is IInvocationOperation { TargetMethod.Name: "Wait" or "GetResult" }
            || (parent is IPropertyReferenceOperation { Property.Name: "Result", Instance.Type: var type } && types.IsTask(type));
    }
}
