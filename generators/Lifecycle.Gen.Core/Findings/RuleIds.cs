namespace Lifecycle.Core.Findings;

/// <summary>The ids of the rules, in order. An id is never used for another rule.</summary>
public static class RuleIds
{
    public const string Cycle = "LCG1001";
    public const string SelfDependency = "LCG1002";
    public const string AmbiguousContract = "LCG1003";
    public const string NotAUnit = "LCG1004";
    public const string ConditionalUnitRequired = "LCG1005";
    public const string ForgottenUnit = "LCG1006";
    public const string StrayUnit = "LCG1007";
    public const string NeedlessOrdering = "LCG1008";
    public const string OrderingWithoutTarget = "LCG1009";
    public const string EmptyList = "LCG1010";
    public const string Duplicate = "LCG1011";
    public const string NotPartial = "LCG2001";
    public const string UnsupportedType = "LCG2002";
    public const string Constructor = "LCG2003";
    public const string ConstructorParameter = "LCG2004";
    public const string Inaccessible = "LCG2005";
    public const string MemberName = "LCG2006";
    public const string AttributeArgument = "LCG2007";
    public const string HookWithoutUnit = "LCG2008";
    public const string WorkInConstructor = "LCG2009";
    public const string Extension = "LCG2010";
    public const string CustomPhase = "LCG2011";
    public const string WorkerWithBase = "LCG2012";
    public const string HookSignature = "LCG3001";
    public const string SpreadHooks = "LCG3002";
    public const string AsyncVoidHook = "LCG3003";
    public const string HookWithoutToken = "LCG3004";
    public const string NullTask = "LCG3005";
    public const string UnmarkedHook = "LCG3006";
    public const string HookCalledByHand = "LCG3007";
    public const string LostHook = "LCG3008";
    public const string LifespanYield = "LCG3009";
    public const string PolicyWithoutEffect = "LCG3010";
    public const string DroppedTask = "LCG4001";
    public const string Unowned = "LCG4002";
    public const string BlockingWait = "LCG4003";
    public const string EndlessStartup = "LCG4004";
    public const string DeafLoop = "LCG4005";
    public const string CaughtCancellation = "LCG4006";
    public const string Unreleased = "LCG4007";
    public const string KeptToken = "LCG4008";
    public const string UsedTooEarly = "LCG4009";
    public const string UsedTooLate = "LCG4010";
    public const string EndedTooLate = "LCG4011";
    public const string DroppedWorkerTask = "LCG5001";
    public const string DroppedExitCode = "LCG5002";
    public const string WorkerNameTaken = "LCG5003";
    public const string EmptyWorker = "LCG5004";
    public const string ManifestFormat = "LCG6001";
    public const string HiddenNeed = "LCG6002";
    public const string NoManifest = "LCG6003";
    public const string GeneratorFailed = "LCG9001";
    public const string WrongGraphUnreported = "LCG9002";
}
