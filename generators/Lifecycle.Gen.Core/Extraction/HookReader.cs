using Lifecycle.Core.Collections;
using Lifecycle.Core.Findings;
using Lifecycle.Core.Units;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Core.Extraction;

/// <summary>The hooks of a class and its base classes, in the order in which they run.</summary>
internal sealed class HookReader
{
    private readonly INamedTypeSymbol _unit;
    private readonly List<Finding> _findings;
    private readonly PhaseReader _phases;
    private readonly List<HookDependency> _taken = [];

    private HookReader(INamedTypeSymbol unit, List<Finding> findings)
    {
        _unit = unit;
        _phases = PhaseReader.For(unit);
        _findings = findings;
    }

    /// <summary>The ids of the rules that it reports.</summary>
    internal static readonly IReadOnlyList<string> Rules = [RuleIds.TooManyHooks];

    /// <summary>Reads the hooks; adds to the findings. Methods that cannot be hooks are left out.</summary>
    /// <param name="unit">The class.</param>
    /// <param name="findings">What is wrong with hooks.</param>
    /// <param name="phases">The custom phases of the hooks, and those that these are anchored to.</param>
    /// <param name="taken">What the hooks take beside the context and the token.</param>
    public static EquatableArray<HookModel> Read(
        INamedTypeSymbol unit,
        List<Finding> findings,
        out EquatableArray<CustomPhaseModel> phases,
        out IReadOnlyList<HookDependency> taken)
    {
        var reader = new HookReader(unit, findings);
        var entries = reader.HooksOf(unit);
        phases = reader._phases.Phases;
        taken = reader._taken;
        if (entries is null)
            return [];

        entries.RemoveAll(entry => !reader.IsReachable(entry));
        LimitCount(entries, unit, findings);
        Number(entries, (entry, step, phaseIndex) => (entry.Step, entry.PhaseIndex) = (step, phaseIndex));
        reader.Take(entries);
        return entries.Select(entry => entry.ToModel(unit)).ToEquatableArray();
    }

    /// <summary>Numbers what the hooks take: first what the base unit's do, with the numbers that its file has.</summary>
    private void Take(List<HookEntry> entries)
    {
        // The manifest does not say what the base of a published unit takes, but the dependencies of that unit do.
        if (entries.Exists(entry => entry.BaseStep >= 0 && (entry.HasTakes || entry.IsPublished)))
            _taken.AddRange(TakenByBase());
        var key = TypeNames.MetadataName(_unit);
        foreach (var entry in entries)
        {
            if (entry.BaseStep >= 0 || !entry.HasTakes)
                continue;

            var takes = new List<HookTake>();
            foreach (var parameter in HookParameters.Of(entry.Method!))
            {
                var dependency = HookParameters.Read(parameter, _unit, key);
                takes.Add(new HookTake(_taken.Count, dependency.Type.Name, dependency.IsOptional));
                _taken.Add(new HookDependency(dependency, parameter));
            }

            entry.Takes = takes.ToEquatableArray();
        }
    }

    private IReadOnlyList<HookDependency> TakenByBase()
    {
        foreach (var parent in TypeWalk.BasesOf(_unit))
        {
            if (!HasInvoke(parent, _unit))
                continue;

            if (!IsSameAssembly(parent, _unit) && ManifestReader.UnitOf(parent) is { } published)
            {
                return
                [
                    .. published.Shape.Dependencies.Where(parameter => parameter.Hook is not null).Select(parameter => new HookDependency(parameter, null)),
                ];
            }

            Read(parent, [], out _, out var taken);
            return taken;
        }

        return [];
    }

    /// <summary>The number of a hook has room for so many of one phase; what is beyond would have the number of another phase.</summary>
    private static void LimitCount(List<HookEntry> entries, INamedTypeSymbol unit, List<Finding> findings)
    {
        if (entries.Count <= HookNumbers.MostHooks)
            return;

        foreach (var phase in entries.GroupBy(entry => (entry.Phase, entry.Custom?.Key)).Where(group => group.Count() > HookNumbers.MostHooks).ToList())
        {
            findings.Add(new Finding(
                RuleIds.TooManyHooks,
                SubjectKey.OfType(TypeNames.MetadataName(unit)),
                unit.Name,
                $"{phase.Count()} of {phase.First().Custom?.Name ?? phase.Key.Phase.ToString()}, where {HookNumbers.MostHooks} fit",
                "Call what belongs together from one hook, or divide the class into several units"));
            var beyond = new HashSet<HookEntry>(phase.Skip(HookNumbers.MostHooks));
            entries.RemoveAll(beyond.Contains);
        }
    }

