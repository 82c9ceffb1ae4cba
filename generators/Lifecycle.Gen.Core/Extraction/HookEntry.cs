using Lifecycle.Core.Collections;
using Lifecycle.Core.Findings;
using Lifecycle.Core.Units;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Core.Extraction;

/// <summary>A hook while those of a class and its base classes are put in order.</summary>
internal sealed class HookEntry
{
    private readonly HookModel _model;
    private readonly int _order;
    private HookOptions _options;

    /// <summary>A hook that the compiler shows.</summary>
    public HookEntry(IMethodSymbol method, Phase phase, int order, HookOptions options, SubjectKey subject)
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
    public HookEntry(HookModel published, INamedTypeSymbol type)
    {
        Subject = SubjectKey.OfType(TypeNames.MetadataName(type));
        BaseStep = published.Step;
        BasePhaseIndex = published.Custom?.PhaseIndex ?? -1;
        _options = published.Options;
        _model = published with { Origin = published.Origin ?? type.Name };
    }

    /// <summary>A method that the host would call.</summary>
    public HookEntry(HostedMethod method, INamedTypeSymbol type)
    {
        Subject = SubjectKey.OfType(TypeNames.MetadataName(type));
        _options = HookOptions.None;
        var declaring = method.Implementation.ContainingType;
        _model = new HookModel(
            method.Phase,
            Step: 0,
            method.Name,
            HookReturn.Task,
            TakesContext: false,
            TakesToken: true,
            HookCall.Hosted,
            BaseStep: -1,
            SymbolEqualityComparer.Default.Equals(declaring, type) ? null : declaring.Name,
            _options);
    }

    /// <summary>Whether the worker calls it in place of the host.</summary>
    public bool IsHosted => _model.Call == HookCall.Hosted;

    /// <summary>Whether only the manifest of another assembly shows it.</summary>
    public bool IsPublished => Method is null && !IsHosted;

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

    /// <summary>What it takes, where the class that is read calls it itself.</summary>
    public EquatableArray<HookTake> Takes { get; set; } = [];

    /// <summary>Whether it takes anything but the context and the token.</summary>
    public bool HasTakes => Method is null ? _model.Takes.Count > 0 : !IsHosted && HookParameters.Of(Method).Any();

    public bool IsOfPhaseOf(HookEntry other) => Phase == other.Phase && Custom?.Key == other.Custom?.Key;

    /// <summary>By phase, then <c>Order</c>, then as written; over several files by path, because nothing else is the same on every machine.</summary>
    public static int AsWritten(HookEntry x, HookEntry y)
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
    public bool IsOverriddenBy(HookEntry other)
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
        Call = IsHosted ? HookCall.Hosted : BaseStep >= 0 ? HookCall.Forwarded : HiddenBy is not null ? HookCall.Base : HookCall.Direct,
        BaseStep = BaseStep,
        Origin = Method is not null && SymbolEqualityComparer.Default.Equals(Method.ContainingType, unit) ? null : _model.Origin,
        Options = _options,
        Takes = Takes,
        Custom = Custom is { } phase ? new CustomHook(phase.Key, phase.Name, PhaseIndex, BasePhaseIndex) : null,
    };

    private bool IsAlike(HookEntry other) =>
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
