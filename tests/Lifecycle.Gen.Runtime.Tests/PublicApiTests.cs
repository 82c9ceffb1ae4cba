using System.ComponentModel;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace Lifecycle.Runtime.Tests;

/// <summary>
/// The public surface as it was approved in <c>PublicApi.verified.txt</c>. What differs is beside it in <c>PublicApi.received.txt</c>:
/// replace the one by the other when the change is meant.
/// </summary>
public class PublicApiTests
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly NullabilityInfoContext s_nullability = new();

    [Fact]
    public void The_public_surface_is_the_approved_one()
    {
        var verified = Path.Combine(Folder(), "PublicApi.verified.txt");
        var received = Path.Combine(Folder(), "PublicApi.received.txt");
        File.Delete(received);
        var text = Describe(typeof(LifecycleWorker).Assembly);
        if (File.Exists(verified) && string.Equals(File.ReadAllText(verified), text, StringComparison.Ordinal))
            return;

        File.WriteAllText(received, text);
        Assert.Fail($"The public surface has changed: {received}\n{text}");
    }

    private static string Folder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;

    private static string Describe(Assembly assembly)
    {
        var text = new StringBuilder();
        foreach (var type in assembly.GetExportedTypes().OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            text.Append(Header(type)).Append('\n');
            foreach (var member in type.GetMembers(Declared).Select(member => Describe(type, member)).OfType<string>().Order(StringComparer.Ordinal))
                text.Append("    ").Append(member).Append('\n');
        }

        return text.ToString();
    }

    private static string Header(Type type)
    {
        var text = new StringBuilder();
        if (type.GetCustomAttribute<AttributeUsageAttribute>(inherit: false) is { } usage)
            text.Append($"[AttributeUsage({usage.ValidOn}, AllowMultiple = {usage.AllowMultiple}, Inherited = {usage.Inherited})]\n");

        var kind = type.IsEnum ? "enum" : type.IsInterface ? "interface" : type.IsValueType ? "struct"
            : type is { IsAbstract: true, IsSealed: true } ? "static class" : type.IsAbstract ? "abstract class" : type.IsSealed ? "sealed class" : "class";
        text.Append(Hidden(type)).Append(kind).Append(' ').Append(type.Namespace).Append('.').Append(Name(type));
        if (type.IsEnum)
            return text.ToString();

        List<string> bases = [.. type.GetInterfaces().Except(type.BaseType?.GetInterfaces() ?? []).Select(Name).Order(StringComparer.Ordinal)];
        if (type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType))
            bases.Insert(0, Name(parent));

        return text.Append(bases.Count > 0 ? " : " + string.Join(", ", bases) : "").ToString();
    }

    private static string? Describe(Type type, MemberInfo member) => member switch
    {
        FieldInfo field when IsVisible(field) && !field.IsSpecialName =>
            Hidden(field) + Access(field) + (field.IsLiteral ? "const " : field.IsStatic ? "static " : "")
            + Name(field.FieldType) + Mark(s_nullability.Create(field)) + " " + field.Name + (field.IsLiteral ? $" = {field.GetRawConstantValue()}" : ""),
        PropertyInfo property when Accessors(property) is { Length: > 0 } accessors =>
            Hidden(property) + Modifiers(type, accessors[0]) + Name(property.PropertyType)
            + Mark(s_nullability.Create(property)) + " " + property.Name + " { " + string.Concat(accessors.Select(accessor => Accessor(property, accessor)))
            + "}",
        ConstructorInfo constructor when IsVisible(constructor) => Hidden(constructor) + Access(constructor) + Name(type) + Parameters(constructor),
        MethodInfo method when IsVisible(method) && (!method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal)) =>
            Hidden(method) + Modifiers(type, method)
            + Name(method.ReturnType) + Mark(s_nullability.Create(method.ReturnParameter)) + " " + method.Name + Generics(method) + Parameters(method),
        EventInfo @event when @event.AddMethod is { } add && IsVisible(add) =>
            Modifiers(type, add) + "event " + Name(@event.EventHandlerType!) + " " + @event.Name,
        _ => null,
    };

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static bool IsVisible(FieldInfo field) => field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly;

    private static MethodInfo[] Accessors(PropertyInfo property) => [.. property.GetAccessors(nonPublic: true).Where(IsVisible)];

    private static string Accessor(PropertyInfo property, MethodInfo accessor) =>
        accessor == property.GetMethod ? "get; " : accessor.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) ? "init; " : "set; ";

    private static string Access(FieldInfo field) => field.IsPublic ? "" : "protected ";

    private static string Access(MethodBase method) => method.IsPublic ? "" : "protected ";

    private static string Modifiers(Type type, MethodInfo method) =>
        Access(method) + (method.IsStatic ? "static " : type.IsInterface ? "" : method.IsAbstract ? "abstract "
            : method.GetBaseDefinition() != method ? "override " : method is { IsVirtual: true, IsFinal: false } ? "virtual " : "");

    /// <summary>Members for generated code only.</summary>
    private static string Hidden(MemberInfo member) =>
        member.GetCustomAttribute<EditorBrowsableAttribute>(inherit: false) is { State: EditorBrowsableState.Never } ? "[hidden] " : "";

    private static string Generics(MethodInfo method) => method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(Name))}>" : "";

    private static string Parameters(MethodBase method) => $"({string.Join(", ", method.GetParameters().Select(Parameter))})";

    private static string Parameter(ParameterInfo parameter)
    {
        var by = parameter.IsOut ? "out " : parameter.IsIn ? "in " : parameter.ParameterType.IsByRef
            ? "ref "
            : parameter.IsDefined(typeof(ParamArrayAttribute)) ? "params " : "";
        var value = parameter.HasDefaultValue ? $" = {parameter.DefaultValue ?? "default"}" : "";
        return $"{by}{Name(parameter.ParameterType)}{Mark(s_nullability.Create(parameter))} {parameter.Name}{value}";
    }

    private static string Mark(NullabilityInfo info) =>
        !info.Type.IsValueType && (info.ReadState == NullabilityState.Nullable || info.WriteState == NullabilityState.Nullable) ? "?" : "";

    private static string Name(Type type)
    {
        if (type.IsByRef)
            return Name(type.GetElementType()!);
        if (type.IsArray)
            return Name(type.GetElementType()!) + "[]";

        var name = type.IsNested && !type.IsGenericParameter ? Name(type.DeclaringType!) + "." + type.Name : type.Name;
        return type.IsGenericType ? $"{name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>" : name;
    }
}
