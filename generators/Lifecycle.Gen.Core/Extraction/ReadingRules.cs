namespace Lifecycle.Core.Extraction;

/// <summary>The rules that readers report: what is wrong with a declaration, as opposed to a graph. Each reader declares its own.</summary>
public static class ReadingRules
{
    /// <summary>Their ids.</summary>
    public static IEnumerable<string> All =>
    [
        .. ConditionReader.Rules,
        .. ConstructorReader.Rules,
        .. DeclarationReader.Rules,
        .. ExtensionReader.Rules,
        .. GeneratedMembers.Rules,
        .. HookReader.Rules,
        .. HookSignature.Rules,
        .. LateAccessReader.Rules,
        .. MissingManifests.Rules,
        .. PhaseReader.Rules,
        .. ProvidedReader.Rules,
        .. WorkerReader.Rules,
    ];
}
