using Lifecycle.Core.Collections;
using Lifecycle.Core.Findings;
using Lifecycle.Core.Units;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Core.Extraction;

/// <summary>Custom phases: the attribute classes of one class's hooks, and all that these are anchored to. LCG2011 reports what is wrong with one.</summary>
public sealed class PhaseReader
{
    /// <summary>The ids of the rules that it reports.</summary>
    internal static readonly IReadOnlyList<string> Rules = [RuleIds.CustomPhase];

    private const string Marker = "PhaseAttribute";

    private readonly INamedTypeSymbol _user;
    private SortedDictionary<string, CustomPhaseModel>? _phases;

    private PhaseReader(INamedTypeSymbol user) => _user = user;

    /// <summary>The phases read so far with those that they are anchored to; ordinal order of the keys.</summary>
    public EquatableArray<CustomPhaseModel> Phases => _phases?.Values.ToEquatableArray() ?? [];

    /// <summary>A phase that was read.</summary>
    public CustomPhaseModel? this[string key] => _phases is not null && _phases.TryGetValue(key, out var phase) ? phase : null;

    /// <summary>A reader for the hooks of a class.</summary>
    public static PhaseReader For(INamedTypeSymbol user) => new(user);

    /// <summary>A class that declares a phase, used or not; <see langword="null"/> for others.</summary>
    public static EquatableArray<CustomPhaseModel> Declared(INamedTypeSymbol type)
    {
        if (!IsCustom(type))
            return [];

        var reader = new PhaseReader(type);
        _ = reader.Read(type);
        return reader.Phases;
    }

    /// <summary>What is wrong with a class that is marked as a phase and is none; <see langword="null"/> when nothing is.</summary>
    public static Finding? FaultOfMarked(INamedTypeSymbol type)
    {
        if (MarkerOf(type) is not { Index: >= 0 } marker || IsPhase(type))
            return null;

        var key = TypeNames.MetadataName(type);
        return new Finding(
            RuleIds.CustomPhase,
            SubjectKey.OfAttribute(key, marker.Index),
            type.Name,
            "it does not derive from PhaseAttribute, so that no hook can be marked with it",
            $"Write 'class {type.Name} : PhaseAttribute'");
    }

    /// <summary>
    /// What is wrong with a method marked <c>[Phase]</c>, which belongs on the class of a phase's attribute; <see langword="null"/> when nothing is.
    /// </summary>
    public static Finding? FaultOfHook(IMethodSymbol method, AttributeData attribute, SubjectKey subject) => RuntimeTypes.LifecycleName(attribute) == Marker
        ? new Finding(
            RuleIds.CustomPhase,
            subject,
            $"{method.ContainingType.Name}.{method.Name}",
            "[Phase] stands on a method, and tells of the class of an attribute where its phase belongs",
            "Mark the hook with the attribute of its phase, such as [OnStartup]")
        : null;

    /// <summary>Whether an attribute class is a custom phase, and not one of the library's.</summary>
    public static bool IsCustom(INamedTypeSymbol type) => !IsLibrary(type) && IsPhase(type);

    /// <summary>Adds the phases of another assembly's manifest.</summary>
    public void Include(EquatableArray<CustomPhaseModel> phases)
    {
        _phases ??= new SortedDictionary<string, CustomPhaseModel>(StringComparer.Ordinal);
        foreach (var phase in phases)
        {
            if (!_phases.ContainsKey(phase.Key))
                _phases.Add(phase.Key, phase);
        }
    }

