using Lifecycle.Core.Collections;
using Lifecycle.Core.Findings;
using Lifecycle.Core.Units;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Core.Extraction;

/// <summary>What the attributes of a worker say about its units.</summary>
internal sealed record WorkerParts(
    EquatableArray<MixinModel> Mixins,
    EquatableArray<BindingModel> Bindings,
    EquatableArray<ReplacementModel> Replacements,
    EquatableArray<DecorationModel> Decorations)
{
    /// <summary>Reads the attributes; a type with an error is the compiler's to report.</summary>
    public static WorkerParts Read(INamedTypeSymbol type, string key)
    {
        var mixins = new List<MixinModel>();
        var bindings = new List<BindingModel>();
        var replacements = new List<ReplacementModel>();
        var decorations = new List<DecorationModel>();
        var attributes = type.GetAttributes();
        for (var i = 0; i < attributes.Length; i++)
        {
            var subject = SubjectKey.OfAttribute(key, i);
            switch (RuntimeTypes.LifecycleName(attributes[i]), attributes[i].AttributeClass?.TypeArguments)
            {
                case ("MixinAttribute", [{ TypeKind: not TypeKind.Error } unit]):
                    mixins.Add(new MixinModel(TypeNames.Of(unit), subject));
                    break;
                case ("BindAttribute", [var contract, { TypeKind: not TypeKind.Error } unit])
                    when UnresolvedTypes.HasName(contract) && IsComplete(attributes[i], out var consumer, out var instance):
                    bindings.Add(new BindingModel(TypeNames.Of(contract), TypeNames.Of(unit), subject) { For = consumer, Instance = instance });
                    break;
                case ("ReplaceAttribute", [{ TypeKind: not TypeKind.Error } unit, { TypeKind: not TypeKind.Error } replacement]):
                    replacements.Add(new ReplacementModel(TypeNames.Of(unit), TypeNames.Of(replacement), subject));
                    break;
                case ("WithoutAttribute", [{ TypeKind: not TypeKind.Error } unit]):
                    replacements.Add(new ReplacementModel(TypeNames.Of(unit), By: null, subject));
                    break;
                case ("DecorateAttribute", [{ TypeKind: not TypeKind.Error } contract, { TypeKind: not TypeKind.Error } unit]):
                    decorations.Add(new DecorationModel(TypeNames.Of(contract), TypeNames.Of(unit), subject));
                    break;
            }
        }

        return new(mixins.ToEquatableArray(), bindings.ToEquatableArray(), replacements.ToEquatableArray(), decorations.ToEquatableArray());
    }

    /// <summary>Whether the unit that a binding is for, if it names one, is known.</summary>
    private static bool IsComplete(AttributeData binding, out TypeRef? consumer, out string? instance)
    {
        consumer = null;
        instance = null;
        foreach (var argument in binding.NamedArguments)
        {
            if (argument is { Key: "Instance", Value.Value: string name })
                instance = name;
            if (argument.Key != "For" || argument.Value.IsNull)
                continue;
            if (argument.Value.Value is not ITypeSymbol { TypeKind: not TypeKind.Error } type)
                return false;

            consumer = TypeNames.Of(type);
        }

        return true;
    }
}
