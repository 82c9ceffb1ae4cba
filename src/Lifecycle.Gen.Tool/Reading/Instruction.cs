using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Runtime.InteropServices;

namespace Lifecycle.Tool.Reading;

/// <summary>One instruction of a method.</summary>
/// <param name="Offset">Where it begins.</param>
/// <param name="Next">Where the next one begins.</param>
/// <param name="Code">What it does.</param>
/// <param name="Operand">Its operand as a number: a token, a constant, an index or a distance.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Instruction(int Offset, int Next, ILOpCode Code, int Operand)
{
    private const byte Prefix = 0xFE;

    /// <summary>The operand, if it is a token.</summary>
    public int Token => Operand;

    /// <summary>Where a branch leads.</summary>
    public int Target => Next + Operand;

    /// <summary>The constant that it loads; <see langword="null"/> if it loads none.</summary>
    public int? Constant => Code switch
    {
        >= ILOpCode.Ldc_i4_m1 and <= ILOpCode.Ldc_i4_8 => (int)Code - (int)ILOpCode.Ldc_i4_0,
        ILOpCode.Ldc_i4 or ILOpCode.Ldc_i4_s => Operand,
        _ => null,
    };

    /// <summary>The instructions of a method in the order of its code.</summary>
    public static IEnumerable<Instruction> All(ImmutableArray<byte> code)
    {
        for (var offset = 0; offset < code.Length;)
        {
            var instruction = At(code, offset);
            yield return instruction;
            offset = instruction.Next;
        }
    }

    /// <summary>The instruction at a place.</summary>
    public static Instruction At(ImmutableArray<byte> code, int offset)
    {
        var begin = offset;
        var value = (int)code[offset++];
        if (value == Prefix)
            value = (value << 8) | code[offset++];

        var opcode = (ILOpCode)value;
        if (opcode == ILOpCode.Switch)
            return new Instruction(begin, offset + 4 + (4 * Read(code, offset, 4)), opcode, 0);

        var size = SizeOf(opcode);
        return new Instruction(begin, offset + size, opcode, Read(code, offset, size));
    }

    private static int Read(ImmutableArray<byte> code, int offset, int size) => size switch
    {
        1 => (sbyte)code[offset],
        2 => BinaryPrimitives.ReadInt16LittleEndian(code.AsSpan(offset, 2)),
        4 or 8 => BinaryPrimitives.ReadInt32LittleEndian(code.AsSpan(offset, 4)),
        _ => 0,
    };

    /// <summary>The size of the operand, as ECMA-335 III has it.</summary>
    private static int SizeOf(ILOpCode opcode) => opcode switch
    {
        >= ILOpCode.Ldarg_s and <= ILOpCode.Stloc_s => 1,
        ILOpCode.Ldc_i4_s or ILOpCode.Unaligned or ILOpCode.Leave_s => 1,
        >= ILOpCode.Br_s and <= ILOpCode.Blt_un_s => 1,
        >= ILOpCode.Ldarg and <= ILOpCode.Stloc => 2,
        ILOpCode.Ldc_i8 or ILOpCode.Ldc_r8 => 8,
        ILOpCode.Ldc_i4 or ILOpCode.Ldc_r4 or ILOpCode.Leave => 4,
        >= ILOpCode.Br and <= ILOpCode.Blt_un => 4,
        ILOpCode.Jmp or ILOpCode.Call or ILOpCode.Calli or ILOpCode.Callvirt => 4,
        >= ILOpCode.Cpobj and <= ILOpCode.Isinst => 4,
        ILOpCode.Unbox or ILOpCode.Box or ILOpCode.Newarr or ILOpCode.Ldelema => 4,
        >= ILOpCode.Ldfld and <= ILOpCode.Stobj => 4,
        ILOpCode.Ldelem or ILOpCode.Stelem or ILOpCode.Unbox_any or ILOpCode.Refanyval or ILOpCode.Mkrefany or ILOpCode.Ldtoken => 4,
        ILOpCode.Ldftn or ILOpCode.Ldvirtftn or ILOpCode.Initobj or ILOpCode.Constrained or ILOpCode.Sizeof => 4,
        _ => 0,
    };
}
