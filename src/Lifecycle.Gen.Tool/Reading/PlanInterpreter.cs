using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Runtime.InteropServices;
using Lifecycle.Runtime;

namespace Lifecycle.Tool.Reading;

/// <summary>Follows the instructions that make a plan: constants, arrays, and the functions that return them.</summary>
internal sealed class PlanInterpreter(PEReader image, MetadataReader metadata)
{
    private readonly MemberNames _members = new(metadata);

    /// <summary>The plans that a static initializer makes. What else it does is passed over.</summary>
    public IReadOnlyList<WorkerPlan> Run(MethodDefinition initializer, PlanDetails? details)
    {
        var body = image.GetMethodBody(initializer.RelativeVirtualAddress);
        var code = body.GetILContent();
        var plans = new List<WorkerPlan>();
        var begin = -1;
        foreach (var instruction in Instruction.All(code))
        {
            // The name of the worker is the first of the arguments, and the only text among them.
            if (instruction.Code == ILOpCode.Ldstr)
            {
                begin = instruction.Offset;
            }
            else if (instruction.Code == ILOpCode.Newobj && begin >= 0 && _members.Of(instruction.Token).Type == "Lifecycle.WorkerPlan")
            {
                var parts = (PlanParts)Evaluate(code, begin)!;
                parts.Details = details;
                plans.Add(parts.ToPlan());
            }
        }

        return plans;
    }

    /// <summary>What a method returns that says more of a plan.</summary>
    public PlanDetails Describe(MethodDefinition method) => (PlanDetails)Evaluate(image.GetMethodBody(method.RelativeVirtualAddress).GetILContent(), 0)!;

    /// <summary>What a function without arguments returns.</summary>
    private object? Call(EntityHandle method)
    {
        var definition = metadata.GetMethodDefinition((MethodDefinitionHandle)method);
        return Evaluate(image.GetMethodBody(definition.RelativeVirtualAddress).GetILContent(), 0);
    }

    /// <summary>Follows instructions until one of them returns a value, or keeps a plan in its field.</summary>
    private object? Evaluate(ImmutableArray<byte> code, int offset)
    {
        var stack = new Stack<object?>();
        var locals = new Dictionary<int, object?>();
        while (true)
        {
            var instruction = Instruction.At(code, offset);
            offset = instruction.Next;
            switch (instruction.Code)
            {
                case ILOpCode.Nop:
                    break;
                case ILOpCode.Ret:
                    return stack.Pop();
                case ILOpCode.Stsfld:
                    if (stack.Pop() is PlanParts plan)
                        return plan;

                    break;
                case ILOpCode.Ldstr:
                    stack.Push(metadata.GetUserString(MetadataTokens.UserStringHandle(instruction.Token & 0xFFFFFF)));
                    break;
                case ILOpCode.Ldnull or ILOpCode.Ldsfld: // A field that keeps a function is empty at first.
                    stack.Push(null);
                    break;
                case ILOpCode.Ldftn:
                    stack.Push(MetadataTokens.EntityHandle(instruction.Token));
                    break;
                case ILOpCode.Dup:
                    stack.Push(stack.Peek());
                    break;
                case ILOpCode.Pop:
                    stack.Pop();
                    break;
                case ILOpCode.Br or ILOpCode.Br_s:
                    offset = instruction.Target;
                    break;
                case ILOpCode.Brtrue or ILOpCode.Brtrue_s:
                    if (stack.Pop() is not null)
                        offset = instruction.Target;

                    break;
                case ILOpCode.Newarr:
                    stack.Push(new object?[(int)stack.Pop()!]);
                    break;
                case ILOpCode.Stelem_ref or ILOpCode.Stelem or ILOpCode.Stelem_i2:
                    Store(stack);
                    break;
                case ILOpCode.Ldtoken or ILOpCode.Ldsflda:
                    stack.Push(DataOf(instruction.Token));
                    break;
                case ILOpCode.Newobj:
                    Make(instruction.Token, stack);
                    break;
                case ILOpCode.Call or ILOpCode.Callvirt:
                    Call(instruction.Token, stack);
                    break;
                case ILOpCode.Ldloca or ILOpCode.Ldloca_s:
                    stack.Push(new Local(instruction.Operand));
                    break;
                case ILOpCode.Initobj:
                    locals[((Local)stack.Pop()!).Index] = Array.Empty<ushort>();
                    break;
                case >= ILOpCode.Stloc_0 and <= ILOpCode.Stloc_3:
                    locals[(int)instruction.Code - (int)ILOpCode.Stloc_0] = stack.Pop();
                    break;
                case ILOpCode.Stloc or ILOpCode.Stloc_s:
                    locals[instruction.Operand] = stack.Pop();
                    break;
                case >= ILOpCode.Ldloc_0 and <= ILOpCode.Ldloc_3:
                    stack.Push(locals[(int)instruction.Code - (int)ILOpCode.Ldloc_0]);
                    break;
                case ILOpCode.Ldloc or ILOpCode.Ldloc_s:
                    stack.Push(locals[instruction.Operand]);
                    break;
                default:
                    stack.Push(instruction.Constant ?? throw new NotSupportedException($"There is an instruction {instruction.Code} in it."));
                    break;
            }
        }
    }

