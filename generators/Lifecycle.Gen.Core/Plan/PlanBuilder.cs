using Lifecycle.Core.Collections;
using Lifecycle.Core.Findings;
using Lifecycle.Core.Graph;
using Lifecycle.Core.Units;

namespace Lifecycle.Core.Plan;

/// <summary>Turns a graph into a plan: the last step that decides anything.</summary>
public static class PlanBuilder
{
    /// <summary>Makes the plan.</summary>
    /// <param name="graph">The worker's units.</param>
    /// <param name="findings">What is wrong with it; anything makes the plan a faulted one.</param>
    /// <param name="hasHosting">Whether the worker can be added to a host.</param>
    public static LifecyclePlan Build(LifecycleGraph graph, IReadOnlyList<Finding> findings, bool hasHosting = false)
    {
        var worker = graph.Worker;
        var order = StageOrder.Of(graph);
        var fault = FaultOf(graph, findings);
        if (order.Count < graph.Nodes.Count)
            order = [.. graph.Nodes.Select(node => node.Unit.Key)];

        var slots = new Dictionary<string, int>(order.Count, StringComparer.Ordinal);
        foreach (var key in order)
            slots.Add(key, slots.Count);

        var inputs = new InputCollector();
        foreach (var key in order)
        {
            foreach (var (parameter, resolution) in Parameters(graph[key]).Concat(ConditionParameters(graph[key])))
            {
                if (resolution is Resolution.Input input)
                    inputs.Add(parameter, input, graph[key].Unit);
            }
        }

        var (properties, phases) = MembersOf(graph);
        var members = new HashSet<string>(
            worker.MemberNames.Concat(properties.Values).Concat(graph.Phases.Select(phase => phase.Method)),
            StringComparer.Ordinal);
        var planField = Identifiers.Unique(members, "s_plan");
        var faultField = Identifiers.Unique(members, "s_fault");
        var planInputs = inputs.Finish(members, planField, faultField);
        var waitsFor = graph.Edges
            .Where(edge => edge.From != edge.To)
            .GroupBy(edge => edge.From)
            .ToDictionary(group => group.Key, group => group.Select(edge => slots[edge.To]).Distinct().OrderBy(slot => slot).ToEquatableArray());
        var arguments = order
            .Select(key => ArgumentsOf(Parameters(graph[key])))
            .ToList();
        var extensionIndices = IndicesOfExtensions(graph);
        var variables = NameVariables([.. order.Select(key => graph[key].Unit)], arguments, order.Select(ProviderOf), planInputs);
        var onRequest = RequestedUnits.Of(graph, slots, worker.HasHooks);
        var units = order.Select((key, slot) => new PlanUnit(
            graph[key].Unit.Id,
            graph[key].Unit.Type,
            properties.TryGetValue(key, out var property) ? property : graph[key].Unit.Member,
            variables[slot],
            IsPublic: !worker.IsPublic || graph[key].Unit.IsPublic,
            HasProperty: property is not null,
            IsWorker: false,
            waitsFor.TryGetValue(key, out var others) ? others : [],
            arguments[slot])
        {
            Condition = graph[key].Unit.Condition is { } condition
                ? new PlanCondition(condition.Method, condition.Inputs, ArgumentsOf(ConditionParameters(graph[key])))
                : null,
            OnRequest = onRequest.TryGetValue(key, out var requested) ? requested.Awaiting : null,
            IsStandby = requested is { IsStandby: true },
            WaitsItself = requested is { WaitsItself: true },
            Extension = extensionIndices.TryGetValue(key, out var index) ? new PlanExtension(graph[key].Unit.Extension?.Priority ?? 0, index) : null,
            IsUnit = graph[key].Unit.IsUnit,
            Maker = graph[key].Unit.Maker,
            Provider = ProviderOf(key),
            Takes = TakesOf(graph[key], slots),
        }).ToList();
        if (worker.HasHooks)
            units.Add(WorkerAsUnit(worker, units.Count));

        return new LifecyclePlan(
            worker.Key,
            worker.Type,
            worker.Id,
            worker.Name,
            worker.IsDefault,
            worker.Declaration,
            units.ToEquatableArray(),
            planInputs,
            IsConstructorPublic: !worker.IsPublic || inputs.AllPublic,
            fault)
        {
            Phases = phases,
            Points = PointCollector.Of(graph, extensionIndices),
            Services = hasHosting ? ServiceList.Of(graph, slots) : null,
            Hiding = worker.MemberNames.Where(WorkerMembers.Reserved.Contains).ToEquatableArray(),
            PlanField = planField,
            FaultField = faultField,
            Warnings = WarningsOf(graph),
        };

        EquatableArray<PlanArgument> ArgumentsOf(IEnumerable<(DependencyModel Parameter, Resolution Resolution)> parameters) =>
            parameters.Select(pair => ArgumentFor(pair.Parameter, pair.Resolution, slots, inputs, graph)).ToEquatableArray();

        int? ProviderOf(string key) => graph.Catalog.ProviderOf(graph[key].Unit) is { } provider ? slots[provider.Key] : null;
    }

