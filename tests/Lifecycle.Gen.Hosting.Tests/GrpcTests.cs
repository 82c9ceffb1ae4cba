using Grpc.Core;
using Grpc.Net.Client;
using Lifecycle.Hosting.Tests.Kit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace Lifecycle.Hosting.Tests;

/// <summary>A gRPC service takes units, and a call in flight ends before they go down.</summary>
public sealed class GrpcTests
{
    private readonly Journal _journal = new();

    [Fact]
    public async Task A_service_takes_a_unit()
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseTestServer().UseSetting("ShopServer:Connection", "links");
        builder.Services.AddSingleton(_journal).AddWorker<ShopServer>().AddGrpc();
        await using var app = builder.Build();
        app.MapGrpcService<ConnectionService>();
        await app.StartAsync().InTime();

        using var channel = GrpcChannel.ForAddress("http://localhost", new GrpcChannelOptions { HttpHandler = app.GetTestServer().CreateHandler() });
        var answer = await channel.CreateCallInvoker().AsyncUnaryCall(ConnectionContract.Ask, host: null, new CallOptions(), "which").ResponseAsync.InTime();
        await app.StopAsync().InTime();

        Assert.Equal("which: links", answer);
        Assert.Equal("Store up, Shop up, Shop ready, called, Shop drains, Shop down, Store down, Store ends", _journal.ToString());
    }
}

/// <summary>What the compiler of proto files would write.</summary>
public static class ConnectionContract
{
    public static readonly Method<string, string> Ask =
        new(MethodType.Unary, "test.Connections", "Ask", Marshallers.StringMarshaller, Marshallers.StringMarshaller);

    public static void Bind(ServiceBinderBase binder, ConnectionServiceBase? service) =>
        binder?.AddMethod(Ask, service is null ? null : new UnaryServerMethod<string, string>(service.Ask));
}

[BindServiceMethod(typeof(ConnectionContract), nameof(ConnectionContract.Bind))]
public abstract class ConnectionServiceBase
{
    public abstract Task<string> Ask(string request, ServerCallContext context);
}

public sealed class ConnectionService(IStore store, Journal journal) : ConnectionServiceBase
{
    public override Task<string> Ask(string request, ServerCallContext context)
    {
        journal.Add("called");
        return Task.FromResult($"{request}: {store.Connection}");
    }
}