    private static void Store(Stack<object?> stack)
    {
        var value = stack.Pop();
        var index = (int)stack.Pop()!;
        ((object?[])stack.Pop()!)[index] = value;
    }

    private void Make(int token, Stack<object?> stack)
    {
        var constructor = _members.Of(token);
        var arguments = new object?[constructor.Parameters];
        for (var i = arguments.Length - 1; i >= 0; i--)
            arguments[i] = stack.Pop();

        stack.Push(constructor.Type switch
        {
            "Lifecycle.WorkerPlan" => new PlanParts((string)arguments[0]!, TextsOf(Call((EntityHandle)arguments[1]!)), NumbersOf(arguments[2])),
            "Lifecycle.PlanPhase" => new PlanPhase((string)arguments[0]!, (int)arguments[1]!, (int)arguments[2]! != 0, (int)arguments[3]!),
            "Lifecycle.PlanInput" => new PlanInput((string)arguments[0]!, (string)arguments[1]!, (int)arguments[2]! != 0, TextsOf(arguments[3])),
            "Lifecycle.PlanExtensionPoint" => new PlanExtensionPoint((string)arguments[0]!, TextsOf(arguments[1])),
            "Lifecycle.Runtime.PlanDetails" => new PlanDetails(ListOf<PlanInput>(arguments[0]), ListOf<PlanExtensionPoint>(arguments[1])),
            "System.Func`1" => arguments[1],
            "System.ValueTuple`2" => (Slot: (int)arguments[0]!, Condition: (string)arguments[1]!),
            "System.ReadOnlySpan`1" => NumbersOf(arguments[0]),
            var other => throw new NotSupportedException($"A {other} is made in it."),
        });
    }

    private void Call(int token, Stack<object?> stack)
    {
        var method = _members.Of(token);
        switch (method.Name)
        {
            case "CreateSpan" or "op_Implicit":
                break; // The data as they are.
            case "get_Empty" or "Empty":
                stack.Push(Array.Empty<ushort>());
                break;
            case "InitializeArray":
                var data = NumbersOf(stack.Pop());
                var array = (object?[])stack.Pop()!;
                for (var i = 0; i < array.Length; i++)
                    array[i] = (int)data[i];

                break;
            case "set_Conditions" or "set_OnRequest" or "set_Phases" or "set_Takes":
                var value = stack.Pop();
                Set((PlanParts)stack.Pop()!, method.Name, value);
                break;
            default:
                throw new NotSupportedException($"{method.Type}.{method.Name} is called in it.");
        }
    }

    private void Set(PlanParts plan, string setter, object? value)
    {
        if (setter == "set_Conditions")
            plan.Conditions = [.. ((object?[])Call((EntityHandle)value!)!).Cast<(int, string)>()];
        else if (setter == "set_OnRequest")
            plan.OnRequest = NumbersOf(value);
        else if (setter == "set_Phases") // What hooks take is for the engine alone: it is among the dependencies too.
            plan.Phases = [.. ((object?[])value!).Cast<PlanPhase>()];
    }

    private static string[] TextsOf(object? array) => ListOf<string>(array);

    /// <summary>An array of something; one without elements may have been made as one of numbers.</summary>
    private static T[] ListOf<T>(object? array) => array is ushort[] { Length: 0 } ? [] : [.. ((object?[])array!).Cast<T>()];

    private static ushort[] NumbersOf(object? value) => value switch
    {
        ushort[] numbers => numbers,
        object?[] array => [.. array.Select(static number => (ushort)(int)number!)],
        _ => throw new NotSupportedException("Its numbers are not constant."),
    };

    /// <summary>The bytes that a field of constant data is made of.</summary>
    private ushort[] DataOf(int token)
    {
        var field = metadata.GetFieldDefinition((FieldDefinitionHandle)MetadataTokens.EntityHandle(token));
        var address = field.GetRelativeVirtualAddress();
        if (address == 0)
            throw new NotSupportedException("Its numbers are not constant.");

        var size = _members.SizeOf(field);
        return MemoryMarshal.Cast<byte, ushort>(image.GetSectionData(address).GetContent(0, size).AsSpan()).ToArray();
    }

    private sealed record Local(int Index);
}