    /// <summary>A worker's own hooks run when all its units are up: it waits for every one of them.</summary>
    private static PlanUnit WorkerAsUnit(WorkerModel worker, int slot)
    {
        var all = Enumerable.Range(0, slot).ToEquatableArray();
        return new(worker.Id, worker.Type, worker.Name, Variable: null, IsPublic: true, HasProperty: false, IsWorker: true, all, []);
    }

    private static Dictionary<string, int> IndicesOfExtensions(LifecycleGraph graph)
    {
        var indices = new Dictionary<string, int>(StringComparer.Ordinal);
        // A list that follows the attached units looks up the others in the same way.
        var listed = new HashSet<string>(
            graph.Nodes.SelectMany(node => node.Resolutions).OfType<Resolution.All>().Where(list => list.IsLive).SelectMany(list => list.Keys),
            StringComparer.Ordinal);
        var extensions = graph.Nodes.Select(node => node.Unit).Where(unit => unit.Extension is not null || listed.Contains(unit.Key));
        foreach (var unit in extensions.OrderBy(unit => unit.Position).ThenBy(unit => unit.Id, StringComparer.Ordinal))
            indices.Add(unit.Key, indices.Count);
        return indices;
    }

    /// <summary>The properties of the units, by key, and the phases, with a method where they run on request and nothing else has its name.</summary>
    private static (IReadOnlyDictionary<string, string> Properties, EquatableArray<PlanPhase> Phases) MembersOf(LifecycleGraph graph)
    {
        var taken = new HashSet<string>(WorkerMembers.NamesIn(graph.Worker), StringComparer.Ordinal);
        var sequence = PhaseSequence.Of(graph.Phases);
        var isOwn = graph.Phases.ToDictionary(phase => phase.Key, phase => phase.IsOwn, StringComparer.Ordinal);
        var methods = sequence.Where(phase => phase.Method is not null).ToLookup(phase => isOwn[phase.Key]);
        var named = new HashSet<string>(methods[true].Where(phase => taken.Add(phase.Method!)).Select(phase => phase.Key), StringComparer.Ordinal);
        var properties = PropertyNames.Of(graph.Nodes.Select(node => node.Unit).Where(unit => unit.IsUnit && CanBeNamed(unit)), taken);
        // As with properties: of two referenced ones with a name neither can be preferred.
        named.UnionWith(methods[false]
            .GroupBy(phase => phase.Method!)
            .Where(group => group.Count() == 1 && taken.Add(group.Key)).Select(group => group.First().Key));
        return (properties, sequence.Select(phase => named.Contains(phase.Key) ? phase : phase with { Method = null }).ToEquatableArray());
    }

    private static bool CanBeNamed(UnitShape unit) =>
        !unit.Findings.Any(finding => finding.RuleId is RuleIds.UnsupportedType or RuleIds.Inaccessible);

    private static PlanFault? FaultOf(LifecycleGraph graph, IReadOnlyList<Finding> findings)
    {
        if (findings.Count > 0)
            return new PlanFault(findings[0]);

        return graph.Nodes.Any(node => node.Resolutions.Concat(node.Condition).Any(resolution => resolution is Resolution.Unknown))
            ? new PlanFault(Finding: null)
            : null;
    }

