using Lifecycle.Core.Findings;
using Lifecycle.Core.Units;

namespace Lifecycle.Core.Manifest;

/// <summary>Models → the text of a manifest. <see cref="ManifestParser"/> reads the same words in the same order: a new one is added to both.</summary>
public sealed class ManifestWriter
{
    private readonly ManifestText.Writer _words = new();

    private ManifestWriter()
    {
    }

    /// <summary>The text, in <see cref="AssemblyManifest.Format"/>.</summary>
    public static string Write(AssemblyManifest manifest)
    {
        var writer = new ManifestWriter();
        foreach (var unit in manifest.Units)
        {
            writer.Write(unit);
            writer._words.EndUnit();
        }

        return writer._words.ToString();
    }

    private void Write(ManifestUnit unit)
    {
        Write(unit.Shape);
        _words.List(unit.Hooks, Write);
    }

    private void Write(UnitShape unit)
    {
        _words.Text(unit.Key);
        Write(unit.Type);
        _words.Text(unit.Id);
        _words.Text(unit.Name);
        _words.Text(unit.Property);
        _words.Number((unit.IsUnit ? 1 : 0) + (unit.Maker is null ? 0 : ManifestText.IsValue));
        _words.Flag(unit.IsPublic);
        _words.Flag(unit.IsConstructorPublic);
        _words.Number((unit.AutoStart ? ManifestText.AutoStart : 0) | (unit.IsStandby ? ManifestText.IsStandby : 0));
        _words.Flag(unit.AutoInclude);
        _words.List(unit.Provides, _words.Text);
        _words.List(unit.Dependencies, Write);
        _words.List(unit.Orderings, Write);
        _words.List(unit.Variants, _words.Text);
        _words.List(unit.Warnings, _words.Text);
        _words.Flag(unit.Condition is not null);
        if (unit.Condition is { } condition)
            Write(condition);
        _words.Flag(unit.Extension is not null);
        if (unit.Extension is { } extension)
            Write(extension);
        _words.List(unit.Phases, Write);
        _words.List(unit.Contracts, Write);
        _words.Flag(unit.Open is not null);
        if (unit.Open is { } open)
        {
            _words.Number(open.Arity);
            _words.List(open.Provides, _words.Text);
        }
        if (unit.Maker is { } maker)
            Write(maker);
    }

    private void Write(MakerModel maker)
    {
        _words.Name(maker.Owner);
        _words.Text(maker.Class);
        _words.Text(maker.Member);
        _words.Name(maker.Call);
        _words.Flag(maker.IsLate);
        _words.Flag(maker.TakesToken);
    }

    private void Write(ContractModel contract)
    {
        _words.Text(contract.Key);
        _words.Flag(contract.IsPublic);
    }

    private void Write(CustomPhaseModel phase)
    {
        _words.Text(phase.Key);
        _words.Text(phase.Name);
        _words.Name(phase.Order);
        _words.Flag(phase.Anchor is not null);
        if (phase.Anchor is { } anchor)
        {
            _words.Flag(anchor.IsAfter);
            _words.Name(anchor.Phase);
            _words.Text(anchor.Key);
        }

        Write(phase.Subject);
    }

    private void Write(TypeRef type)
    {
        _words.Text(type.Key);
        _words.Text(type.Name == type.Key ? null : type.Name);
    }

    private void Write(DependencyModel dependency)
    {
        _words.Text(dependency.Name);
        Write(dependency.Type);
        _words.Flag(dependency.IsNullable);
        _words.Text(dependency.Default);
        _words.Text(dependency.Wanted == dependency.Type.Key ? null : dependency.Wanted);
        _words.Name(dependency.Kind);
        _words.Number(
            (dependency.IsPublic ? ManifestText.IsPublic : 0)
            + (dependency.Late is null ? 0 : ManifestText.IsLate)
            + (dependency.Hook is null ? 0 : ManifestText.IsOfHook));
        _words.Flag(dependency.IsCollection);
        _words.Flag(dependency.IsOwned);
        _words.Text(dependency.Element);
        _words.Text(dependency.Instance);
        _words.List(dependency.Accepted, _words.Text);
        _words.List(dependency.Warnings, _words.Text);
        if (dependency.Late is { } late)
            Write(late);
        if (dependency.Hook is { } hook)
            _words.Text(hook);
    }

    private void Write(LateModel late)
    {
        _words.Name(late.Kind);
        _words.Text(late.Type);
        _words.Flag(late.MayGiveNull);
        _words.Flag(late.IsUnordered);
    }

    private void Write(OrderingModel ordering)
    {
        _words.Flag(ordering.IsBefore);
        Write(ordering.Target);
        Write(ordering.Subject);
        _words.List(ordering.Accepted, _words.Text);
    }

    private void Write(ConditionModel condition)
    {
        _words.Text(condition.Method);
        _words.List(condition.Parameters, Write);
        Write(condition.Subject);
    }

    private void Write(ExtensionModel extension)
    {
        _words.Number(extension.Priority);
        _words.List(extension.Points, _words.Text);
    }

    private void Write(HookModel hook)
    {
        _words.Name(hook.Phase);
        _words.Number(hook.Step);
        _words.Text(hook.Method);
        _words.Name(hook.Returns);
        _words.Number((hook.TakesContext ? 1 : 0) + (hook.Takes.Count > 0 ? ManifestText.HasTakes : 0));
        _words.Flag(hook.TakesToken);
        _words.Name(hook.Call);
        _words.Number(hook.BaseStep);
        _words.Text(hook.Origin);
        _words.Flag(hook.Options != HookOptions.None);
        if (hook.Options != HookOptions.None)
            Write(hook.Options);
        _words.Flag(hook.Custom is not null);
        if (hook.Custom is { } custom)
        {
            _words.Text(custom.Key);
            _words.Text(custom.Name);
            _words.Number(custom.PhaseIndex);
            _words.Number(custom.BasePhaseIndex);
        }

        if (hook.Takes.Count > 0)
            _words.List(hook.Takes, Write);
    }

    private void Write(HookTake take)
    {
        _words.Number(take.Index);
        _words.Text(take.Type);
        _words.Flag(take.IsOptional);
    }

    private void Write(HookOptions options)
    {
        _words.Number(options.TimeoutSeconds);
        _words.Number(options.Retries);
        _words.Number(options.RetryDelaySeconds);
        _words.Flag(options.ExponentialBackoff);
        _words.Flag(options.Jitter);
        _words.Name(options.OnFailure);
        _words.Name(options.OnCompletion);
        _words.Flag(options.EndsInDrain);
        _words.Number(options.MaxRestarts);
        _words.Number(options.RestartWindowSeconds);
        _words.Number(options.RestartDelaySeconds);
        _words.Number(options.CacheSeconds);
    }

    /// <summary>The type of a subject is always the unit's own.</summary>
    private void Write(SubjectKey subject)
    {
        _words.Name(subject.Kind);
        _words.Number(subject.Index);
    }
}
