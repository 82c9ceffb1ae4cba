using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Flow;

/// <summary>
/// Calls that are known to block their thread until something else happens: those of the platform and of libraries of the field, and what a project adds with
/// <c>dotnet_code_quality.LCG4003.blocking_calls</c> in its .editorconfig. Waits for tasks and for time are not among them.
/// </summary>
internal static class BlockingCalls
{
    /// <summary>The option with which a project adds calls, as <c>Namespace.Type.Method</c>, separated by commas.</summary>
    public const string Option = "dotnet_code_quality.LCG4003.blocking_calls";

    private static readonly HashSet<string> s_known = new(StringComparer.Ordinal)
    {
        "System.Threading.SemaphoreSlim.Wait",
        "System.Threading.WaitHandle.WaitOne",
        "System.Threading.WaitHandle.WaitAll",
        "System.Threading.WaitHandle.WaitAny",
        "System.Threading.WaitHandle.SignalAndWait",
        "System.Threading.ManualResetEventSlim.Wait",
        "System.Threading.CountdownEvent.Wait",
        "System.Threading.Barrier.SignalAndWait",
        "System.Threading.Monitor.Wait",
        "System.Threading.Thread.Join",
        "System.Threading.SpinWait.SpinUntil",
        "System.Collections.Concurrent.BlockingCollection.Take",
        "System.Collections.Concurrent.BlockingCollection.TakeFromAny",
        "System.Diagnostics.Process.WaitForExit",
        "System.Net.HttpListener.GetContext",
        "System.Net.Sockets.TcpListener.AcceptSocket",
        "System.Net.Sockets.TcpListener.AcceptTcpClient",
        "System.Net.Sockets.Socket.Accept",
        "System.Net.Sockets.UdpClient.Receive",
        "System.IO.Pipes.NamedPipeServerStream.WaitForConnection",
        "Confluent.Kafka.IConsumer.Consume",
    };

    /// <summary>Whether a call waits for something other than a task or a time, and for longer than no time.</summary>
    /// <param name="call">The call.</param>
    /// <param name="added">The calls that the project adds, as the option has them.</param>
    public static bool IsOne(IInvocationOperation call, string added)
    {
        var method = call.TargetMethod;
        if (method.ContainingType is not { } type || method.MethodKind is not MethodKind.Ordinary)
            return false;

        if (!MayBe(method.Name, added))
            return false;

        for (var at = type; at is not null; at = at.BaseType)
        {
            if (IsNamed(at, method.Name, added))
                return !Durations.IsZero(call);
        }

        return type.AllInterfaces.Any(contract => IsNamed(contract, method.Name, added)) && !Durations.IsZero(call);
    }

    /// <summary>Whether a method is one that is known without being added.</summary>
    public static bool IsKnown(ISymbol? symbol)
    {
        for (var type = symbol?.ContainingType; type is not null; type = type.BaseType)
        {
            if (IsNamed(type, symbol!.Name, ""))
                return true;
        }

        return false;
    }

    // Nearly all calls have another name than any of them.
    private static bool MayBe(string method, string added) =>
        method is "Wait" or "WaitOne" or "WaitAll" or "WaitAny" or "SignalAndWait" or "Join" or "SpinUntil" or "Take" or "TakeFromAny" or "WaitForExit"
            or "WaitForConnection" or "Consume"
            or "GetContext" or "AcceptSocket" or "AcceptTcpClient" or "Accept" or "Receive"
        || added.IndexOf(method, StringComparison.Ordinal) >= 0;

    private static bool IsNamed(INamedTypeSymbol type, string method, string added)
    {
        var name = NameOf(type) + "." + method;
        return s_known.Contains(name) || (added.Length > 0 && added.Split(',').Any(one => one.Trim() == name));
    }

    private static string NameOf(INamedTypeSymbol type) =>
        type.ContainingType is { } outer ? NameOf(outer) + "." + type.Name
        : type.ContainingNamespace is { IsGlobalNamespace: false } space ? space.ToDisplayString() + "." + type.Name
        : type.Name;
}