    private static IEnumerable<(DependencyModel Parameter, Resolution Resolution)> Parameters(GraphNode node) =>
        node.Unit.Dependencies.Zip(node.Resolutions, (parameter, resolution) => (parameter, resolution)).Where(pair => pair.parameter.Hook is null);

    private static EquatableArray<int> TakesOf(GraphNode node, Dictionary<string, int> slots)
    {
        var first = node.Unit.Dependencies.Count(parameter => parameter.Hook is null);
        return first == node.Resolutions.Count
            ? []
            : node.Resolutions.Skip(first).Select(resolution => resolution is Resolution.Unit unit ? slots[unit.Key] : -1).ToEquatableArray();
    }

    private static IEnumerable<(DependencyModel Parameter, Resolution Resolution)> ConditionParameters(GraphNode node) =>
        node.Unit.Condition is { } condition ? condition.Parameters.Zip(node.Condition, (parameter, resolution) => (parameter, resolution)) : [];

    private static PlanArgument ArgumentFor(
        DependencyModel parameter,
        Resolution resolution,
        Dictionary<string, int> slots,
        InputCollector inputs,
        LifecycleGraph graph) => resolution switch
        {
            Resolution.Unit unit when parameter.Late is { } late => new PlanArgument.Late(slots[unit.Key], late),
            // Only what is made in the start can take it so; elsewhere the plan is a faulted one.
            Resolution.Unit unit when graph[unit.Key].Unit.Maker is { IsLate: true } =>
                new PlanArgument.LateNow(slots[unit.Key], new LateModel(LateKind.Func, parameter.Type.Name, MayGiveNull: false, IsUnordered: false)),
            Resolution.Unit unit => new PlanArgument.Unit(slots[unit.Key]),
            Resolution.All all when parameter.Element is { } point =>
                new PlanArgument.Extensions(point, IsCopy: parameter.Kind == DependencyKind.ExtensionArray) { Excludes = all.Excludes },
            Resolution.All { IsLive: true } all => new PlanArgument.Extensions(parameter.ListElement!, IsCopy: false) { Excludes = all.Excludes },
            Resolution.All all => new PlanArgument.List(all.Keys.Select(key => slots[key]).ToEquatableArray()),
            Resolution.Absent when parameter.Late is { MayGiveNull: true } late => new PlanArgument.LateNull(late),
            Resolution.Absent => new PlanArgument.Null(),
            Resolution.Input input => new PlanArgument.Input(inputs.FieldOf(parameter, input)),
            Resolution.Service => parameter.Kind switch
            {
                DependencyKind.LoggerFactory => new PlanArgument.LoggerFactory(),
                DependencyKind.Logger => new PlanArgument.Logger(parameter.Wanted),
                DependencyKind.TimeProvider => new PlanArgument.TimeProvider(),
                DependencyKind.WorkerOptions => new PlanArgument.Options(),
                _ => new PlanArgument.Context(),
            },
            _ => new PlanArgument.Missing(),
        };

    private static EquatableArray<string> WarningsOf(LifecycleGraph graph) => graph.Nodes
        .Select(node => node.Unit)
        .SelectMany(unit => unit.Dependencies.Concat(unit.Condition?.Parameters ?? []).SelectMany(parameter => parameter.Warnings).Concat(unit.Warnings))
        .Distinct(StringComparer.Ordinal)
        .OrderBy(id => id, StringComparer.Ordinal)
        .ToEquatableArray();

    private static List<string?> NameVariables(
        List<UnitShape> units,
        List<EquatableArray<PlanArgument>> arguments,
        IEnumerable<int?> providers,
        EquatableArray<PlanInput> inputs)
    {
        var used = new HashSet<int>(providers.OfType<int>());
        foreach (var argument in arguments.SelectMany(list => list))
        {
            switch (argument)
            {
                case PlanArgument.Unit unit:
                    used.Add(unit.Slot);
                    break;
                case PlanArgument.List list:
                    used.UnionWith(list.Slots);
                    break;
            }
        }

        // A variable would hide the field of an input.
        var taken = new HashSet<string>(inputs.Select(input => input.Field), StringComparer.Ordinal) { "units" };
        return [.. units.Select((unit, slot) => used.Contains(slot) ? Identifiers.Unique(taken, Identifiers.CamelCase(unit.Member)) : null)];
    }
}
