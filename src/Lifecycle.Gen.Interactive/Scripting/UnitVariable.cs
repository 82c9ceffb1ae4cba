using System.Reflection;
using System.Text;
using Lifecycle.Runtime;

namespace Lifecycle.Interactive.Scripting;

/// <summary>A unit of the worker as a variable of the prompt.</summary>
/// <param name="Name">The name of the worker's property, with a small first letter.</param>
/// <param name="Property">The property, which is read at each use.</param>
/// <param name="Type">What the variable is: the class of the unit, or the first public type that it is.</param>
internal sealed record UnitVariable(string Name, PropertyInfo Property, Type Type)
{
    /// <summary>The variables of a worker: its properties, and those of the classes that it derives from up to the library's.</summary>
    public static IReadOnlyList<UnitVariable> Of(Type worker)
    {
        var variables = new List<UnitVariable>();
        for (var type = worker; type is not null && type != typeof(LifecycleWorker); type = type.BaseType)
        {
            foreach (var property in type.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                if (property.GetMethod is not null && property.GetIndexParameters().Length == 0 && typeof(IUnit).IsAssignableFrom(property.PropertyType))
                    variables.Add(new UnitVariable(char.ToLowerInvariant(property.Name[0]) + property.Name[1..], property, VisibleOf(property.PropertyType)));
            }
        }

        return variables;
    }

    /// <summary>The declaration in C#.</summary>
    public string Declaration => $"{CodeOf(Type)} {Escaped(Name)} => ({CodeOf(Type)}){nameof(PromptGlobals.Unit)}(\"{Property.Name}\");";

    /// <summary>Scripts see public types alone.</summary>
    private static Type VisibleOf(Type type)
    {
        if (type.IsVisible)
            return type;

        var contract = type.GetInterfaces().FirstOrDefault(static other =>
            other.IsVisible && other != typeof(IUnit) && other != typeof(IDisposable) && other != typeof(IAsyncDisposable));
        return contract ?? VisibleOf(type.BaseType!);
    }

    private static string Escaped(string name) => "@" + name;

    private static string CodeOf(Type type)
    {
        if (type.IsArray)
            return $"{CodeOf(type.GetElementType()!)}[{new string(',', type.GetArrayRank() - 1)}]";

        var arguments = new Queue<Type>(type.GetGenericArguments());
        var chain = new Stack<Type>();
        for (var outer = type; outer is not null; outer = outer.DeclaringType)
            chain.Push(outer);

        var code = new StringBuilder("global::");
        if (type.Namespace is { } space)
            code.Append(space).Append('.');

        foreach (var part in chain)
        {
            var tick = part.Name.IndexOf('`');
            code.Append(tick < 0 ? part.Name : part.Name[..tick]);
            if (tick >= 0)
            {
                var count = int.Parse(part.Name.AsSpan(tick + 1), provider: null);
                code.Append('<').AppendJoin(", ", Enumerable.Range(0, count).Select(_ => CodeOf(arguments.Dequeue()))).Append('>');
            }

            code.Append('.');
        }

        return code.ToString(0, code.Length - 1);
    }
}
