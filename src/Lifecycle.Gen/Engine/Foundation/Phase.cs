using Lifecycle.Runtime;
using Lifecycle.Runtime.Contract;

namespace Lifecycle.Engine.Foundation;

/// <summary>The phases as small numbers, which are the upper part of a hook's number.</summary>
internal static class Phase
{
    public const int OnInit = Hook.OnInit >> Hook.PhaseShift;
    public const int PreStartup = Hook.PreStartup >> Hook.PhaseShift;
    public const int OnStartup = Hook.OnStartup >> Hook.PhaseShift;
    public const int Background = Hook.Background >> Hook.PhaseShift;
    public const int OnReady = Hook.OnReady >> Hook.PhaseShift;
    public const int Run = Hook.Run >> Hook.PhaseShift;
    public const int OnDrain = Hook.OnDrain >> Hook.PhaseShift;
    public const int OnShutdown = Hook.OnShutdown >> Hook.PhaseShift;
    public const int PostShutdown = Hook.PostShutdown >> Hook.PhaseShift;
    public const int OnExit = Hook.OnExit >> Hook.PhaseShift;
    public const int Lifespan = Hook.Lifespan >> Hook.PhaseShift;
    public const int HealthCheck = Hook.HealthCheck >> Hook.PhaseShift;

    /// <summary>
    /// Not a phase of hooks: the disposal of the units, which follows the same order. The last number that has a count of its own, which the engine sets
    /// itself.
    /// </summary>
    public const int Disposal = 14;

    /// <summary>The first number that is given to a custom phase.</summary>
    public const int FirstCustom = Hook.Custom >> Hook.PhaseShift;

    /// <summary>Not a phase of hooks either.</summary>
    public const string Construction = nameof(Construction);

    private const int BitsPerCount = HookNumbers.BitsPerCount;

    private static readonly List<string> s_custom = [];

    public static string NameOf(int phase) => phase switch
    {
        OnInit => nameof(OnInit),
        PreStartup => nameof(PreStartup),
        OnStartup => nameof(OnStartup),
        Background => nameof(Background),
        OnReady => nameof(OnReady),
        Run => nameof(Run),
        OnDrain => nameof(OnDrain),
        OnShutdown => nameof(OnShutdown),
        PostShutdown => nameof(PostShutdown),
        OnExit => nameof(OnExit),
        Lifespan => nameof(Lifespan),
        HealthCheck => nameof(HealthCheck),
        >= FirstCustom => NameOfCustom(phase),
        _ => nameof(Disposal),
    };

    /// <summary>The number of a custom phase in this process: one for all workers and assemblies, by the name in metadata of its attribute.</summary>
    public static int NumberOf(string custom)
    {
        lock (s_custom)
        {
            var index = s_custom.IndexOf(custom);
            if (index < 0)
            {
                index = s_custom.Count;
                s_custom.Add(custom);
            }

            return FirstCustom + index;
        }
    }

    private static string NameOfCustom(int phase)
    {
        string name;
        lock (s_custom)
            name = s_custom[phase - FirstCustom];

        name = name[(Math.Max(name.LastIndexOf('.'), name.LastIndexOf('+')) + 1)..];
        return name.EndsWith("Attribute", StringComparison.Ordinal) ? name[..^"Attribute".Length] : name;
    }

    /// <summary>How many hooks of a phase a packed number of counts says.</summary>
    public static int CountIn(ulong hooks, int phase) => (int)(hooks >> (phase * BitsPerCount)) & HookCounts.Saturated;

    /// <summary>The bits of a packed number of counts that belong to a phase.</summary>
    public static ulong MaskOf(int phase) => (ulong)HookCounts.Saturated << (phase * BitsPerCount);

    public static int Of(int hook) => hook >> Hook.PhaseShift;
}
