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

    private HookReader(INamedTypeSymbol unit, List<Finding> findings)
    {
        _unit = unit;
        _phases = PhaseReader.For(unit);
        _findings = findings;
    }

    /// <summary>Reads the hooks; adds to the findings. Methods that cannot be hooks are left out.</summary>
    /// <param name="unit">The class.</param>
    /// <param name="findings">What is wrong with hooks.</param>
    /// <param name="phases">The custom phases of the hooks, and those that these are anchored to.</param>
    public static EquatableArray<HookModel> Read(INamedTypeSymbol unit, List<Finding> findings, out EquatableArray<CustomPhaseModel> phases)
    {
        var reader = new HookReader(unit, findings);
        var entries = reader.HooksOf(unit);
        phases = reader._phases.Phases;
        if (entries is null)
            return [];

        entries.RemoveAll(entry => !reader.IsReachable(entry));
        Number(entries, (entry, step, phaseIndex) => (entry.Step, entry.PhaseIndex) = (step, phaseIndex));
        return entries.Select(entry => entry.ToModel(unit)).ToEquatableArray();
    }

    /// <summary>Whether generated code gives a class the method that derived units call its hooks through, private ones too.</summary>
    public static bool HasInvoke(INamedTypeSymbol type, INamedTypeSymbol derived) =>
        type is { IsAbstract: false, ContainingType: not { IsGenericType: true } }
            && RuntimeTypes.IsUnit(type)
            && (IsSameAssembly(type, derived) || ManifestReader.UnitOf(type) is not null);

    /// <summary>The hooks by phase, each phase in order; <see langword="null"/> for none.</summary>
    private List<Entry>? HooksOf(INamedTypeSymbol type)
    {
        // Of another assembly's class the compiler shows no private hooks.
        if (!IsSameAssembly(type, _unit) && RuntimeTypes.IsUnit(type) && ManifestReader.UnitOf(type) is { } published)
        {
            _phases.Include(published.Shape.Phases);
            return published.Hooks.Count == 0
                ? null
                : [.. published.Hooks.Select(hook => new Entry(hook, type) { Custom = hook.Custom is { } custom ? _phases[custom.Key] : null })];
        }

        var own = OwnHooks(type);
        var hooks = type.BaseType is { } parent && MayHaveHooks(parent) && HooksOf(parent) is { } inherited
            ? Merge(inherited, own ?? [], type)
            : own;
        if (hooks is not null && !IsUnit(type) && HasInvoke(type, _unit))
            Number(hooks, (entry, step, phaseIndex) => (entry.BaseStep, entry.BasePhaseIndex) = (step, phaseIndex));
        return hooks;
    }

    private static List<Entry> Merge(List<Entry> inherited, List<Entry> own, INamedTypeSymbol type)
    {
        own.RemoveAll(hook => inherited.Exists(entry => entry.IsOverriddenBy(hook)));
        foreach (var entry in inherited)
            entry.LookForHiding(type);

        var merged = new List<Entry>(inherited.Count + own.Count);
        foreach (var row in PhaseTable.Rows)
            Add(entry => entry.Phase == row.Phase, row.Course == PhaseCourse.Down);
        var customs = inherited.Concat(own).Select(entry => entry.Custom).OfType<CustomPhaseModel>().Distinct();
        foreach (var custom in customs.OrderBy(phase => phase.Key, StringComparer.Ordinal))
            Add(entry => entry.Custom?.Key == custom.Key, custom.Order == UnitOrder.Backward);
        return merged;

        void Add(Func<Entry, bool> isOfPhase, bool isOnTheWayDown)
        {
            var (first, second) = isOnTheWayDown ? (own, inherited) : (inherited, own);
            merged.AddRange(first.Where(isOfPhase));
            merged.AddRange(second.Where(isOfPhase));
        }
    }

    private List<Entry>? OwnHooks(INamedTypeSymbol type)
    {
        List<Entry>? own = null;
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

                var options = AttributeReader.HookOptionsOf(attribute, out var order);
                (own ??= []).Add(new Entry(method, phase, order, options, subject) { Custom = isCustom ? _phases.Read(attribute.AttributeClass!) : null });
            }
        }

        own?.Sort(Entry.AsWritten);
        return own;
    }

    /// <summary>A hook of a base class that is no unit is called directly, so it has to be accessible and not hidden half way.</summary>
    private bool IsReachable(Entry entry)
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

    private static void Number(List<Entry> hooks, Action<Entry, int, int> set)
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

    private sealed class Entry
    {
        private readonly HookModel _model;
        private readonly int _order;
        private HookOptions _options;

        /// <summary>A hook that the compiler shows.</summary>
        public Entry(IMethodSymbol method, Phase phase, int order, HookOptions options, SubjectKey subject)
        {
            Method = method;
            Subject = subject;
            _order = order;
            _options = options;
            _model = new HookModel(
                phase,
                Step: 0,
                method.Name,
                HookSignature.ReturnOf(method) ?? HookReturn.Nothing,
                method.Parameters.Any(HookSignature.IsContext),
                method.Parameters.Any(HookSignature.IsToken),
                HookCall.Direct,
                BaseStep: -1,
                method.ContainingType.Name,
                options);
        }

        /// <summary>A hook that only the manifest of another assembly shows.</summary>
        public Entry(HookModel published, INamedTypeSymbol type)
        {
            Subject = SubjectKey.OfType(TypeNames.MetadataName(type));
            BaseStep = published.Step;
            BasePhaseIndex = published.Custom?.PhaseIndex ?? -1;
            _options = published.Options;
            _model = published with { Origin = published.Origin ?? type.Name };
        }

        /// <summary>The method, where the compiler shows it.</summary>
        public IMethodSymbol? Method { get; }

        public Phase Phase => _model.Phase;

        public CustomPhaseModel? Custom { get; init; }

        public SubjectKey Subject { get; }

        /// <summary>The first class on the way down that has another member of this name.</summary>
        public INamedTypeSymbol? HiddenBy { get; private set; }

        public int Step { get; set; }

        /// <summary>The step in the nearest base unit, or -1.</summary>
        public int BaseStep { get; set; } = -1;

        /// <summary>The index of its phase among the custom ones.</summary>
        public int PhaseIndex { get; set; }

        public int BasePhaseIndex { get; set; } = -1;

        public bool IsOfPhaseOf(Entry other) => Phase == other.Phase && Custom?.Key == other.Custom?.Key;

        /// <summary>By phase, then <c>Order</c>, then as written; over several files by path, because nothing else is the same on every machine.</summary>
        public static int AsWritten(Entry x, Entry y)
        {
            var result = x.Phase.CompareTo(y.Phase);
            if (result == 0)
                result = string.CompareOrdinal(x.Custom?.Key, y.Custom?.Key);
            if (result == 0)
                result = x._order.CompareTo(y._order);
            if (result == 0 && x.Method?.Locations is [{ SourceTree: { } first } here, ..] && y.Method?.Locations is [{ SourceTree: { } second } there, ..])
            {
                result = ReferenceEquals(first, second)
                    ? here.SourceSpan.Start.CompareTo(there.SourceSpan.Start)
                    : string.CompareOrdinal(DeclarationPosition.Portable(first.FilePath), DeclarationPosition.Portable(second.FilePath));
            }

            return result;
        }

        /// <summary>
        /// Whether another entry is this hook again, overridden: it runs once, where the base's would, with the options of the last override.
        /// </summary>
        public bool IsOverriddenBy(Entry other)
        {
            if (!other.IsOfPhaseOf(this))
                return false;

            for (var overridden = other.Method?.OverriddenMethod; overridden is not null; overridden = overridden.OverriddenMethod)
            {
                if (Method is null ? !IsAlike(other) : !SymbolEqualityComparer.Default.Equals(overridden, Method))
                    continue;

                _options = other._options;
                return true;
            }

            return false;
        }

        public void LookForHiding(INamedTypeSymbol type)
        {
            if (Method is null)
                return;

            foreach (var member in type.GetMembers(Method.Name))
            {
                var isOther = member is not IMethodSymbol { IsOverride: true } and not IMethodSymbol { MethodKind: MethodKind.ExplicitInterfaceImplementation };
                if (isOther && (member is not IMethodSymbol method || HasSameParameters(Method, method)))
                    HiddenBy ??= type;
            }
        }

        public HookModel ToModel(INamedTypeSymbol unit) => _model with
        {
            Step = Step,
            Call = BaseStep >= 0 ? HookCall.Forwarded : HiddenBy is not null ? HookCall.Base : HookCall.Direct,
            BaseStep = BaseStep,
            Origin = Method is not null && SymbolEqualityComparer.Default.Equals(Method.ContainingType, unit) ? null : _model.Origin,
            Options = _options,
            Custom = Custom is { } phase ? new CustomHook(phase.Key, phase.Name, PhaseIndex, BasePhaseIndex) : null,
        };

        private bool IsAlike(Entry other) =>
            other._model.Method == _model.Method && other._model.TakesToken == _model.TakesToken && other._model.TakesContext == _model.TakesContext;

        private static bool HasSameParameters(IMethodSymbol method, IMethodSymbol other)
        {
            if (method.Parameters.Length != other.Parameters.Length)
                return false;

            for (var i = 0; i < method.Parameters.Length; i++)
            {
                if (!SymbolEqualityComparer.Default.Equals(method.Parameters[i].Type, other.Parameters[i].Type))
                    return false;
            }

            return true;
        }
    }
}
