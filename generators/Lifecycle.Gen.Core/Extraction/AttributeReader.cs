using System.Collections.Immutable;
using Lifecycle.Core.Collections;
using Lifecycle.Core.Findings;
using Lifecycle.Core.Units;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Lifecycle.Core.Extraction;

/// <summary>Attributes → typed options.</summary>
public static class AttributeReader
{
    /// <summary>The phase that an attribute stands for; <see langword="null"/> when it is another attribute.</summary>
    public static Phase? PhaseOf(AttributeData attribute) => attribute.AttributeClass is { } type ? PhaseOfClass(type) : null;

    /// <summary>The built-in phase that an attribute class stands for; <see langword="null"/> when it is another class.</summary>
    public static Phase? PhaseOfClass(ITypeSymbol type) => RuntimeTypes.IsIn(type, "Lifecycle") ? PhaseTable.OfAttribute(type.Name) : null;

    /// <summary>The options of a phase attribute.</summary>
    /// <param name="attribute">The attribute.</param>
    /// <param name="order">Its <c>Order</c>.</param>
    public static HookOptions HookOptionsOf(AttributeData attribute, out int order)
    {
        order = 0;
        var options = HookOptions.None;
        foreach (var argument in attribute.NamedArguments)
        {
            // An argument of the wrong type is the compiler's to report.
            switch (argument.Key, argument.Value.Value)
            {
                case ("Order", int value):
                    order = value;
                    break;
                case ("TimeoutSeconds", double value):
                    options = options with { TimeoutSeconds = value };
                    break;
                case ("Retries", int value):
                    options = options with { Retries = value };
                    break;
                case ("RetryDelaySeconds", double value):
                    options = options with { RetryDelaySeconds = value };
                    break;
                case ("Backoff", int value):
                    options = options with { ExponentialBackoff = value == (int)Backoff.Exponential };
                    break;
                case ("Jitter", bool value):
                    options = options with { Jitter = value };
                    break;
                case ("OnFailure", int value and >= 0 and <= (int)FailurePolicy.Ignore):
                    options = options with { OnFailure = (FailurePolicy)value };
                    break;
                case ("OnCompletion", int value and >= 0 and <= (int)CompletionPolicy.Restart):
                    options = options with { OnCompletion = (CompletionPolicy)value };
                    break;
                case ("EndsInDrain", bool value):
                    options = options with { EndsInDrain = value };
                    break;
                case ("MaxRestarts", int value):
                    options = options with { MaxRestarts = value };
                    break;
                case ("RestartWindowSeconds", double value):
                    options = options with { RestartWindowSeconds = value };
                    break;
                case ("RestartDelaySeconds", double value):
                    options = options with { RestartDelaySeconds = value };
                    break;
                case ("CacheSeconds", double value):
                    options = options with { CacheSeconds = value };
                    break;
            }
        }

        return options;
    }

    /// <summary>The id that <c>[Unit(Id = …)]</c> gives; <see langword="null"/> when it gives none.</summary>
    public static string? UnitId(INamedTypeSymbol type)
    {
        foreach (var argument in NamedArguments(type, "UnitAttribute"))
        {
            if (argument is { Key: "Id", Value.Value: string { Length: > 0 } id })
                return id;
        }

        return null;
    }

    /// <summary>The name of the unit's property in workers, if <c>[Unit(Name = …)]</c> gives one; adds to the findings.</summary>
    public static string? PropertyName(INamedTypeSymbol type, string key, ICollection<Finding> findings)
    {
        var attributes = type.GetAttributes();
        for (var i = 0; i < attributes.Length; i++)
        {
            if (RuntimeTypes.LifecycleName(attributes[i]) != "UnitAttribute")
                continue;

            foreach (var argument in attributes[i].NamedArguments)
            {
                if (argument is not { Key: "Name", Value.Value: string name })
                    continue;
                if (SyntaxFacts.IsValidIdentifier(name))
                    return name;

                findings.Add(new Finding(
                    RuleIds.AttributeArgument,
                    SubjectKey.OfAttribute(key, i),
                    type.Name,
                    $"Name is \"{name}\", which no property can be called",
                    "Write an identifier, or leave Name out for one that follows from the name of the class"));
            }
        }

        return null;
    }

    /// <summary>The metadata in <c>[Unit]</c>.</summary>
    public static MetadataModel Metadata(INamedTypeSymbol type)
    {
        var metadata = MetadataModel.None;
        foreach (var argument in NamedArguments(type, "UnitAttribute"))
        {
            metadata = argument switch
            {
                { Key: "Version", Value.Value: string text } => metadata with { Version = text },
                { Key: "DisplayName", Value.Value: string text } => metadata with { DisplayName = text },
                { Key: "Author", Value.Value: string text } => metadata with { Author = text },
                { Key: "Description", Value.Value: string text } => metadata with { Description = text },
                _ => metadata,
            };
        }

        return metadata;
    }

