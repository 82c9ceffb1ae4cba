using System.Globalization;
using Lifecycle.Core.Extraction;
using Lifecycle.Core.Plan;

namespace Lifecycle.Core.Emission;

/// <summary>A worker's file: the plan as static data, the construction of its units, the public surface.</summary>
internal static class WorkerPrinter
{
    /// <summary>So many numbers stand on one line of the plan.</summary>
    private const int NumbersPerLine = 24;

    /// <summary>The text.</summary>
    public static CodeWriter Print(LifecyclePlan plan)
    {
        var writer = new CodeWriter();
        WorkerSurface.WriteHead(writer, plan);
        Declarations.Write(writer, plan.Declaration, WorkerSurface.Base(plan), () =>
        {
            WritePlan(writer, plan);
            foreach (var input in plan.Inputs)
                writer.Line($"private readonly {input.Type} {input.Field};");
            writer.Line();
            var owned = plan.Inputs.Where(input => input.IsOwned);
            WorkerSurface.WriteConstructor(writer, plan, [.. plan.Inputs.Select(KeepInput), .. owned.Select(input => OwnInput(plan, input))]);
            writer.Line();
            WorkerSurface.WriteProperties(writer, plan);
            WorkerSurface.WritePhases(writer, plan, phase => $"{Inherited(plan, "RunPhaseAsync")}({WorkerSurface.Literal(phase.Key)}, cancellationToken)");
            writer.Line();
            var inputs = string.Concat(plan.Inputs.Select(input => TypeNames.Escape(input.Parameter) + ", "));
            var worker = $"new {plan.Type.Name}({inputs}options)";
            WorkerSurface.WriteRun(writer, plan, $"{WorkerSurface.Lifecycle}LifecycleWorker.RunAsync({worker}, cancellationToken)");
            writer.Line();
            WriteConstruct(writer, plan);
            PlanDetailsPrinter.Write(writer, plan);
            HostingPrinter.Write(writer, plan);
        });
        return writer;
    }

    private static string KeepInput(PlanInput input) => $"{input.Field} = {TypeNames.Escape(input.Parameter)};";

    private static string OwnInput(LifecyclePlan plan, PlanInput input) =>
        $"{Inherited(plan, "Own")}({WorkerSurface.Literal($"{input.Of.Brief} {input.Parameter}")}, {TypeNames.Escape(input.Parameter)});";

    private static void WritePlan(CodeWriter writer, LifecyclePlan plan)
    {
        writer.Line("// The units, dependencies first; then for each how many it waits for, and which.");
        writer.Line($"private static readonly {WorkerSurface.Lifecycle}WorkerPlan {plan.PlanField} = new(");
        using (writer.Indent())
        {
            writer.Line($"{WorkerSurface.Literal(plan.Id)},");
            using (writer.Open("static () =>", "[", "],"))
            {
                for (var slot = 0; slot < plan.Units.Count; slot++)
                    writer.Line($"{WorkerSurface.Literal(plan.Units[slot].Id)}, // {slot}");
            }

            var numbers = plan.Units.SelectMany(unit => new[] { unit.WaitsFor.Count }.Concat(unit.WaitsFor)).ToList();
            if (numbers.Count <= NumbersPerLine)
            {
                writer.Line($"[{string.Join(", ", numbers)}]){Extras(plan)};");
                return;
            }

            writer.Line("[");
            using (writer.Indent())
            {
                for (var start = 0; start < numbers.Count; start += NumbersPerLine)
                    writer.Line(string.Join(", ", numbers.Skip(start).Take(NumbersPerLine)) + ",");
            }

            writer.Line($"]){Extras(plan)};");
        }
    }

    /// <summary>What only some plans have.</summary>
    private static string Extras(LifecyclePlan plan)
    {
        var extras = new List<string>();
        var conditions = plan.Units.Select((unit, slot) => (Slot: slot, unit.Condition)).Where(unit => unit.Condition is not null)
            .Select(unit => $"({unit.Slot}, {WorkerSurface.Literal(unit.Condition!.Predicate)})").ToList();
        if (conditions.Count > 0)
            extras.Add($"Conditions = static () => [{string.Join(", ", conditions)}]");
        var requests = plan.Units.SelectMany((unit, slot) => unit.OnRequest is { } others ? [slot, others.Count, .. others] : Array.Empty<int>()).ToList();
        if (requests.Count > 0)
            extras.Add($"OnRequest = [{string.Join(", ", requests)}]");
        var takes = plan.Units.SelectMany((unit, slot) => unit.Takes.Count == 0
            ? Enumerable.Empty<int>()
            : [slot, unit.Takes.Count, .. unit.Takes.Select(taken => taken < 0 ? ushort.MaxValue : taken)]).ToList();
        if (takes.Count > 0)
            extras.Add($"Takes = [{string.Join(", ", takes)}]");
        AddSlots("Standby", static unit => unit.IsStandby);
        AddSlots("WaitingStandby", static unit => unit.WaitsItself);
        if (plan.Phases.Count > 0)
            extras.Add($"Phases = new {WorkerSurface.Lifecycle}PlanPhase[] {{ {string.Join(", ", plan.Phases.Select(Phase))} }}");
        return extras.Count == 0 ? "" : $" {{ {string.Join(", ", extras)} }}";

        void AddSlots(string name, Func<PlanUnit, bool> has)
        {
            var slots = Enumerable.Range(0, plan.Units.Count).Where(slot => has(plan.Units[slot])).ToList();
            if (slots.Count > 0)
                extras.Add($"{name} = [{string.Join(", ", slots)}]");
        }
    }

