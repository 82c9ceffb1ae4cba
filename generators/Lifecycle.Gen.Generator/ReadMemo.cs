using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Generator;

/// <summary>
/// Reads each class once for as long as nothing declared in the compilation changes. Roslyn runs the readers of all classes again
/// at every edit; without this, a letter typed into some method's body would cost the binding of every unit.
/// </summary>
internal sealed class ReadMemo<T>(Func<GeneratorAttributeSyntaxContext, CancellationToken, T?> read)
    where T : class
{
    // Entries go with the syntax that they belong to.
    private readonly ConditionalWeakTable<SyntaxNode, Slot> _slots = new();

    /// <summary>The model of a class.</summary>
    public T? Read(GeneratorAttributeSyntaxContext context, CancellationToken token)
    {
        var declarations = CompilationDeclarations.Of(context.SemanticModel.Compilation);
        var slot = _slots.GetValue(context.TargetNode, static _ => new Slot());
        if (slot.Last is { } last && declarations.AreThoseOf(last.Declarations, token))
        {
            if (!ReferenceEquals(declarations, last.Declarations))
                slot.Last = new Reading(last.Model, declarations);
            return last.Model;
        }

        var model = read(context, token);
        slot.Last = new Reading(model, declarations);
        return model;
    }

    private sealed class Slot
    {
        private volatile Reading? _last;

        /// <summary>Several runs may come here at once: what belongs together is written in one piece.</summary>
        public Reading? Last
        {
            get => _last;
            set => _last = value;
        }
    }

    private sealed class Reading(T? model, CompilationDeclarations declarations)
    {
        public T? Model { get; } = model;

        public CompilationDeclarations Declarations { get; } = declarations;
    }
}
