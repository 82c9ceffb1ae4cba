namespace Lifecycle.Generator;

/// <summary>The names of the pipeline's steps; tests query by them why a step ran again.</summary>
public static class TrackingNames
{
    /// <summary>What was read of each file: every class with <c>[Unit]</c>, <c>[Extension]</c> or <c>[Worker]</c>.</summary>
    public const string Files = nameof(Files);

    /// <summary>Every class with <c>[Unit]</c>, read.</summary>
    public const string Units = nameof(Units);

    /// <summary>What a unit's own file is made of.</summary>
    public const string UnitBodies = nameof(UnitBodies);

    /// <summary>What workers need to know of a unit.</summary>
    public const string UnitShapes = nameof(UnitShapes);

    /// <summary>Every class with <c>[Extension]</c> that is no unit, read.</summary>
    public const string Extensions = nameof(Extensions);

    /// <summary>What workers need to know of an extension that is no unit.</summary>
    public const string ExtensionShapes = nameof(ExtensionShapes);

    /// <summary>Every class with <c>[Worker]</c>, read.</summary>
    public const string Workers = nameof(Workers);

    /// <summary>What the file of a worker's own hooks is made of.</summary>
    public const string WorkerBodies = nameof(WorkerBodies);

    /// <summary>What plans need to know of a worker.</summary>
    public const string WorkerModels = nameof(WorkerModels);

    /// <summary>What decides about the default worker.</summary>
    public const string Assembly = nameof(Assembly);

    /// <summary>What the manifests of referenced assemblies offer.</summary>
    public const string Referenced = nameof(Referenced);

    /// <summary>What other assemblies may know of a unit.</summary>
    public const string ManifestUnits = nameof(ManifestUnits);

    /// <summary>What other assemblies may know of this one.</summary>
    public const string Manifest = nameof(Manifest);

    /// <summary>All that plans are made of, together.</summary>
    public const string UnitSet = nameof(UnitSet);

    /// <summary>One plan per worker.</summary>
    public const string Plans = nameof(Plans);

    /// <summary>Whether no analyzer will report what is wrong.</summary>
    public const string AnalyzersAreOff = nameof(AnalyzersAreOff);

    /// <summary>What is wrong with hooks; made only while analyzers are off.</summary>
    public const string HookFindings = nameof(HookFindings);

    /// <summary>The one thing to report instead of the analyzers.</summary>
    public const string UnreportedFinding = nameof(UnreportedFinding);

    /// <summary>What the generator itself got wrong.</summary>
    public const string Failures = nameof(Failures);
}
