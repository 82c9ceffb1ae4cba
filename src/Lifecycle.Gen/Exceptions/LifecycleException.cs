using System.Globalization;

namespace Lifecycle;

/// <summary>Base of the exceptions of this library. They name worker, unit, hook and phase; the inner exception is the cause.</summary>
public abstract class LifecycleException : Exception
{
    /// <summary>Never changed, only replaced. An array would bring the interfaces of all arrays into every native program.</summary>
    private List<Exception>? _others;

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

    /// <summary>The id of the unit; <see langword="null"/> if the failure is of the whole worker.</summary>
    public string? Unit { get; }

    /// <summary>
    /// The name of the hook's method; that of the predicate for a condition; <see langword="null"/> for construction, disposal and a wrong state.
    /// </summary>
    public string? Hook { get; }

    /// <summary>
    /// The name of the phase, such as <c>OnStartup</c>, or <c>Construction</c> or <c>Disposal</c>; <see langword="null"/> if there is none.
    /// </summary>
    public string? Phase { get; }

    /// <summary>The other failures of the same operation, in the order in which they happened; this exception was the first.</summary>
    public IReadOnlyList<Exception> Others => OtherList;

    /// <summary>The exception with its cause, then the <see cref="Others"/>, so that a log contains all of them.</summary>
    /// <returns>Several lines.</returns>
    public override string ToString() => TextOf([this]);

    /// <summary>The same, to read.</summary>
    internal List<Exception> OtherList => _others ??= [];

    /// <summary>A copy of the <see cref="Others"/>.</summary>
    internal List<Exception> CopyOthers() => OtherList.GetRange(0, OtherList.Count);

    internal void ReplaceOthers(List<Exception>? others) => _others = others;

    /// <summary>Adds failures to the <see cref="Others"/>, with a copy of the list.</summary>
    /// <param name="failures">The failures.</param>
    /// <param name="from">The index of the first of them.</param>
    internal void AddOthers(List<LifecycleException> failures, int from = 0)
    {
        var others = CopyOthers();
        for (var i = from; i < failures.Count; i++)
            others.Add(failures[i]);

        _others = others;
    }

    /// <summary>Adds a failure with its own <see cref="Others"/>.</summary>
    internal void AddOther(LifecycleException failure)
    {
        var others = CopyOthers();
        others.Add(failure);
        foreach (var other in failure.OtherList)
            others.Add(other);

        _others = others;
    }

    /// <summary>Those of the <see cref="Others"/> that a text does not contain yet: what one of them has again as its own appears once.</summary>
    /// <param name="told">What the text contains; they are added.</param>
    internal List<Exception> TakeUntold(List<Exception> told)
    {
        var untold = new List<Exception>();
        foreach (var other in OtherList)
        {
            if (!told.Exists(known => ReferenceEquals(known, other)))
                untold.Add(other);
        }

        foreach (var other in untold)
            told.Add(other);

        return untold;
    }

    private string TextOf(List<Exception> told)
    {
        string text;
        try
        {
            text = base.ToString();
        }
        catch (Exception)
        {
            text = ExceptionText.PartsOf(this); // Its cause cannot be read: what can be is.
        }

        var others = TakeUntold(told);
        var count = others.Count.ToString(CultureInfo.InvariantCulture);
        for (var i = 0; i < others.Count; i++)
        {
            var other = others[i] is LifecycleException failure ? failure.TextOf(told) : ExceptionText.Of(others[i]);
            text += $"{Environment.NewLine} ---> (also {(i + 1).ToString(CultureInfo.InvariantCulture)} of {count}) {other}";
        }

        return text;
    }
}
