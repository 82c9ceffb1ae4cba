using Lifecycle.Core.Extraction;
using Lifecycle.Core.Plan;
using Lifecycle.Core.Units;

namespace Lifecycle.Core.Emission;

/// <summary>What a worker is for a host: how it is made of the host's services and configuration, and the services that its units are.</summary>
internal static class HostingPrinter
{
    private const string Space = "global::Lifecycle.Hosting.";
    private const string MayDispose = Space + "UnitDisposal.MayDispose(this)";

    /// <summary>The interface, behind the base class.</summary>
    public static string Interface(LifecyclePlan plan) => plan.Services is null ? "" : $", {Name(plan)}";

    /// <summary>The members of a worker that can be made.</summary>
    public static void Write(CodeWriter writer, LifecyclePlan plan)
    {
        if (plan.Services is not { } services)
            return;

        writer.Line();
        if (plan.Inputs.Count == 0)
        {
            WriteCreate(writer, plan, "new(options)");
        }
        else
        {
            writer.Line($"{CreateHead(plan)} => new(");
            using (writer.Indent())
            {
                foreach (var input in plan.Inputs)
                    writer.Line(Input(input) + ",");
                writer.Line("options);");
            }
        }

        writer.Line();
        using (writer.Open(RegisterHead(plan)))
        {
            foreach (var service in services)
                writer.Line($"services.Add(typeof({service.Type}), {service.Slot}{(service.Key is null ? "" : $", {WorkerSurface.Literal(service.Key)}")});");
        }
    }

    /// <summary>The members of a worker that cannot be made.</summary>
    public static void WriteFaulted(CodeWriter writer, LifecyclePlan plan, string thrown)
    {
        if (plan.Services is null)
            return;

        writer.Line();
        WriteCreate(writer, plan, thrown);
        writer.Line();
        writer.Line($"{RegisterHead(plan)} => {thrown};");
    }

    /// <summary>The interfaces through which a unit is disposed, behind its own.</summary>
    public static string Disposals(UnitBody unit) =>
        unit.Disposals.Count == 0 ? "" : $", {Space}IOwnedUnit" + string.Concat(unit.Disposals.Select(disposal => ", " + Contract(disposal)));

    /// <summary>Disposal by the worker, and by no container that holds the unit too.</summary>
    public static void WriteDisposals(CodeWriter writer, UnitBody unit)
    {
        foreach (var disposal in unit.Disposals)
        {
            var owner = disposal.Base is null ? "this" : $"(({disposal.Base})this)";
            writer.Line(disposal.IsAsync
                ? $"global::System.Threading.Tasks.ValueTask {Contract(disposal)}.DisposeAsync() => {MayDispose} ? {owner}.DisposeAsync() : default;"
                : $"void {Contract(disposal)}.Dispose() {{ if ({MayDispose}) {owner}.Dispose(); }}");
        }
    }

    private static string Contract(DisposalModel disposal) => disposal.IsAsync ? "global::System.IAsyncDisposable" : "global::System.IDisposable";

    private static void WriteCreate(CodeWriter writer, LifecyclePlan plan, string result)
    {
        writer.Line(CreateHead(plan));
        using (writer.Indent())
            writer.Line($"=> {result};");
    }

    private static string CreateHead(LifecyclePlan plan) =>
        $"static {plan.Type.Name} {Name(plan)}.Create({Space}WorkerInputs inputs, {WorkerSurface.Lifecycle}WorkerOptions options)";

    private static string RegisterHead(LifecyclePlan plan) => $"static void {Name(plan)}.Register({Space}WorkerServices services)";

    private static string Name(LifecyclePlan plan) => $"{Space}IHostedWorker<{plan.Type.Name}>";

    private static string Input(PlanInput input)
    {
        var label = WorkerSurface.Literal(input.Label);
        if (!input.IsSimple)
        {
            var missing = Otherwise(input.Default ?? (IsNullable(input) ? "null" : null));
            var service = input.Instance is { } instance ? $"KeyedService<{input.Of.Name}>({WorkerSurface.Literal(instance)}, "
                : input.IsNamed ? $"NamedService<{input.Of.Name}>({WorkerSurface.Literal(input.Name)}, "
                : $"Service<{input.Of.Name}>(";
            return $"inputs.{service}{WorkerSurface.Literal(input.Of.Brief)}, {label}{missing})";
        }

        var type = input.Of.Key;
        var isOptional = type.EndsWith("?", StringComparison.Ordinal);
        var (method, argument) = type.TrimEnd('?') switch
        {
            "string" => ("Text", ""),
            "global::System.Uri" => ("Uri", ""),
            "global::System.Version" => ("Version", ""),
            "global::System.Globalization.CultureInfo" => ("Culture", ""),
            var value => (IsParsable(value) ? "Value" : "Choice", $"<{value}>"),
        };
        var otherwise = input.Default == "default" && isOptional ? "null" : input.Default ?? (IsNullable(input) ? "null" : null);
        return $"inputs.{(isOptional ? "Optional" : "")}{method}{argument}({WorkerSurface.Literal(KeyOf(input))}, {label}{Otherwise(otherwise)})";
    }

    /// <summary>Below the section of the worker; an instance has a section of its own there.</summary>
    private static string KeyOf(PlanInput input) =>
        input.Instance is null ? input.Name : $"{input.Instance}:{char.ToUpperInvariant(input.Name[0])}{input.Name.Substring(1)}";

    private static string Otherwise(string? value) => value is null ? "" : $", {value}";

    private static bool IsNullable(PlanInput input) => input.Type.EndsWith("?", StringComparison.Ordinal);

    /// <summary>Every simple type but enums and those with methods of their own: keywords, and the platform's structs.</summary>
    private static bool IsParsable(string type) =>
        !type.StartsWith("global::", StringComparison.Ordinal)
        || type is "global::System.TimeSpan" or "global::System.Guid" or "global::System.DateTime" or "global::System.DateTimeOffset"
            or "global::System.DateOnly" or "global::System.TimeOnly" or "global::System.Half" or "global::System.Int128" or "global::System.UInt128";
}
