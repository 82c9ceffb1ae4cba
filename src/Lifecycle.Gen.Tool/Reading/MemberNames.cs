using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace Lifecycle.Tool.Reading;

/// <summary>The names behind the tokens of instructions.</summary>
internal sealed class MemberNames(MetadataReader metadata)
{
    /// <summary>A method by the type that has it, its name and the number of its parameters.</summary>
    public (string Type, string Name, int Parameters) Of(int token)
    {
        var handle = MetadataTokens.EntityHandle(token);
        if (handle.Kind == HandleKind.MethodSpecification)
            handle = metadata.GetMethodSpecification((MethodSpecificationHandle)handle).Method;

        if (handle.Kind == HandleKind.MethodDefinition)
        {
            var definition = metadata.GetMethodDefinition((MethodDefinitionHandle)handle);
            return (NameOf(definition.GetDeclaringType()), metadata.GetString(definition.Name), ParametersIn(definition.Signature));
        }

        var reference = metadata.GetMemberReference((MemberReferenceHandle)handle);
        return (NameOf(reference.Parent), metadata.GetString(reference.Name), ParametersIn(reference.Signature));
    }

    /// <summary>The number of bytes in a field of constant data.</summary>
    public int SizeOf(FieldDefinition field)
    {
        var signature = metadata.GetBlobReader(field.Signature);
        signature.ReadSignatureHeader();
        return signature.ReadSignatureTypeCode() switch
        {
            SignatureTypeCode.Byte or SignatureTypeCode.SByte => 1,
            SignatureTypeCode.Int16 or SignatureTypeCode.UInt16 => 2,
            SignatureTypeCode.Int32 or SignatureTypeCode.UInt32 => 4,
            SignatureTypeCode.Int64 or SignatureTypeCode.UInt64 => 8,
            _ => metadata.GetTypeDefinition((TypeDefinitionHandle)signature.ReadTypeHandle()).GetLayout().Size,
        };
    }

    private string NameOf(EntityHandle handle)
    {
        switch (handle.Kind)
        {
            case HandleKind.TypeDefinition:
                var definition = metadata.GetTypeDefinition((TypeDefinitionHandle)handle);
                return Joined(definition.Namespace, definition.Name);
            case HandleKind.TypeReference:
                var reference = metadata.GetTypeReference((TypeReferenceHandle)handle);
                return Joined(reference.Namespace, reference.Name);
            case HandleKind.TypeSpecification:
                // Of a generic type: its kind, then the type itself, then the arguments.
                var signature = metadata.GetBlobReader(metadata.GetTypeSpecification((TypeSpecificationHandle)handle).Signature);
                if (signature.ReadSignatureTypeCode() != SignatureTypeCode.GenericTypeInstance)
                    return "array";

                signature.ReadSignatureTypeCode();
                return NameOf(signature.ReadTypeHandle());
            default:
                return handle.Kind.ToString();
        }
    }

    private string Joined(StringHandle space, StringHandle name) =>
        space.IsNil ? metadata.GetString(name) : $"{metadata.GetString(space)}.{metadata.GetString(name)}";

    private int ParametersIn(BlobHandle signature)
    {
        var reader = metadata.GetBlobReader(signature);
        if (reader.ReadSignatureHeader().IsGeneric)
            reader.ReadCompressedInteger();

        return reader.ReadCompressedInteger();
    }
}
