using System.Collections.Immutable;
using System.Globalization;

namespace Lifecycle.Runtime.Tests.RandomRuns;

/// <summary>What a random decision is about. Each has streams of its own, so that leaving out one thing does not change what another does.</summary>
internal enum Concern
{
    World,
    Graph,
    Unit,
    Edge,
    Condition,
    Construction,
    Trouble,
    Hook,
    AddedTask,
    Move,
    Disposal,
    Action,
    Schedule,
    Value,
    Late,
    Instance,
    Standby,
}

/// <summary>What decides a random run, and what of it is left out. The same draw always gives the same run.</summary>
/// <param name="Seed">Decides the units, what their hooks do, and the actions of callers.</param>
internal sealed record Draw(int Seed)
{
    private const string UnitsVariable = "LIFECYCLE_WITHOUT_UNITS";
    private const string ActionsVariable = "LIFECYCLE_WITHOUT_ACTIONS";
    private const string ScheduleVariable = "LIFECYCLE_SCHEDULE";
    private const string HostileVariable = "LIFECYCLE_HOSTILE";

    /// <summary>Numbers of units that do not exist in this run. The first unit always exists.</summary>
    public ImmutableSortedSet<int> WithoutUnits { get; init; } = [];

    /// <summary>Numbers of actions that no caller takes in this run.</summary>
    public ImmutableSortedSet<int> WithoutActions { get; init; } = [];

    /// <summary>Another interleaving of the same units and actions.</summary>
    public int Schedule { get; init; }

    /// <summary>
    /// What hooks also do although no worker may depend on it: all of it in every third seed. <c>LIFECYCLE_HOSTILE</c> decides it for all seeds: <c>0</c> for
    /// nothing, <c>1</c> for all, or names of <see cref="BehaviourKind"/>.
    /// </summary>
    public ImmutableArray<BehaviourKind> Hostile { get; init; } = Environment.GetEnvironmentVariable(HostileVariable) switch
    {
        null or "" => Seed % 3 == 0 ? HostileBehaviours.All : [],
        "0" => [],
        "1" => HostileBehaviours.All,
        var names => [.. names.Split(',').Select(Enum.Parse<BehaviourKind>)],
    };

    /// <summary>The draw of a seed, with what the environment says to leave out.</summary>
    public static Draw FromEnvironment(int seed) => new(seed)
    {
        WithoutUnits = Numbers(UnitsVariable),
        WithoutActions = Numbers(ActionsVariable),
        Schedule = Numbers(ScheduleVariable).FirstOrDefault(),
    };

    /// <summary>The stream of decisions about one thing.</summary>
    public Random For(Concern concern, int first = 0, int second = 0, int third = 0)
    {
        var mixed = (uint)Seed;
        foreach (var part in (ReadOnlySpan<int>)[(int)concern, first, second, third])
        {
            mixed = (mixed ^ (uint)part) * 0x9E37_79B1;
            mixed ^= mixed >> 15;
        }

        return new Random((int)mixed);
    }

    /// <summary>As the environment variables that run it again.</summary>
    public override string ToString() =>
        $"{HostileVariable}={(Hostile.IsEmpty ? "0" : string.Join(',', Hostile))} " + string.Create(CultureInfo.InvariantCulture, $"LIFECYCLE_SEED={Seed}")
            + Text(UnitsVariable, WithoutUnits) + Text(ActionsVariable, WithoutActions)
        + (Schedule == 0 ? "" : Text(ScheduleVariable, [Schedule]));

    private static string Text(string variable, ImmutableSortedSet<int> numbers) =>
        numbers.IsEmpty ? "" : $" {variable}={string.Join(',', numbers.Select(number => number.ToString(CultureInfo.InvariantCulture)))}";

    private static ImmutableSortedSet<int> Numbers(string variable) =>
    [
        .. (Environment.GetEnvironmentVariable(variable) ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries)
            .Select(number => int.Parse(number, CultureInfo.InvariantCulture)),
    ];
}