    /// <summary>Whether generated code gives a class the method that derived units call its hooks through, private ones too.</summary>
    public static bool HasInvoke(INamedTypeSymbol type, INamedTypeSymbol derived) =>
        type is { IsAbstract: false, ContainingType: not { IsGenericType: true } }
            && RuntimeTypes.IsUnit(type)
            && (IsSameAssembly(type, derived) || ManifestReader.UnitOf(type) is not null);

    /// <summary>The hooks by phase, each phase in order; <see langword="null"/> for none.</summary>
    private List<HookEntry>? HooksOf(INamedTypeSymbol type)
    {
        // Of another assembly's class the compiler shows no private hooks.
        if (!IsSameAssembly(type, _unit) && RuntimeTypes.IsUnit(type) && ManifestReader.UnitOf(type) is { } published)
        {
            _phases.Include(published.Shape.Phases);
            return published.Hooks.Count == 0
                ? null
                : [.. published.Hooks.Select(hook => new HookEntry(hook, type) { Custom = hook.Custom is { } custom ? _phases[custom.Key] : null })];
        }

        var own = OwnHooks(type);
        var hooks = type.BaseType is { } parent && MayHaveHooks(parent) && HooksOf(parent) is { } inherited
            ? Merge(inherited, own ?? [], type)
            : own;
        if ((IsUnit(type) || HasInvoke(type, _unit)) && HostedContract.MethodsOf(type) is { Count: > 0 } hosted)
            hooks = InOrder([.. hosted.Select(method => new HookEntry(method, type))], hooks ?? []);
        if (hooks is not null && !IsUnit(type) && HasInvoke(type, _unit))
            Number(hooks, (entry, step, phaseIndex) => (entry.BaseStep, entry.BasePhaseIndex) = (step, phaseIndex));
        return hooks;
    }

    private static List<HookEntry> Merge(List<HookEntry> inherited, List<HookEntry> own, INamedTypeSymbol type)
    {
        // A contract is implemented once, by whichever class, and called through it.
        inherited.RemoveAll(static entry => entry.IsHosted);
        own.RemoveAll(hook => inherited.Exists(entry => entry.IsOverriddenBy(hook)));
        foreach (var entry in inherited)
            entry.LookForHiding(type);

        return InOrder(inherited, own);
    }

    /// <summary>By phase; in each phase the inherited ones first on the way up and last on the way down.</summary>
    private static List<HookEntry> InOrder(List<HookEntry> inherited, List<HookEntry> own)
    {
        var merged = new List<HookEntry>(inherited.Count + own.Count);
        foreach (var row in PhaseTable.Rows)
            Add(entry => entry.Phase == row.Phase, row.Course == PhaseCourse.Down);
        var customs = inherited.Concat(own).Select(entry => entry.Custom).OfType<CustomPhaseModel>().Distinct();
        foreach (var custom in customs.OrderBy(phase => phase.Key, StringComparer.Ordinal))
            Add(entry => entry.Custom?.Key == custom.Key, custom.Order == UnitOrder.Backward);
        return merged;

        void Add(Func<HookEntry, bool> isOfPhase, bool isOnTheWayDown)
        {
            var (first, second) = isOnTheWayDown ? (own, inherited) : (inherited, own);
            merged.AddRange(first.Where(isOfPhase));
            merged.AddRange(second.Where(isOfPhase));
        }
    }

