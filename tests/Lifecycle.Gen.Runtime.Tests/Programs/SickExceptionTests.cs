using System.Collections;
using System.Diagnostics;
using Lifecycle.Engine.Process;
using Lifecycle.Runtime;
using Lifecycle.Runtime.Tests.Kit;

namespace Lifecycle.Runtime.Tests.Programs;

/// <summary>Nothing that an exception does when it is looked at changes what follows: each unit has its way down, and exit code and cause stay.</summary>
public class SickExceptionTests
{
    /// <summary>By name, because the test runner looks at its arguments, too.</summary>
    public static TheoryData<string> Sick => ["throwing", "empty", "inner", "aggregate"];

    private static Exception Make(string kind) => kind switch
    {
        "throwing" => new Throwing(),
        "empty" => new Empty(),
        "inner" => new IOException("outer", new Throwing()),
        _ => new AggregateException(new Throwing()),
    };

    [Theory, MemberData(nameof(Sick))]
    public async Task R_SIG_5_A_start_that_fails_with_it_is_rolled_back_and_reported(string kind)
    {
        var sick = Make(kind);
        var rig = new Rig();
        var process = new FakeProcess();
        rig.Unit("a", "", u => u.Marks(Hook.OnStartup, Hook.OnShutdown)).Unit("b", "a", u => u.On(Hook.OnStartup, () => throw sick));
        var worker = rig.Build();

        var run = ProcessRun.RunAsync(worker, process, CancellationToken.None);
        rig.Settle();

        Assert.Equal(1, await run.InTime());
        Assert.Equal("up a, up b, down a, dispose b, dispose a", rig.Journal.ToString());
        Assert.StartsWith("error: Test.Worker could not start: [OnStartup] up1 of b failed: ", process.Errors, StringComparison.Ordinal);
        Assert.Contains("\n  unit:  b\n", process.Errors, StringComparison.Ordinal);
        Assert.Contains("\n  " + sick.GetType(), process.Errors, StringComparison.Ordinal);
        Assert.Same(sick, (await Assert.ThrowsAsync<UnitStartException>(() => worker.WaitAsync().InTime())).InnerException);
    }

