namespace Lifecycle;

/// <summary>Waits until an address answers with success, such as the <c>/readyz</c> of another service.</summary>
public abstract class HttpReadiness : Readiness
{
    private readonly Uri _address;

    /// <summary>Waits for an address.</summary>
    /// <param name="address">The address; anything from 200 to 299 is ready.</param>
    /// <exception cref="ArgumentNullException"><paramref name="address"/> is <see langword="null"/>.</exception>
    protected HttpReadiness(Uri address)
    {
        ArgumentNullException.ThrowIfNull(address);
        _address = address;
    }

    /// <inheritdoc/>
    protected override string Subject => _address.ToString();

    /// <inheritdoc/>
    protected override async Task CheckAsync(CancellationToken cancellationToken)
    {
        using var client = new HttpClient();
        using var answer = await client.GetAsync(_address, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        answer.EnsureSuccessStatusCode();
    }
}
