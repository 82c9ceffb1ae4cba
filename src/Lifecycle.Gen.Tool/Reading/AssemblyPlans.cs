using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Lifecycle.Tool.Reading;

/// <summary>
/// The plans of the workers in an assembly. A plan is data that the generator wrote into the initializer of a static field of its worker: the few instructions
/// that make it are followed, and no other.
/// </summary>
internal static class AssemblyPlans
{
    private const string Namespace = "Lifecycle";
    private const string WorkerType = "LifecycleWorker";

    /// <summary>Reads an assembly.</summary>
    public static IReadOnlyList<WorkerPlan> Read(PEReader image, string path)
    {
        var metadata = image.GetMetadataReader();
        var plans = new List<WorkerPlan>();
        foreach (var handle in metadata.TypeDefinitions)
        {
            var type = metadata.GetTypeDefinition(handle);
            if (IsWorker(metadata, type.BaseType) && MethodOf(metadata, type, ".cctor") is { } initializer)
                plans.AddRange(Follow(image, metadata, initializer, MethodOf(metadata, type, "DescribePlan"), path, metadata.GetString(type.Name)));
        }

        plans.Sort(static (one, other) => string.CompareOrdinal(one.Worker, other.Worker));
        return plans;
    }

    private static bool IsWorker(MetadataReader metadata, EntityHandle handle)
    {
        if (handle.IsNil || handle.Kind != HandleKind.TypeReference)
            return false;

        var type = metadata.GetTypeReference((TypeReferenceHandle)handle);
        return metadata.StringComparer.Equals(type.Name, WorkerType) && metadata.StringComparer.Equals(type.Namespace, Namespace);
    }

    private static MethodDefinition? MethodOf(MetadataReader metadata, TypeDefinition type, string name)
    {
        foreach (var handle in type.GetMethods())
        {
            var method = metadata.GetMethodDefinition(handle);
            if (metadata.StringComparer.Equals(method.Name, name) && method.RelativeVirtualAddress != 0)
                return method;
        }

        return null;
    }

    private static IReadOnlyList<WorkerPlan> Follow(
        PEReader image, MetadataReader metadata, MethodDefinition initializer, MethodDefinition? description, string path, string worker)
    {
        try
        {
            var interpreter = new PlanInterpreter(image, metadata);
            return interpreter.Run(initializer, description is { } method ? interpreter.Describe(method) : null);
        }
        catch (Exception fault) when (fault is NotSupportedException or BadImageFormatException or InvalidOperationException or ArgumentException
            or InvalidCastException or IndexOutOfRangeException or KeyNotFoundException or FormatException)
        {
            var version = metadata.GetAssemblyDefinition().GetAssemblyName();
            throw new ToolException(
                $"The plan of {worker} in {path} ({version.Name} {version.Version}) is written in a way that this version of the tool does not know: "
                + $"{fault.Message} Use the tool of the version of Lifecycle.Gen that compiled it.");
        }
    }
}
