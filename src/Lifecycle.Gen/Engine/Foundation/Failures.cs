using System.Globalization;
using System.Text;
using Lifecycle.Runtime;

namespace Lifecycle.Engine.Foundation;

/// <summary>The exceptions that the engine makes, worded in one place.</summary>
internal static class Failures
{
    public static UnitStartException WhileConstructing(string worker, string? unit, Exception cause) =>
        new(
            $"{worker} could not start: the construction of {unit ?? "its units"} failed: {ExceptionText.MessageOf(cause)}",
            worker, unit, hook: null, Phase.Construction, cause);

    public static UnitStartException OfCondition(string worker, string unit, string? condition, Exception cause) =>
        new(
            $"{worker} could not start: the condition {condition ?? "EnabledBy"} of {unit} failed: {ExceptionText.MessageOf(cause)}",
            worker, unit, condition, Phase.Construction, cause);

    public static UnitStartException WhileStarting(string worker, string unit, string? hook, int phase, Exception cause, int attempt = 1) =>
        new(
            $"{worker} could not start: {Describe(unit, hook, phase)} failed{At(attempt)}: {ExceptionText.MessageOf(cause)}",
            worker, unit, hook, Phase.NameOf(phase), cause);

    public static UnitStopException WhileStopping(string worker, string unit, string? hook, int phase, Exception cause) =>
        new(
            $"{worker} did not stop cleanly: {Describe(unit, hook, phase)} failed: {ExceptionText.MessageOf(cause)}",
            worker, unit, hook, Phase.NameOf(phase), cause);

    public static UnitPhaseException OnRequest(string worker, string unit, string? hook, int phase, Exception cause) =>
        new($"{worker}: {Describe(unit, hook, phase)} failed: {ExceptionText.MessageOf(cause)}", worker, unit, hook, Phase.NameOf(phase), cause);

    public static BackgroundTaskException WhileRunning(string worker, string unit, string? hook, int phase, Exception cause) =>
        new($"{worker} failed: {Describe(unit, hook, phase)} failed: {ExceptionText.MessageOf(cause)}", worker, unit, hook, Phase.NameOf(phase), cause);

    /// <summary>The restarts are used up.</summary>
    /// <param name="worker">The worker.</param>
    /// <param name="unit">The id of the unit.</param>
    /// <param name="hook">The hook.</param>
    /// <param name="last">The failure after them, if the hook did not simply end.</param>
    /// <param name="message">What its cause says of itself.</param>
    public static BackgroundTaskException TooManyRestarts(string worker, string unit, HookDefinition hook, LifecycleException? last, string? message)
    {
        var restarts = $"{hook.MaxRestarts.ToString(CultureInfo.InvariantCulture)} restarts within {Seconds(hook.RestartWindowSeconds)}";
        var cause = last?.InnerException ?? last;
        var reason = message is null ? "" : ": " + message;
        return new BackgroundTaskException(
            $"{worker} failed: {Describe(unit, hook.Name, Phase.Background)} {(last is null ? "ended" : "failed")} again after {restarts}{reason}",
            worker, unit, hook.Name, Phase.NameOf(Phase.Background), cause);
    }

    public static LifecycleTimeoutException HookTooLong(string worker, string unit, string? hook, int phase, double limit, int attempt = 1) =>
        new($"{worker}: {Describe(unit, hook, phase)} took longer than its limit of {Seconds(limit)}{At(attempt)}", limit, worker, unit, hook,
            Phase.NameOf(phase));

    public static LifecycleTimeoutException OutOfTime(string worker, string unit, string? hook, int phase, double budget) =>
        new($"{worker}: {Describe(unit, hook, phase)} had not ended when the {Seconds(budget)} for stopping were over", budget, worker, unit, hook,
            Phase.NameOf(phase));

    public static LifecycleTimeoutException CallbackTooLong(string worker, double budget) =>
        new($"{worker}: a callback on a cancelled token had not returned when the {Seconds(budget)} for stopping were over", budget, worker,
            unit: null, hook: null, phase: null);

    public static LifecycleTimeoutException StartTooLong(string worker, double limit, List<HookName> waitedFor)
    {
        var text = new StringBuilder(worker).Append(" could not start within its limit of ").Append(Seconds(limit));
        var separator = "; it waited for ";
        foreach ((var unitName, var waitedHook, var waitedPhase) in waitedFor)
        {
            text.Append(separator).Append(Describe(unitName, waitedHook, waitedPhase));
            separator = ", ";
        }

        string? unit = null;
        string? hook = null;
        var phase = Phase.OnStartup;
        if (waitedFor.Count > 0)
            (unit, hook, phase) = waitedFor[0];

        return new LifecycleTimeoutException(text.ToString(), limit, worker, unit, hook, Phase.NameOf(phase));
    }

    public static LifecycleTimeoutException ConstructionTooLong(string worker, string? unit, double limit) => new(
        $"{worker} could not start within its limit of {Seconds(limit)}; it waited for the construction of {unit ?? "its units"}",
        limit, worker, unit, hook: null, Phase.Construction);

    public static LifecycleTimeoutException ConstructionOutOfTime(string worker, string? unit, double budget) => new(
        $"{worker}: the construction of {unit ?? "its units"} had not ended when the {Seconds(budget)} for stopping were over",
        budget, worker, unit, hook: null, Phase.Construction);

