using System.Globalization;
using System.Text;

namespace Lifecycle;

/// <summary>A plan as plain text: the list that <see cref="WorkerPlan.ToString"/> returns, and the tree.</summary>
internal static class PlanListing
{
    /// <summary>See <see cref="WorkerPlan.ToString"/>.</summary>
    public static string List(WorkerPlan plan)
    {
        var text = new StringBuilder(plan.Worker);
        var width = plan.Count.ToString(CultureInfo.InvariantCulture).Length;
        for (var slot = 0; slot < plan.Count; slot++)
        {
            text.Append('\n').Append((slot + 1).ToString(CultureInfo.InvariantCulture).PadLeft(width + 2)).Append(' ')
                .Append(plan.IdOf(slot)).Append(SuffixOf(plan, slot));
            var separator = " <- ";
            foreach (var dependency in plan.DependenciesOf(slot))
            {
                text.Append(separator).Append(plan.IdOf(dependency));
                separator = ", ";
            }
        }

        return WithTheRest(text, plan);
    }

    /// <summary>See <see cref="WorkerPlan.ToTree"/>.</summary>
    public static string Tree(WorkerPlan plan)
    {
        var text = new StringBuilder(plan.Worker);
        var roots = new List<int>();
        for (var slot = 0; slot < plan.Count; slot++)
        {
            if (plan.DependentsOf(slot).IsEmpty)
                roots.Add(slot);
        }

        WriteBranches(text, plan, roots.ToArray(), indent: "", shown: new bool[plan.Count]);
        return WithTheRest(text, plan);
    }

    /// <summary>The condition of a unit and whether it is started on request or is a standby, as texts show it after the id.</summary>
    public static string SuffixOf(WorkerPlan plan, int slot) =>
        (plan.ConditionOf(slot) is { } condition ? $" (if {condition})" : "")
        + (plan.IsStandby(slot) ? " (standby)" : plan.IsOnRequest(slot) ? " (on request)" : "");

    private static string WithTheRest(StringBuilder text, WorkerPlan plan)
    {
        foreach (var phase in plan.PhaseTable)
            text.Append("\n  phase ").Append(phase);
        plan.Details?.List(text);
        return text.ToString();
    }

    private static void WriteBranches(StringBuilder text, WorkerPlan plan, ReadOnlySpan<int> slots, string indent, bool[] shown)
    {
        for (var i = 0; i < slots.Length; i++)
        {
            var slot = slots[i];
            var last = i == slots.Length - 1;
            text.Append('\n').Append(indent).Append(last ? "└─ " : "├─ ").Append(plan.IdOf(slot)).Append(SuffixOf(plan, slot));
            if (!shown[slot])
            {
                shown[slot] = true;
                WriteBranches(text, plan, plan.DependenciesOf(slot), indent + (last ? "   " : "│  "), shown);
            }
            else if (!plan.DependenciesOf(slot).IsEmpty)
            {
                text.Append(" (*)");
            }
        }
    }
}
