using Lifecycle.Hosting.Tests.Kit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Lifecycle.Hosting.Tests;

/// <summary>A unit that the container has given out, under one or several types, is disposed once, by its worker, in its place.</summary>
public sealed class DisposalTests
{
    private readonly Journal _journal = new();

    [Fact]
    public async Task After_a_stop_of_the_host_every_unit_was_disposed_once_in_order()
    {
        using (var host = Build())
        {
            await host.StartAsync().InTime();
            TakeAll(host);
            await host.StopAsync().InTime();
            Assert.Equal("last down, first down, last disposed, first disposed, derived disposed", _journal.ToString());
        }

        Assert.Equal("last down, first down, last disposed, first disposed, derived disposed", _journal.ToString());
    }

    [Fact]
    public async Task A_host_that_is_disposed_without_a_stop_takes_the_units_down_before_it_disposes_them()
    {
        using (var host = Build())
        {
            await host.StartAsync().InTime();
            TakeAll(host);
        }

        Assert.Equal("last down, first down, last disposed, first disposed, derived disposed", _journal.ToString());
    }

    [Fact]
    public void Units_that_were_given_out_and_never_started_are_disposed_once()
    {
        using (var host = Build())
            TakeAll(host);

        Assert.Equal("last disposed, first disposed, derived disposed", _journal.ToString());
    }

    [Fact]
    public void A_unit_that_no_container_holds_is_disposed_by_its_user()
    {
        using (new LastDisposable(new FirstDisposable(_journal), _journal))
        {
        }

        Assert.Equal("last disposed", _journal.ToString());
    }

    [Fact]
    public void A_unit_whose_disposal_cannot_be_guarded_is_refused_by_name()
    {
        var builder = Hosts.Empty(_journal);
        builder.AddWorker<ExplicitServer>();
        using var host = builder.Build();

        var failure = Assert.Throws<InvalidOperationException>(() => host.Services.GetRequiredService<ExplicitDisposable>());

        Assert.StartsWith("Lifecycle.Hosting.Tests.ExplicitDisposable is no service", failure.Message, StringComparison.Ordinal);
        Assert.NotNull(host.Services.GetRequiredService<ExplicitServer>().ExplicitDisposable);
    }

    private IHost Build()
    {
        var builder = Hosts.Empty(_journal);
        builder.AddWorker<DisposableServer>();
        return builder.Build();
    }

    private static void TakeAll(IHost host)
    {
        using var scope = host.Services.CreateScope();
        Assert.Same(scope.ServiceProvider.GetRequiredService<LastDisposable>(), scope.ServiceProvider.GetRequiredService<ILast>());
        Assert.NotNull(host.Services.GetRequiredService<FirstDisposable>());
        Assert.NotNull(host.Services.GetRequiredService<DerivedDisposable>());
    }
}

public interface ILast;

[Unit]
public sealed partial class FirstDisposable(Journal journal) : IAsyncDisposable, IDisposable
{
    [OnShutdown] private void Close() => journal.Add("first down");

    public void Dispose() => journal.Add("first disposed synchronously");

    public ValueTask DisposeAsync()
    {
        journal.Add("first disposed");
        return ValueTask.CompletedTask;
    }
}

[Unit]
public sealed partial class LastDisposable(FirstDisposable first, Journal journal) : ILast, IDisposable
{
    [OnShutdown] private void Close() => journal.Add(first is null ? "" : "last down");

    public void Dispose() => journal.Add("last disposed");
}

public abstract class DisposableBase(Journal journal) : IDisposable
{
    public void Dispose()
    {
        journal.Add("derived disposed");
        GC.SuppressFinalize(this);
    }
}

[Unit] public sealed partial class DerivedDisposable(Journal journal) : DisposableBase(journal);

[Worker, Mixin<DerivedDisposable>, Mixin<LastDisposable>] public sealed partial class DisposableServer;

[Unit]
public sealed partial class ExplicitDisposable : IDisposable
{
    void IDisposable.Dispose() => GC.KeepAlive(this);
}

[Worker, Mixin<ExplicitDisposable>] public sealed partial class ExplicitServer;