    public static UnitStateException NoExtension(string worker, Type point) =>
        new($"{worker} has no extension of {point}: either none is marked with [Extension] or attached, or the worker's units do not exist yet.", worker);

    /// <summary>A unit cannot be started while hooks of it that were abandoned still run.</summary>
    public static UnitStateException StillRunning(string worker, string unit, string running) => new(
        $"{worker} cannot start {unit} again as long as {running} still runs, which was abandoned when the time for stopping was over. "
            + "Let it follow its token.",
        worker,
        unit);

    /// <summary>A unit was asked for by <c>Func&lt;T&gt;</c> or <c>Lazy&lt;T&gt;</c> while it was not up.</summary>
    /// <param name="worker">The worker.</param>
    /// <param name="consumer">The unit that asked.</param>
    /// <param name="unit">The unit that it asked for.</param>
    /// <param name="state">The state of that; <see langword="null"/> where it does not exist.</param>
    /// <param name="isOrdered">Whether the consumer starts after it and stops before it.</param>
    public static UnitStateException NotUp(string worker, string consumer, string unit, UnitState? state, bool isOrdered) => new(
        $"{consumer} of {worker} asked for {unit}, which is not up: it {(state is { } known ? $"is {known}" : "does not exist")}. "
            + (isOrdered
                ? "Ask for it in [OnStartup] or later, and not after [OnShutdown]."
                : "No order is between the two ([Unordered]): ask for it in [OnReady] or later, and not after [OnDrain]."),
        worker,
        consumer);

    /// <summary>The unit that provides a value is up, and the value is not there.</summary>
    public static UnitStateException NoValue(string worker, string consumer, string value) =>
        new($"{consumer} of {worker} asked for {value}, which is null: no [OnStartup] hook of its unit has set it.", worker, consumer);

    /// <summary>An attached unit has a hook that takes what its worker does not have.</summary>
    public static UnitStateException NothingToTake(string worker, string consumer, Type type) =>
        new($"A hook of {consumer} takes {type}, which no unit of {worker} is or provides. Write '?' behind the type, or attach it to another worker.",
            worker, consumer);

    /// <summary>An attached unit has a hook that takes what several units of its worker are.</summary>
    public static UnitStateException SeveralTaken(string worker, string consumer, Type type, string one, string other) =>
        new($"A hook of {consumer} takes {type}, which {one} and {other} of {worker} are or provide. Take the class of one.", worker, consumer);

    public static UnitStateException NoSuchUnit(string worker, Type type, string? instance) => new(
        instance is null
            ? $"No unit of {worker} is a {type}. Add it with [Mixin<…>] or [Bind<…>] on the worker, or attach one with AttachAsync."
            : $"No unit of {worker} is a {type} with the name '{instance}'. "
                + "Add it with [Instance<…>(\"…\")] on the worker, or attach one with AttachAsync and a name.",
        worker);

    public static UnitStateException SeveralUnits(string worker, Type type, string one, string other) => new(
        $"{type} is more than one unit of {worker}: {one} and {other}. "
        + (one.EndsWith(']') && other.EndsWith(']') ? "Pass the name of one, which is in brackets." : "Name the class of one."),
        worker);

    public static UnitStopException InCallback(string worker, Exception cause) =>
        new($"{worker}: a callback on a cancelled token failed: {ExceptionText.MessageOf(cause)}", worker, unit: null, hook: null, phase: null, cause);

    /// <summary>The first one, with the others in it.</summary>
    public static LifecycleException? Combine(List<LifecycleException>? errors)
    {
        if (errors is null || errors.Count == 0)
            return null;

        if (errors.Count > 1)
            errors[0].AddOthers(errors, from: 1);

        return errors[0];
    }

    /// <summary>The hook and its unit in words.</summary>
    public static string Describe(string unit, string? hook, int phase) =>
        phase == Phase.Disposal ? $"the disposal of {unit}" : $"[{Phase.NameOf(phase)}] {hook ?? "hook"} of {unit}";

    /// <summary>
    /// The first so many names, separated by commas. That of .NET takes any sequence, which would bring the interfaces of all arrays into every native program.
    /// </summary>
    public static string Join(List<string> names, int count)
    {
        var text = new StringBuilder();
        for (var i = 0; i < count; i++)
            text.Append(i == 0 ? "" : ", ").Append(names[i]);

        return text.ToString();
    }

    private static string At(int attempt) => attempt > 1 ? " at attempt " + attempt.ToString(CultureInfo.InvariantCulture) : "";

    /// <summary>With up to three decimals. The text of a floating-point number would bring .NET's code for them into every native program.</summary>
    private static string Seconds(double seconds)
    {
        var milliseconds = (long)Math.Min(Math.Round(seconds * 1000, MidpointRounding.AwayFromZero), long.MaxValue / 2);
        var text = (milliseconds / 1000).ToString(CultureInfo.InvariantCulture);
        if (milliseconds % 1000 is not 0 and var rest)
            text += "." + (1000 + rest).ToString(CultureInfo.InvariantCulture).Substring(1).TrimEnd('0');

        return text + " s";
    }
}
