using System.Text;
using Lifecycle.Core.Collections;

namespace Lifecycle.Core.Findings;

/// <summary>Something that is wrong, as data: a rule, where, and what the message says.</summary>
/// <param name="RuleId">One of <see cref="RuleIds"/>.</param>
/// <param name="Subject">The member that it is about.</param>
/// <param name="Chain">The further places, in the order in which the message names them.</param>
/// <param name="Arguments">The arguments of the descriptor's message; may hold marks made by <see cref="Place"/>.</param>
public sealed record Finding(string RuleId, SubjectKey Subject, EquatableArray<SubjectKey> Chain, EquatableArray<string> Arguments)
{
    private const char Open = '\u0002';
    private const char Close = '\u0003';

    /// <summary>How grave it is, where that is not what the rule says.</summary>
    public Gravity Gravity { get; init; }

    /// <summary>Where it is reported instead of <see cref="Subject"/>, which stands in a referenced assembly; <see langword="null"/> when it does not.</summary>
    public SubjectKey? Anchor { get; init; }

    /// <summary>Where it is reported.</summary>
    public SubjectKey ReportedAt => Anchor ?? Subject;

    /// <summary>The types that a fix may name or change, by their names in metadata.</summary>
    public EquatableArray<string> Targets { get; init; }

    /// <summary>A finding with one place.</summary>
    public Finding(string ruleId, SubjectKey subject, params string[] arguments)
        : this(ruleId, subject, [], arguments.ToEquatableArray())
    {
    }

    /// <summary>
    /// A mark in an argument for where a subject is: 0 for <see cref="Subject"/>, n for the n-th of <see cref="Chain"/>.
    /// It becomes <c>, Api.cs:12</c>, or nothing where the place is not known.
    /// </summary>
    public static string Place(int subject) => $"{Open}{subject}{Close}";

    /// <summary>The arguments with the marks replaced.</summary>
    /// <param name="place">Gives the place of a subject as <c>Api.cs:12</c>, or <see langword="null"/>.</param>
    public string[] Render(Func<SubjectKey, string?> place)
    {
        var rendered = new string[Arguments.Count];
        for (var i = 0; i < rendered.Length; i++)
            rendered[i] = Render(Arguments[i], place);
        return rendered;
    }

    private string Render(string argument, Func<SubjectKey, string?> place)
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
                if (place(index == 0 ? Subject : Chain[index - 1]) is { } where)
                    text.Append(", ").Append(where);
            }

            text.Append(part, close + 1, part.Length - close - 1);
        }

        return text.ToString();
    }
}

/// <summary>How grave a finding is.</summary>
public enum Gravity
{
    /// <summary>As grave as the rule says.</summary>
    OfRule,

    /// <summary>A hint.</summary>
    Info,

    /// <summary>Nothing can be generated.</summary>
    Error,
}
