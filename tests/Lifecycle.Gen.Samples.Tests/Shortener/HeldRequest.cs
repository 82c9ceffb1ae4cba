using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Lifecycle.Samples.Tests.Shortener;

/// <summary>A request that is provably in flight: the server has begun to read its body, most of which has not been sent yet.</summary>
internal sealed class HeldRequest : IDisposable
{
    private readonly TcpClient _client = new();
    private readonly byte[] _body;

    private HeldRequest(string url, string code) => _body = Encoding.UTF8.GetBytes($$"""{"url":"{{url}}","code":"{{code}}"}""");

    public static async Task<HeldRequest> BeginAsync(Uri server, string url, string code)
    {
        var request = new HeldRequest(url, code);
        await request._client.ConnectAsync(server.Host, server.Port);
        // The server answers "100 Continue" when a handler asks for the body, not before.
        await request.SendAsync(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture,
            $"POST /links HTTP/1.1\r\nHost: {server.Authority}\r\nContent-Type: application/json\r\n"
            + $"Content-Length: {request._body.Length}\r\nExpect: 100-continue\r\n\r\n")));
        Assert.StartsWith("HTTP/1.1 100 ", await request.ReadHeadAsync(), StringComparison.Ordinal);
        await request.SendAsync(request._body.AsMemory(0, 5));
        return request;
    }

    /// <summary>Sends the rest and gives the status line of the answer.</summary>
    public async Task<string> CompleteAsync()
    {
        await SendAsync(_body.AsMemory(5));
        return (await ReadHeadAsync()).Split("\r\n")[0];
    }

    public void Dispose() => _client.Dispose();

    private async Task SendAsync(ReadOnlyMemory<byte> bytes) => await _client.GetStream().WriteAsync(bytes);

    private async Task<string> ReadHeadAsync()
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await _client.GetStream().ReadAsync(one).AsTask().WaitAsync(TimeSpan.FromSeconds(60)) == 0)
                throw new InvalidOperationException($"The connection was closed after '{head}'.");

            head.Append((char)one[0]);
        }

        return head.ToString();
    }
}
