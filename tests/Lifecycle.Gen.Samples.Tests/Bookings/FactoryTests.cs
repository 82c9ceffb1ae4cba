using System.Net;
using System.Text;
using Bookings;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace Lifecycle.Samples.Tests.Bookings;

/// <summary>The sample with ASP.NET Core within a test: its host without a port, and a fake in the place of a contract.</summary>
public sealed class FactoryTests : IDisposable
{
    private readonly Hosting.TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Endpoints_use_the_units_of_the_worker()
    {
        await using var factory = Create(static _ => { });
        using var client = factory.CreateClient();
        using var content = new StringContent("""{"room":"4b","day":"2030-01-31","guest":"Ada"}""", Encoding.UTF8, "application/json");

        using var booked = await client.PostAsync(new Uri("/bookings", UriKind.Relative), content, Token);

        Assert.Equal(HttpStatusCode.Created, booked.StatusCode);
        Assert.Same(factory.Services.GetRequiredService<Worker>().BookingStore, factory.Services.GetRequiredService<IBookingStore>());
    }

    [Fact]
    public async Task A_fake_replaces_a_contract_for_endpoints()
    {
        await using var factory = Create(static services => services.AddSingleton<IBookingStore, FullHouse>());
        using var client = factory.CreateClient();
        using var content = new StringContent("""{"room":"4b","day":"2030-01-31","guest":"Ada"}""", Encoding.UTF8, "application/json");

        using var booked = await client.PostAsync(new Uri("/bookings", UriKind.Relative), content, Token);

        Assert.Equal(HttpStatusCode.Conflict, booked.StatusCode);
    }

    private WebApplicationFactory<Program> Create(Action<IServiceCollection> replace) => new WebApplicationFactory<Program>().WithWebHostBuilder(host =>
        host.UseSetting("Bookings:File", _folder.File("bookings.db")).ConfigureTestServices(replace));

    private sealed class FullHouse : IBookingStore
    {
        public Task<Booking?> AddAsync(BookingRequest request, CancellationToken cancellationToken) => Task.FromResult<Booking?>(null);

        public Task<Booking?> FindAsync(long id, CancellationToken cancellationToken) => Task.FromResult<Booking?>(null);

        public Task ConfirmAsync(long id, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
