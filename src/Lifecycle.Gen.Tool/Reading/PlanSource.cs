using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Lifecycle.Tool.Reading;

/// <summary>The plans in a file: an assembly, whose metadata is read and of which nothing is run, or a plan as JSON.</summary>
internal static class PlanSource
{
    /// <summary>Reads a file.</summary>
    /// <returns>The plans by name of their workers; at least one.</returns>
    /// <exception cref="ToolException">There is no plan in it.</exception>
    public static IReadOnlyList<WorkerPlan> Read(string path)
    {
        try
        {
            if (string.Equals(Path.GetExtension(path), ".json", StringComparison.OrdinalIgnoreCase))
                return [PlanFile.Read(File.ReadAllText(path), path)];

            using var file = File.OpenRead(path);
            using var image = new PEReader(file);
            if (!IsAssembly(image))
                return ReadBeside(path);

            var plans = AssemblyPlans.Read(image, path);
            return plans.Count > 0 ? plans : throw new ToolException(
                $"{path} has no worker: a class marked [Worker], or the one that is generated in a program with units, has a plan. "
                + "A library of units has none.");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new ToolException($"{path} cannot be read: {fault.Message}");
        }
    }

    /// <summary>The plan of a worker by name.</summary>
    public static WorkerPlan Choose(IReadOnlyList<WorkerPlan> plans, string worker, string path)
    {
        var found = plans.Where(plan => plan.Worker == worker || plan.Worker.EndsWith("." + worker, StringComparison.Ordinal)).ToList();
        if (found.Count == 1)
            return found[0];

        var names = string.Join(", ", plans.Select(static plan => plan.Worker));
        throw new ToolException($"{path} has {(found.Count == 0 ? "no worker" : "more than one worker")} '{worker}'. Its workers: {names}.");
    }

    private static bool IsAssembly(PEReader image)
    {
        try
        {
            return image.HasMetadata && image.GetMetadataReader().IsAssembly;
        }
        catch (BadImageFormatException)
        {
            return false;
        }
    }

    /// <summary>The program that starts an assembly stands beside it.</summary>
    private static IReadOnlyList<WorkerPlan> ReadBeside(string path)
    {
        foreach (var assembly in new[] { Path.ChangeExtension(path, ".dll"), path + ".dll" })
        {
            if (assembly != path && File.Exists(assembly))
                return Read(assembly);
        }

        throw new ToolException(
            $"{path} is no .NET assembly. Of a native program the plan is written before it is published: lifecycle plan app.dll --format json > app.json, "
            + "and then read from that file.");
    }
}
