using System.Diagnostics;
using Lifecycle.Engine.Foundation;
using Lifecycle.Runtime;

namespace Lifecycle.Engine.Passes;

/// <summary>What <see cref="PendingHook.Deadline"/> is the end of.</summary>
internal enum DeadlineKind : byte
{
    None,

    /// <summary>The hook's time: then its token is cancelled and it has failed.</summary>
    Limit,

    /// <summary>The pause before another attempt.</summary>
    Retry,

    /// <summary>The grace after the token was cancelled: then the hook is abandoned.</summary>
    Grace,
}

/// <summary>One call of a hook that needs more than a plain call: because it has options, became asynchronous, or is late.</summary>
internal sealed class PendingHook : IThreadPoolWorkItem
{
    private readonly PassDriver _driver;
    private readonly Action _onCompleted;
    private Task? _task;

    public PendingHook(PassDriver driver)
    {
        _driver = driver;
        _onCompleted = OnCompleted;
    }

    public Visit Visit;

    /// <summary>The next one that is free.</summary>
    public PendingHook? NextFree;

    /// <summary>The source of the hook's own token, when it has a limit of its own.</summary>
    public HookSource? Source;

    public long Deadline = long.MaxValue;

    public double LimitSeconds;

    public int Attempts;

    /// <summary>What failed at the attempts before.</summary>
    public List<LifecycleException>? Earlier;

    public DeadlineKind Kind;

    /// <summary>The hook's own limit has passed.</summary>
    public bool TimedOut;

    /// <summary>Its failure is among the errors already.</summary>
    public bool Reported;

    public HookDefinition? Definition;

    /// <summary>What the hook threw.</summary>
    public Exception? Error { get; private set; }

    /// <summary>Resumes the visit after the hook.</summary>
    public void Execute() => _driver.RunInContext(static pending => ((PendingHook)pending!).Resume(), this);

    public void Await(Task task, in Visit visit)
    {
        Visit = visit;
        _task = task;
        task.ConfigureAwait(false).GetAwaiter().UnsafeOnCompleted(_onCompleted);
    }

    /// <summary>Ready for the next hook.</summary>
    public void Reset()
    {
        Source?.Release();
        Source = null;
        Definition = null;
        Deadline = long.MaxValue;
        LimitSeconds = 0;
        Attempts = 0;
        Earlier = null;
        Kind = DeadlineKind.None;
        TimedOut = false;
        Reported = false;
        Error = null;
    }

    /// <summary>
    /// The hook, which was asynchronous, has ended, on any thread. In a debugger the visit goes on from another stack: otherwise hooks of dependents would
    /// stand on top of one that has ended.
    /// </summary>
    private void OnCompleted()
    {
        Error = TaskFailure.Of(_task!);
        _task = null;
        if (EngineScope.IsUserCodeOnStack || Debugger.IsAttached || _driver.Units.Scope.Options.KeepsStacksApart)
            _driver.Units.Scope.Queue.Enqueue(this);
        else
            Execute();
    }

    private void Resume()
    {
        var visit = Visit;
        var error = Error;
        if (_driver.Pass.IsAbandoned(ref visit))
        {
            HookInvoker.ReportAbandonedEnd(_driver, in visit, error);
            return;
        }

        var outer = _driver.Units.Scope.EnterUserCode();
        try
        {
            HookInvoker.Continue(_driver, ref visit, error);
            if (visit.Result == VisitResult.Suspended)
                visit.Slot = -1;

            _driver.Drive(ref visit);
        }
        finally
        {
            EngineScope.LeaveUserCode(outer);
        }
    }
}
