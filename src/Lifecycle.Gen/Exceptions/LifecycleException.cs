using System.Globalization;

namespace Lifecycle;

/// <summary>Base of the exceptions that tell which hook of which unit of which worker failed; the inner exception is the cause.</summary>
public abstract class LifecycleException : Exception
{
    private protected LifecycleException(string message, string worker, string? unit, string? hook, string? phase, Exception? cause)
        : base(message, cause)
    {
        Worker = worker;
        Unit = unit;
        Hook = hook;
        Phase = phase;
    }

    /// <summary>The full name of the worker's class.</summary>
    public string Worker { get; }

    /// <summary>The id of the unit, or <see langword="null"/> where the whole worker is meant.</summary>
    public string? Unit { get; }

    /// <summary>The name of the hook's method, or <see langword="null"/> where no single hook is meant (construction, disposal).</summary>
    public string? Hook { get; }

    /// <summary>The name of the phase, such as <c>OnStartup</c>.</summary>
    public string? Phase { get; }

    /// <summary>Everything else that failed on the same occasion, in the order in which it happened; this exception came first.</summary>
    public IReadOnlyList<Exception> Others { get; internal set; } = [];

    /// <summary>The exception with its cause, then the <see cref="Others"/>, so that whoever writes it down loses none.</summary>
    /// <returns>Several lines.</returns>
    public override string ToString()
    {
        var text = base.ToString();
        for (var i = 0; i < Others.Count; i++)
            text += $"{Environment.NewLine} ---> (also {(i + 1).ToString(CultureInfo.InvariantCulture)} of {Others.Count.ToString(CultureInfo.InvariantCulture)}) {Others[i].ToString()}";

        return text;
    }
}
