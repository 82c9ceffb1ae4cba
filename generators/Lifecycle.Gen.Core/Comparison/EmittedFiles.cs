using Lifecycle.Core.Composition;
using Lifecycle.Core.Emission;
using Lifecycle.Core.Manifest;
using Lifecycle.Core.Units;

namespace Lifecycle.Core.Comparison;

/// <summary>All files that a generator writes which sees one compilation, by their names.</summary>
internal static class EmittedFiles
{
    /// <summary>The files, and what each is about: the name in metadata of a unit or worker, nothing for that of the whole assembly.</summary>
    public static Dictionary<string, (string Text, string? About, bool IsPlan)> Of(CompilationUnits read)
    {
        var files = new Dictionary<string, (string Text, string? About, bool IsPlan)>(StringComparer.Ordinal);
        foreach (var unit in read.Units)
            Add(EmittedFile.OfUnit(unit.Body), unit.Body.Key, isPlan: false);
        foreach (var worker in read.Workers)
        {
            if (worker.Body is { } body)
                Add(EmittedFile.OfWorkerHooks(body), body.Key, isPlan: false);
        }

        var workers = read.Workers.Select(worker => worker.Worker);
        foreach (var plan in Composer.Plans(UnitSet.Sorted(read.Units.Select(unit => unit.Shape), read.Extensions, workers, read.Assembly, read.Referenced)))
            Add(EmittedFile.OfWorker(plan), plan.Key, isPlan: true);
        Add(EmittedFile.OfManifest(AssemblyManifest.Of(read.Units.Select(ManifestUnit.Of), read.Extensions)), null, isPlan: false);
        return files;

        void Add(EmittedFile? file, string? about, bool isPlan)
        {
            if (file is not null)
                files[file.Name] = (file.Text, about, isPlan);
        }
    }
}