    private static string Phase(PlanPhase phase)
    {
        var anchor = phase.Anchor < 0 ? Number(phase.Anchor) : "0x" + phase.Anchor.ToString("x", CultureInfo.InvariantCulture);
        return $"new({WorkerSurface.Literal(phase.Key)}, {anchor}, {(phase.IsAfter ? "true" : "false")}, {Number((int)phase.Order)})";
    }

    private static void WriteConstruct(CodeWriter writer, LifecyclePlan plan)
    {
        using (WorkerSurface.OpenConstruct(writer))
        {
            // All conditions first: nothing is made in vain when one of them throws.
            for (var slot = 0; slot < plan.Units.Count; slot++)
            {
                if (plan.Units[slot].Condition is { } condition)
                    writer.Line($"{Inherited(plan, "Decide")}<{plan.Units[slot].Type.Name}, {condition.InputsType}>({slot}, {Inputs(condition, plan, slot)});");
            }

            for (var slot = 0; slot < plan.Units.Count; slot++)
            {
                var unit = plan.Units[slot];
                var arguments = string.Join(", ", unit.Arguments.Select(argument => Argument(argument, plan, slot)));
                if (unit.Maker is { IsLate: true })
                {
                    writer.Line($"units[{slot}] = {ProvidedPrinter.Late(plan, slot, arguments)};");
                    continue;
                }

                var made = unit.IsWorker ? "this"
                    : unit.Maker is not null ? ProvidedPrinter.Made(plan, slot, arguments)
                    : $"new {unit.Type.Name}({arguments})";
                var value = unit.Extension is { } extension
                    ? $"{Inherited(plan, "Extend")}({made}, {Number(extension.Priority)}, {Number(extension.Index)})"
                    : made;
                var variable = unit.Variable is null ? null : TypeNames.Escape(unit.Variable);
                var kept = variable is null ? value : unit.Condition is null ? variable : variable + "!";
                kept = unit.IsUnit ? kept
                    : unit.Maker is { IsOwned: false } ? ProvidedPrinter.Unowned(slot, kept)
                    : $"{Inherited(plan, "AsUnit")}({slot}, {kept})";
                writer.Line((unit.Condition, variable) switch
                {
                    (null, null) => $"units[{slot}] = {kept};",
                    (null, _) => $"var {variable} = {value}; units[{slot}] = {kept};",
                    (_, null) => $"if ({Inherited(plan, "IsEnabled")}({slot})) units[{slot}] = {kept};",
                    _ => $"var {variable} = {Inherited(plan, "IsEnabled")}({slot}) ? {value} : null; units[{slot}] = {kept};",
                });
            }
        }
    }

    private static string Inputs(PlanCondition condition, LifecyclePlan plan, int slot) => condition.Arguments.Count switch
    {
        0 => "default",
        1 => Argument(condition.Arguments[0], plan, slot),
        _ => $"({string.Join(", ", condition.Arguments.Select(argument => Argument(argument, plan, slot)))})",
    };

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Item(LifecyclePlan plan, int slot) =>
        plan.Units[slot].Condition is null ? Variable(plan, slot) : $".. {WorkerSurface.InheritedStatic(plan, "Present")}({Variable(plan, slot)})";

    private static string Argument(PlanArgument argument, LifecyclePlan plan, int slot) => argument switch
    {
        PlanArgument.Unit unit => Variable(plan, unit.Slot),
        PlanArgument.List list => $"[{string.Join(", ", list.Slots.Select(other => Item(plan, other)))}]",
        PlanArgument.Extensions { Excludes: true } extensions =>
            $"new {WorkerSurface.Lifecycle}Runtime.OtherUnits<{extensions.Point}>({ExtensionsOf(plan, extensions)}, () => units[{slot}])",
        PlanArgument.Extensions extensions => extensions.IsCopy ? $"[.. {ExtensionsOf(plan, extensions)}]" : ExtensionsOf(plan, extensions),
        PlanArgument.Late late => LatePrinter.Argument(plan, late, slot),
        PlanArgument.LateNow now => LatePrinter.Now(now, slot),
        PlanArgument.LateNull none => LatePrinter.Nothing(none),
        PlanArgument.Null => "null",
        PlanArgument.Input input => input.Field,
        PlanArgument.Logger logger => $"{Inherited(plan, "CreateLogger")}<{logger.Category}>()",
        PlanArgument.LoggerFactory => Inherited(plan, "Options") + ".LoggerFactory",
        PlanArgument.TimeProvider => Inherited(plan, "Options") + ".TimeProvider",
        PlanArgument.Context => $"{Inherited(plan, "GetContext")}({slot})",
        PlanArgument.Options => Inherited(plan, "Options"),
        _ => throw new InvalidOperationException($"A plan without fault has no {argument}."),
    };

    private static string ExtensionsOf(LifecyclePlan plan, PlanArgument.Extensions extensions) => $"{Inherited(plan, "Extensions")}<{extensions.Point}>()";

    private static string Inherited(LifecyclePlan plan, string member) => WorkerSurface.Inherited(plan, member);

    private static string Variable(LifecyclePlan plan, int slot) =>
        TypeNames.Escape(plan.Units[slot].Variable ?? throw new InvalidOperationException($"Unit {slot} is taken and has no variable."));
}
