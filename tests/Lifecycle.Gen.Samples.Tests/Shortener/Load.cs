using System.Collections.Concurrent;
using System.Net;

namespace Lifecycle.Samples.Tests.Shortener;

/// <summary>Clients that make links and follow them as fast as they can, and record the answers.</summary>
internal sealed class Load
{
    private const int Clients = 8;

    private readonly ConcurrentDictionary<string, string> _acknowledged = new();
    private readonly ConcurrentDictionary<string, long> _followed = new();
    private readonly ConcurrentQueue<Exception> _failures = new();
    private readonly TaskCompletionSource _warm = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ShortenerHost _server;
    private readonly Task _clients;
    private volatile bool _stop;

    public Load(ShortenerHost server)
    {
        _server = server;
        _clients = Task.WhenAll(Enumerable.Range(0, Clients).Select(client => Task.Run(() => RunClientAsync(client))));
    }

    /// <summary>The links that the server said it keeps, by code.</summary>
    public IReadOnlyDictionary<string, string> Acknowledged => _acknowledged;

    /// <summary>How often each was followed, as far as the client got the answer.</summary>
    public IReadOnlyDictionary<string, long> Followed => _followed;

    public IReadOnlyCollection<Exception> Failures => _failures;

    /// <summary>Completes when the server is under load: a few hundred answers.</summary>
    public Task WarmAsync() => Task.WhenAny(_warm.Task, _clients).WaitAsync(TimeSpan.FromSeconds(60));

    /// <summary>Lets every client finish the request that it is at.</summary>
    public async Task StopAsync()
    {
        _stop = true;
        await _clients.WaitAsync(TimeSpan.FromSeconds(60));
    }

    /// <summary>As a load balancer does it: no new requests as soon as the server says that it is not ready.</summary>
    public async Task StopWhenNotReadyAsync()
    {
        while (true)
        {
            using var health = await _server.Http.GetAsync("readyz");
            if (health.StatusCode == HttpStatusCode.ServiceUnavailable)
                break;
        }

        await StopAsync();
    }

    private async Task RunClientAsync(int client)
    {
        try
        {
            for (var i = 0; !_stop; i++)
            {
                var url = $"https://example.com/{client}/{i}";
                var link = await _server.CreateAsync(url);
                _acknowledged[link.Code] = url;
                for (var follow = 0; follow < 3 && !_stop; follow++)
                {
                    Assert.Equal(url, await _server.FollowAsync(link.Code));
                    _followed.AddOrUpdate(link.Code, 1, static (_, count) => count + 1);
                }

                if (_acknowledged.Count >= 100)
                    _warm.TrySetResult();
            }
        }
        catch (Exception failure)
        {
            _failures.Enqueue(failure);
        }
    }
}