    /// <summary>The value of an option of <c>[Unit]</c> that is <see langword="true"/> by default.</summary>
    public static bool Holds(INamedTypeSymbol type, string option) =>
        !NamedArguments(type, "UnitAttribute").Any(argument => argument.Key == option && argument.Value.Value is false);

    /// <summary>Whether a unit and what needs it wait for something outside of the worker.</summary>
    public static bool IsStandby(INamedTypeSymbol type) =>
        NamedArguments(type, "UnitAttribute").Any(argument => argument is { Key: "Standby", Value.Value: true });

    /// <summary>Whether a worker without mixins has all units of referenced assemblies.</summary>
    public static bool IncludesReferenced(INamedTypeSymbol type) =>
        NamedArguments(type, "WorkerAttribute").Any(argument => argument is { Key: "IncludeReferenced", Value.Value: true });

    /// <summary>What an attribute of ours, which a class has at most once, is given by name.</summary>
    private static ImmutableArray<KeyValuePair<string, TypedConstant>> NamedArguments(INamedTypeSymbol type, string attributeName)
    {
        foreach (var attribute in type.GetAttributes())
        {
            if (RuntimeTypes.LifecycleName(attribute) == attributeName)
                return attribute.NamedArguments;
        }

        return [];
    }

    /// <summary>The ordering attributes of a class.</summary>
    public static EquatableArray<OrderingModel> Orderings(INamedTypeSymbol type, string key)
    {
        List<OrderingModel>? found = null;
        var attributes = type.GetAttributes();
        for (var i = 0; i < attributes.Length; i++)
        {
            var name = RuntimeTypes.LifecycleName(attributes[i]);
            if (name is "DependsOnAttribute" or "StartsBeforeAttribute"
                && attributes[i].AttributeClass is { TypeArguments: [var target] }
                && UnresolvedTypes.HasName(target))
            {
                (found ??= []).Add(new OrderingModel(name == "StartsBeforeAttribute", TypeNames.Of(target), SubjectKey.OfAttribute(key, i))
                {
                    Accepted = Variance.Sources(target),
                });
            }
        }

        return found?.ToEquatableArray() ?? [];
    }

    /// <summary>The inputs that a worker's attributes name.</summary>
    public static EquatableArray<InputChoice> WorkerInputs(INamedTypeSymbol type, string key)
    {
        List<InputChoice>? inputs = null;
        var attributes = type.GetAttributes();
        for (var i = 0; i < attributes.Length; i++)
        {
            if (RuntimeTypes.LifecycleName(attributes[i]) == "InputAttribute"
                && attributes[i].AttributeClass is { TypeArguments: [{ TypeKind: not TypeKind.Error } unit] }
                && attributes[i].ConstructorArguments is [{ Value: string parameter }])
            {
                var name = attributes[i].NamedArguments.FirstOrDefault(argument => argument.Key == "Name").Value.Value as string;
                (inputs ??= []).Add(new InputChoice(TypeNames.Of(unit), parameter, name, SubjectKey.OfAttribute(key, i)));
            }
        }

        return inputs?.ToEquatableArray() ?? [];
    }

    /// <summary>The instance that <c>[Instance("…")]</c> at a parameter names; <see langword="null"/> without one.</summary>
    public static string? InstanceOf(IParameterSymbol parameter)
    {
        foreach (var attribute in parameter.GetAttributes())
        {
            if (attribute is { AttributeClass.IsGenericType: false, ConstructorArguments: [{ Value: string name }] }
                && RuntimeTypes.LifecycleName(attribute) == "InstanceAttribute")
                return name;
        }

        return null;
    }

    /// <summary>The instances that a worker's attributes name; adds to the findings.</summary>
    public static EquatableArray<InstanceModel> Instances(INamedTypeSymbol type, string key, ICollection<Finding> findings)
    {
        List<InstanceModel>? found = null;
        var attributes = type.GetAttributes();
        for (var i = 0; i < attributes.Length; i++)
        {
            if (RuntimeTypes.LifecycleName(attributes[i]) != "InstanceAttribute"
                || attributes[i] is not
                {
                    AttributeClass.TypeArguments: [{ TypeKind: not TypeKind.Error } unit],
                    ConstructorArguments: [{ Value: var value }],
                })
                continue;

            var name = value as string ?? "";
            var subject = SubjectKey.OfAttribute(key, i);
            if (MemberNames.IsInstanceName(name))
                (found ??= []).Add(new InstanceModel(TypeNames.Of(unit), name, subject));
            else
                findings.Add(new Finding(
                    RuleIds.AttributeArgument,
                    subject,
                    type.Name,
                    $"an instance of {unit.Name} is named \"{name}\", which can be no part of the names of its property and inputs",
                    "Write a letter, then letters, digits, '-', '_' and '.'"));
        }

        return found?.ToEquatableArray() ?? [];
    }
}