    /// <summary>The phase of an attribute class.</summary>
    public CustomPhaseModel Read(INamedTypeSymbol attributeClass)
    {
        var type = attributeClass.OriginalDefinition;
        var key = TypeNames.MetadataName(type);
        _phases ??= new SortedDictionary<string, CustomPhaseModel>(StringComparer.Ordinal);
        if (_phases.TryGetValue(key, out var known))
            return known;

        var (marker, index) = MarkerOf(type);
        var isHere = SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, _user.ContainingAssembly);
        var subject = !isHere ? SubjectKey.OfType(TypeNames.MetadataName(_user)) : index < 0 ? SubjectKey.OfType(key) : SubjectKey.OfAttribute(key, index);
        var findings = new List<Finding>();
        var named = marker?.NamedArguments ?? [];
        var after = named.FirstOrDefault(argument => argument.Key == "After").Value.Value as ITypeSymbol;
        var before = named.FirstOrDefault(argument => argument.Key == "Before").Value.Value as ITypeSymbol;
        var order = named.FirstOrDefault(argument => argument.Key == "Order").Value.Value as int? ?? 0;
        if (after is not null && before is not null)
            Report("it has two anchors, After and Before, and can be in one place only", "Remove one of them");
        if (order is < 0 or > (int)UnitOrder.Parallel)
        {
            var written = order.ToString(System.Globalization.CultureInfo.InvariantCulture);
            Report($"its Order is {written}, which is no order over units", "Write PhaseOrder.Forward, PhaseOrder.Backward or PhaseOrder.Parallel");
        }

        var next = after ?? before;
        var anchor = next is null ? null : AnchorOf(next, isAfter: after is not null);
        if (next is not null && anchor is null && next.TypeKind != TypeKind.Error)
        {
            if (AttributeReader.PhaseOfClass(next) is { } phase)
            {
                var when = PhaseTable.RowOf(phase) is { Course: PhaseCourse.OnDemand }
                    ? "are asked at any time"
                    : "begin and end with their units' startup and shutdown";
                Report($"its anchor {phase} has no place of its own: such hooks {when}", "Name OnStartupAttribute or OnShutdownAttribute instead");
            }
            else
            {
                Report(
                    $"its anchor {next.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)} is no phase",
                    "Name the attribute of a phase, such as OnStartupAttribute or a class that derives from PhaseAttribute");
            }
        }

        var hasSuffix = type.Name.EndsWith("Attribute", StringComparison.Ordinal) && type.Name.Length > "Attribute".Length;
        var name = hasSuffix ? type.Name.Substring(0, type.Name.Length - "Attribute".Length) : type.Name;
        var model = new CustomPhaseModel(key, name, (UnitOrder)order, findings.Count == 0 ? anchor : null, subject, findings.ToEquatableArray());
        _phases.Add(key, model);
        if (anchor is { Phase: Phase.Custom })
            _ = Read((INamedTypeSymbol)next!);
        return model;

        void Report(string fault, string remedy) => findings.Add(new Finding(RuleIds.CustomPhase, subject, type.Name, fault, remedy));
    }

    private static PhaseAnchor? AnchorOf(ITypeSymbol type, bool isAfter)
    {
        if (AttributeReader.PhaseOfClass(type) is { } phase)
            return PhaseTable.RowOf(phase) is { CanBeAnchor: true } ? new PhaseAnchor(isAfter, phase, "") : null;

        return type is INamedTypeSymbol named && IsCustom(named)
            ? new PhaseAnchor(isAfter, Phase.Custom, TypeNames.MetadataName(named.OriginalDefinition))
            : null;
    }

    private static (AttributeData? Attribute, int Index) MarkerOf(INamedTypeSymbol type)
    {
        var attributes = type.GetAttributes();
        for (var i = 0; i < attributes.Length; i++)
        {
            if (RuntimeTypes.LifecycleName(attributes[i]) == Marker)
                return (attributes[i], i);
        }

        return (null, -1);
    }

    private static bool IsLibrary(INamedTypeSymbol type) => RuntimeTypes.IsIn(type, "Lifecycle");

    private static bool IsPhase(INamedTypeSymbol type)
    {
        for (var parent = type.BaseType; parent is not null and { SpecialType: not SpecialType.System_Object }; parent = parent.BaseType)
        {
            if (parent.Name == Marker && IsLibrary(parent))
                return true;
        }

        return false;
    }
}