    [Theory, MemberData(nameof(Sick))]
    public async Task R_SIG_5_A_stop_goes_on_through_all_units(string kind)
    {
        var sick = Make(kind);
        var rig = new Rig();
        var process = new FakeProcess();
        void Bad(TestUnit unit) => unit.Marks(Hook.OnStartup, Hook.OnReady, Hook.PreStartup, Hook.OnInit)
            .On(Hook.OnDrain, () => throw sick).On(Hook.OnShutdown, () => throw sick)
            .On(Hook.PostShutdown, () => throw sick).On(Hook.OnExit, () => throw sick);
        rig.Unit("a", "", Bad).Unit("b", "a", u => Bad(u.Marks(Hook.Run)));
        var run = ProcessRun.RunAsync(rig.Build(), process, CancellationToken.None);
        rig.Settle();

        Assert.Equal(3, await run.InTime());
        Assert.Equal(
            "drain b, drain a, down b, down a, after b, after a, exit b, exit a, dispose b, dispose a",
            rig.Journal.ToString()[rig.Journal.ToString().IndexOf("drain", StringComparison.Ordinal)..]);
        Assert.Contains("\n  also (7 of 7): Test.Worker did not stop cleanly: [OnExit] exit1 of a failed: ", process.Errors, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Sick))]
    public async Task A_background_task_that_fails_with_it_again_and_again_stops_the_worker(string kind)
    {
        var sick = Make(kind);
        var rig = new Rig();
        var process = new FakeProcess();
        rig.Unit("a", "", u => u.Marks(Hook.OnStartup, Hook.OnShutdown).On(Hook.Background, () => throw sick,
            new HookDefinition(0, "") { OnFailure = FailurePolicy.Restart, MaxRestarts = 2, RestartWindowSeconds = 60 }));
        var run = ProcessRun.RunAsync(rig.Build(), process, CancellationToken.None);
        rig.Settle();

        Assert.Equal(1, await run.InTime());
        Assert.Equal(3, rig.Journal.Count("background a"));
        Assert.Equal("a", rig.Journal.Of("down"));
        Assert.StartsWith("error: Test.Worker failed: [Background] background1 of a failed again after 2 restarts", process.Errors, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Sick))]
    public async Task A_construction_and_a_callback_on_a_token_that_fail_with_it_are_failures_like_others(string kind)
    {
        var sick = Make(kind);
        var rig = new Rig { Make = id => id == "b" ? throw sick : new TestUnit(id, new Journal()) };
        var error = await Assert.ThrowsAsync<UnitStartException>(() => rig.Unit("a").Unit("b").Build().StartAsync().InTime());
        Assert.Same(sick, error.InnerException);
        Assert.Contains(sick.GetType().ToString(), error.ToString(), StringComparison.Ordinal);

        rig = new Rig();
        rig.Unit("a", "", u => u.OnContext(Hook.OnStartup, context =>
        {
            context.Stopping.UnsafeRegister(_ => throw sick, null);
            return Task.CompletedTask;
        }).Marks(Hook.OnShutdown));
        var worker = rig.Build();
        await worker.StartAsync().InTime();
        await Assert.ThrowsAsync<UnitStopException>(() => worker.StopAsync().InTime());
        Assert.Equal("a", rig.Journal.Of("down"));
    }

    [Theory, MemberData(nameof(Sick))]
    public async Task Whoever_describes_the_worker_gets_an_answer(string kind)
    {
        var sick = Make(kind);
        var log = new EventLog();
        var rig = new Rig { Observer = log, Telemetry = true };
        rig.Unit("a", "", u => u.On(Hook.HealthCheck, () => throw sick)
            .On(Hook.Background, () => throw sick, new HookDefinition(0, "") { OnFailure = FailurePolicy.Ignore })
            .Marks(Hook.OnStartup, Hook.OnShutdown));
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Lifecycle.Gen",
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
        };
        ActivitySource.AddActivityListener(listener);
        var worker = rig.Build();
        await worker.StartAsync().InTime();
        rig.Settle();

        var check = worker.CheckHealthAsync();
        rig.Settle();

        Assert.Contains(" (", (await check.InTime()).ToString(), StringComparison.Ordinal);
        Assert.NotNull(worker.Units[0].Reason);
        Assert.All(log.Events, happening => Assert.NotEmpty(happening.ToString()));
        await worker.StopAsync().InTime();
    }

    [Theory, MemberData(nameof(Sick))]
    public async Task A_logger_that_writes_exceptions_down_loses_no_message(string kind)
    {
        var sick = Make(kind);
        var rig = new Rig();
        var written = new List<string>();
        var logger = new LogSpy(written.Add) { Write = exception => written.Add(exception + exception.Message) };
        rig.Unit("a", "", u => u.Marks(Hook.OnStartup).On(Hook.OnShutdown, () => throw sick).On(Hook.HealthCheck, () => throw sick));
        var worker = rig.Build(logger: logger);
        await worker.StartAsync().InTime();
        var check = worker.CheckHealthAsync();
        rig.Settle();
        await check.InTime();
        await Assert.ThrowsAsync<UnitStopException>(() => worker.StopAsync().InTime());

        Assert.Contains(written, line => line.StartsWith("a is degraded: ", StringComparison.Ordinal));
        Assert.Contains(written, line => line.StartsWith("Test.Worker did not stop cleanly: [OnShutdown] down1 of a failed: ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_can_be_read_of_it_is_in_the_report()
    {
        var rig = new Rig();
        var process = new FakeProcess();
        rig.Unit("a", "", u => u.On(Hook.OnStartup, () => throw new SilentMessage(new IOException("disk full"))));
        var run = ProcessRun.RunAsync(rig.Build(), process, CancellationToken.None);
        rig.Settle();

        Assert.Equal(1, await run.InTime());
        Assert.StartsWith(
            "error: Test.Worker could not start: [OnStartup] up1 of a failed: " + typeof(SilentMessage)
                + " (its message cannot be read: System.Resources.MissingManifestResourceException)\n",
            process.Errors, StringComparison.Ordinal);
        Assert.Contains("System.IO.IOException: disk full", process.Errors, StringComparison.Ordinal);
        Assert.Contains("\n     at " + typeof(SickExceptionTests).FullName, process.Errors, StringComparison.Ordinal);
    }

    /// <summary>Its members are the program's code: one that waits for another thread which asks the worker would never return.</summary>
    [Fact]
    public async Task Nothing_of_it_is_read_under_the_lock_of_the_engine()
    {
        TestWorker? worker = null;
        var held = new List<string>();
        var sick = new Looking(member =>
        {
            if (worker!.Engine.Gate.IsHeldByCurrentThread)
                held.Add(member + new StackTrace());
        });
        var log = new EventLog();
        var rig = new Rig { Observer = log, Telemetry = true };
        var fails = true;
        void Bad(TestUnit unit)
        {
            foreach (var phase in (int[])[Hook.OnInit, Hook.PreStartup, Hook.OnStartup, Hook.OnReady])
                unit.On(phase, () => ThrowIf(fails), new HookDefinition(0, "") { Retries = 2 });

            foreach (var policy in Enum.GetValues<FailurePolicy>())
                unit.On(Hook.Background, () => ThrowIf(true), new HookDefinition(0, "") { OnFailure = policy, MaxRestarts = 1, RestartWindowSeconds = 9 });

            foreach (var phase in (int[])[Hook.HealthCheck, Hook.OnDrain, Hook.OnShutdown, Hook.PostShutdown, Hook.OnExit])
                unit.On(phase, () => ThrowIf(true));
        }

        void ThrowIf(bool condition)
        {
            if (condition)
                throw sick;
        }

        rig.Unit("a", "", Bad).Unit("b", "a", Bad);
        worker = rig.Build(logger: new LogSpy(_ => { }) { Write = exception => GC.KeepAlive(exception.ToString()) });
        var first = worker.StartAsync();
        rig.Advance(5);
        await Assert.ThrowsAsync<UnitStartException>(() => first.InTime());
        fails = false;
        var second = worker.StartAsync();
        rig.Settle();
        GC.KeepAlive((worker.Units, worker.Health.ToString(), worker.CheckHealthAsync()));
        rig.Advance(5);
        GC.KeepAlive(worker.Units);
        await Task.WhenAny(second).InTime();
        var end = worker.Engine.Commands.DisposeAsync();
        rig.Advance(5);
        GC.KeepAlive(ErrorReport.Write(worker.Engine.Outcome!));
        await end.InTime();

        Assert.Empty(held);
        Assert.True(sick.Looks > 0);
    }

    private sealed class Looking(Action<string> onLook) : IOException
    {
        public int Looks { get; private set; }

        public override string Message
        {
            get
            {
                Looks++;
                onLook(nameof(Message));
                return "looked at";
            }
        }

        public override string? StackTrace
        {
            get
            {
                onLook(nameof(StackTrace));
                return base.StackTrace;
            }
        }

        public override IDictionary Data
        {
            get
            {
                onLook(nameof(Data));
                return base.Data;
            }
        }

        public override string ToString()
        {
            onLook(nameof(ToString));
            return base.ToString();
        }

        public override bool Equals(object? obj)
        {
            onLook(nameof(Equals));
            return ReferenceEquals(this, obj);
        }

        public override int GetHashCode()
        {
            onLook(nameof(GetHashCode));
            return 1;
        }
    }

    /// <summary>Each member that can be overridden throws.</summary>
    private sealed class Throwing : Exception
    {
        public override string Message => throw new InvalidOperationException("message");

        public override string? StackTrace => throw new InvalidOperationException("stack trace");

        public override IDictionary Data => throw new InvalidOperationException("data");

        public override string? HelpLink
        {
            get => throw new InvalidOperationException("help link");
            set => throw new InvalidOperationException("help link");
        }

        public override string? Source
        {
            get => throw new InvalidOperationException("source");
            set => throw new InvalidOperationException("source");
        }

        public override Exception GetBaseException() => throw new InvalidOperationException("base exception");

        public override string ToString() => throw new InvalidOperationException("text");

        public override bool Equals(object? obj) => throw new InvalidOperationException("equals");

        public override int GetHashCode() => throw new InvalidOperationException("hash code");
    }

    /// <summary>Each member that can be overridden gives nothing.</summary>
    private sealed class Empty : Exception
    {
        public override string Message => null!;

        public override string? StackTrace => null;

        public override IDictionary Data => null!;

        public override string ToString() => null!;
    }

    /// <summary>As in a program that was trimmed with its messages.</summary>
    private sealed class SilentMessage(Exception cause) : Exception(message: null, cause)
    {
        public override string Message => throw new System.Resources.MissingManifestResourceException();
    }
}
