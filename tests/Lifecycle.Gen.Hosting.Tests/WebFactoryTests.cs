using Lifecycle.Hosting.Tests.Kit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Lifecycle.Hosting.Tests;

/// <summary>An application in a <c>WebApplicationFactory</c>, as integration tests of users have it.</summary>
public sealed class WebFactoryTests
{
    private readonly Journal _journal = new();

    [Fact]
    public async Task A_fake_of_a_contract_is_what_endpoints_get_and_the_units_keep_their_plan()
    {
        await using var application = new Application(_journal);
        await using var faked = application.WithWebHostBuilder(static web => web.ConfigureTestServices(static services =>
            services.AddSingleton<IStore>(new FakeStore())));

        Assert.Equal("fake links", await faked.CreateClient().GetStringAsync(new Uri("/", UriKind.Relative)).InTime());
        Assert.Equal("Store up, Shop up, Shop ready", _journal.ToString());
    }

    [Fact]
    public async Task A_worker_in_place_of_the_application_s_has_a_fake_for_all_units_and_the_replaced_unit_never_starts()
    {
        await using var application = new Application(_journal);
        await using var faked = application.WithWebHostBuilder(static web => web.ConfigureTestServices(static services =>
            services.RemoveWorker<ShopServer>().AddWorker<FakedShopServer>()));

        Assert.Equal("fake fake", await faked.CreateClient().GetStringAsync(new Uri("/", UriKind.Relative)).InTime());
        Assert.Equal("Shop up, Shop ready", _journal.ToString());
    }

    private sealed class FakeStore : IStore
    {
        public string Connection => "fake";
    }

    private sealed class Application(Journal journal) : WebApplicationFactory<WebFactoryTests>
    {
        protected override IHostBuilder CreateHostBuilder() => Host.CreateDefaultBuilder().ConfigureWebHostDefaults(web => web
            .UseContentRoot(AppContext.BaseDirectory)
            .UseSetting("ShopServer:Connection", "links")
            .ConfigureServices(services => services.AddRouting().AddSingleton(journal).AddWorker<ShopServer>())
            .Configure(static app => app.UseRouting().UseEndpoints(static endpoints =>
                endpoints.MapGet("/", static (IStore store, Shop shop) => $"{store.Connection} {shop.Store.Connection}"))));

        protected override void ConfigureWebHost(IWebHostBuilder builder) => builder.UseContentRoot(AppContext.BaseDirectory);
    }
}

[Unit(AutoInclude = false)]
public sealed partial class FakeStoreUnit : IStore
{
    public string Connection => "fake";
}

[Worker, Mixin<Shop>, Mixin<FakeStoreUnit>, Bind<IStore, FakeStoreUnit>] public sealed partial class FakedShopServer;
