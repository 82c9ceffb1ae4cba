using Grpc.Core;
using Grpc.Net.Client;

namespace Lifecycle.Recipes.Grpc;

[Unit]
public sealed partial class PriceClient(Uri server, Action<double> changed)
{
    private GrpcChannel? _channel;
    private InFlight? _calls;

    [OnStartup]
    private void Open()
    {
        _calls = new InFlight();
        // Without it a call that the stop cancels fails with an RpcException, which counts as a failure of the hook.
        _channel = GrpcChannel.ForAddress(server, new GrpcChannelOptions { ThrowOperationCanceledOnCancellation = true });
    }

    public async Task<double> AskAsync(string item, CancellationToken cancellationToken)
    {
        if (!_calls!.TryEnter())
            throw new InvalidOperationException("The client is going down.");

        try
        {
            return (await new Prices.PricesClient(_channel).AskAsync(new Question { Item = item }, cancellationToken: cancellationToken)).Amount;
        }
        finally
        {
            _calls.Leave();
        }
    }

    // A stream ends by its token.
    [Background(OnFailure = FailurePolicy.Restart, RestartDelaySeconds = 1)]
    private async Task WatchAsync(CancellationToken stopping)
    {
        using var call = new Prices.PricesClient(_channel).Watch(new Question { Item = "tea" }, cancellationToken: stopping);
        await foreach (var price in call.ResponseStream.ReadAllAsync(stopping))
            changed(price.Amount);
    }

    // The channel waits for nothing: ShutdownAsync ends no call, and Dispose cancels all of them.
    [OnDrain]
    private Task DrainAsync(CancellationToken cancellationToken) => _calls!.CloseAsync().WaitAsync(cancellationToken);

    [OnShutdown]
    private void Close() => _channel!.Dispose();
}