    private List<HookEntry>? OwnHooks(INamedTypeSymbol type)
    {
        List<HookEntry>? own = null;
        var members = type.GetMembers();
        for (var i = 0; i < members.Length; i++)
        {
            if (members[i] is not IMethodSymbol { IsImplicitlyDeclared: false } method)
                continue;
            if (method.MethodKind is not (MethodKind.Ordinary or MethodKind.ExplicitInterfaceImplementation))
                continue;

            foreach (var attribute in method.GetAttributes())
            {
                var isCustom = attribute.AttributeClass is { } attributeClass && PhaseReader.IsCustom(attributeClass);
                var subject = SubjectKey.OfMember(TypeNames.MetadataName(type), i);
                if (IsUnit(type) && PhaseReader.FaultOfHook(method, attribute, subject) is { } fault)
                    _findings.Add(fault);
                if ((isCustom ? Phase.Custom : AttributeReader.PhaseOf(attribute)) is not { } phase)
                    continue;

                if (HookSignature.Check(method, phase, subject) is { } finding)
                {
                    // A base unit reports its own hooks.
                    if (IsUnit(type) || !HasInvoke(type, _unit))
                        _findings.Add(finding);
                    continue;
                }

                // An unknown type is the compiler's to report; a call that names it would only add to that.
                if (method.ReturnType.TypeKind == TypeKind.Error || method.Parameters.Any(parameter => parameter.Type.TypeKind == TypeKind.Error))
                    continue;

                var custom = isCustom ? _phases.Read(attribute.AttributeClass!) : null;
                if (custom is not null && HookParameters.FaultOf(method, custom, subject) is { } early)
                {
                    if (IsUnit(type) || !HasInvoke(type, _unit))
                        _findings.Add(early);
                    continue;
                }

                var options = AttributeReader.HookOptionsOf(attribute, out var order);
                (own ??= []).Add(new HookEntry(method, phase, order, options, subject) { Custom = custom });
            }
        }

        own?.Sort(HookEntry.AsWritten);
        return own;
    }

    /// <summary>A hook of a base class that is no unit is called directly, so it has to be accessible and not hidden half way.</summary>
    private bool IsReachable(HookEntry entry)
    {
        var method = entry.Method;
        if (method is null || entry.BaseStep >= 0 || IsUnit(method.ContainingType))
            return true;

        var parent = method.ContainingType.Name;
        var isSameAssembly = IsSameAssembly(method.ContainingType, _unit);
        var isHere = method.DeclaredAccessibility switch
        {
            Accessibility.Private => false,
            Accessibility.Internal or Accessibility.ProtectedAndInternal => isSameAssembly,
            _ => true,
        };
        var reach = CanBeUnit(method.ContainingType) ? $"Make it protected, or mark {parent} with [Unit]" : "Make it protected";
        var (fault, remedy) = !isHere ? ($"it is not accessible in {_unit.Name}, and {parent} is no unit", reach)
            : entry.HiddenBy is { } hider && !IsUnit(hider) ? ($"{hider.Name}.{method.Name} hides it", "Override it there, or rename one of the two")
            : (null, "");
        if (fault is null)
            return true;

        var subject = isSameAssembly ? entry.Subject : SubjectKey.OfType(TypeNames.MetadataName(_unit));
        _findings.Add(HookSignature.Describe(method, subject, fault, remedy));
        return false;
    }

    private static bool CanBeUnit(INamedTypeSymbol type) => type is { IsAbstract: false, IsFileLocal: false, ContainingType: not { IsGenericType: true } };

    private static bool IsSameAssembly(INamedTypeSymbol type, INamedTypeSymbol other) =>
        SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, other.ContainingAssembly);

    private bool IsUnit(INamedTypeSymbol type) => SymbolEqualityComparer.Default.Equals(type, _unit);

    /// <summary>Members of referenced types are read only where their assembly can have hooks at all.</summary>
    private static bool MayHaveHooks(INamedTypeSymbol type)
    {
        if (type.SpecialType == SpecialType.System_Object || type.TypeKind == TypeKind.Error)
            return false;

        return !type.DeclaringSyntaxReferences.IsEmpty
            || ManifestReader.MayHaveUnits(type.ContainingAssembly)
            // Where all hooks are of custom phases, the only reference may be to the assembly of these.
            || type.ContainingAssembly.Modules.Any(module => module.ReferencedAssemblySymbols.Any(ManifestReader.MayHaveUnits));
    }

    private static void Number(List<HookEntry> hooks, Action<HookEntry, int, int> set)
    {
        var step = 0;
        var phaseIndex = -1;
        for (var i = 0; i < hooks.Count; i++)
        {
            step = i > 0 && hooks[i].IsOfPhaseOf(hooks[i - 1]) ? step + 1 : 0;
            if (hooks[i].Custom is not null && step == 0)
                phaseIndex++;
            set(hooks[i], step, phaseIndex);
        }
    }
}

/// <summary>A unit or value that hooks take.</summary>
/// <param name="Dependency">What it requires.</param>
/// <param name="Parameter">The parameter, where the compiler shows it.</param>
internal sealed record HookDependency(DependencyModel Dependency, IParameterSymbol? Parameter);
