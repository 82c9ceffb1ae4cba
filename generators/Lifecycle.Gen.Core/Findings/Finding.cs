using System.Text;
using Lifecycle.Core.Collections;

namespace Lifecycle.Core.Findings;

/// <summary>A fault as data: the rule, its subject, and the arguments of the message.</summary>
/// <param name="RuleId">One of <see cref="RuleIds"/>.</param>
/// <param name="Subject">The member that it is about.</param>
/// <param name="Chain">The further subjects, in the order in which the message names them.</param>
/// <param name="Arguments">The arguments of the descriptor's message; may hold marks made by <see cref="LocationOf"/>.</param>
public sealed record Finding(string RuleId, SubjectKey Subject, EquatableArray<SubjectKey> Chain, EquatableArray<string> Arguments)
{
    private const char Open = '\u0002';
    private const char Close = '\u0003';

    /// <summary>The severity, where it is not that of the rule.</summary>
    public Gravity Gravity { get; init; }

    /// <summary>
    /// Where it is reported instead of <see cref="Subject"/>, which stands in a referenced assembly; <see langword="null"/> when it does not.
    /// </summary>
    public SubjectKey? Anchor { get; init; }

    /// <summary>Where it is reported.</summary>
    public SubjectKey ReportedAt => Anchor ?? Subject;

    /// <summary>The types that a fix may name or change, by their names in metadata.</summary>
    public EquatableArray<string> Targets { get; init; }

    /// <summary>A finding with one subject.</summary>
    public Finding(string ruleId, SubjectKey subject, params string[] arguments)
        : this(ruleId, subject, [], arguments.ToEquatableArray())
    {
    }

    /// <summary>
    /// A mark in an argument for where a subject is: 0 for <see cref="Subject"/>, n for the n-th of <see cref="Chain"/>.
    /// It becomes <c>, Api.cs:12</c>, or nothing where the location is not known.
    /// </summary>
    public static string LocationOf(int subject) => $"{Open}{subject}{Close}";

    /// <summary>The arguments with the marks replaced.</summary>
    /// <param name="location">Gives the location of a subject as <c>Api.cs:12</c>, or <see langword="null"/>.</param>
    public string[] Render(Func<SubjectKey, string?> location)
    {
        var rendered = new string[Arguments.Count];
        for (var i = 0; i < rendered.Length; i++)
            rendered[i] = Render(Arguments[i], location);
        return rendered;
    }

    private string Render(string argument, Func<SubjectKey, string?> location)
    {
        if (argument.IndexOf(Open) < 0)
            return argument;

        var text = new StringBuilder();
        foreach (var part in argument.Split(Open))
        {
            var close = part.IndexOf(Close);
            if (close >= 0)
            {
                var index = int.Parse(part.Substring(0, close), System.Globalization.CultureInfo.InvariantCulture);
                if (location(index == 0 ? Subject : Chain[index - 1]) is { } where)
                    text.Append(", ").Append(where);
            }

            text.Append(part, close + 1, part.Length - close - 1);
        }

        return text.ToString();
    }
}

/// <summary>The severity of a finding.</summary>
public enum Gravity
{
    /// <summary>That of the rule.</summary>
    OfRule,

    /// <summary>A hint.</summary>
    Info,

    /// <summary>Nothing can be generated.</summary>
    Error,
}
