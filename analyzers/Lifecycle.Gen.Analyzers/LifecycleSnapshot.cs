using System.Runtime.CompilerServices;
using Lifecycle.Core.Composition;
using Lifecycle.Core.Extraction;
using Lifecycle.Core.Findings;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers;

/// <summary>
/// What is wrong with the units of one compilation, by the type that it is reported at. Made when the first type is looked at, and then shared by all; and kept for the
/// next compilation of the project, as most edits change neither a declaration nor what else was asked about the code.
/// </summary>
internal sealed class LifecycleSnapshot(Compilation compilation)
{
    // All files of a project lead to the same memory, and most of them are still there after an edit.
    private static readonly ConditionalWeakTable<SyntaxTree, Memory> s_memories = new();

    private readonly object _gate = new();
    private Dictionary<string, List<Finding>>? _findings;

    /// <summary>The findings by the name in metadata of the type or namespace to report them at.</summary>
    public IReadOnlyDictionary<string, List<Finding>> Findings(CancellationToken cancellationToken)
    {
        // Not a Lazy: it would keep the exception of a cancelled reading for good.
        lock (_gate)
            return _findings ??= Remember(cancellationToken);
    }

    private Dictionary<string, List<Finding>> Remember(CancellationToken cancellationToken)
    {
        var declarations = new CompilationDeclarations(compilation);
        var memory = MemoryOf(compilation);
        var around = new CodeUsage(compilation, cancellationToken);
        if (memory.Last is { } last && declarations.AreThoseOf(last.Declarations, cancellationToken) && last.Answers.AreThoseOf(around))
        {
            memory.Last = last with { Declarations = declarations };
            return last.Findings;
        }

        var asked = new RecordedCodeUsage(around);
        var findings = new Dictionary<string, List<Finding>>(StringComparer.Ordinal);
        foreach (var finding in CompilationUnits.Read(compilation, cancellationToken).Findings(asked))
        {
            if (!findings.TryGetValue(finding.ReportedAt.Type, out var here))
                findings.Add(finding.ReportedAt.Type, here = []);
            here.Add(finding);
        }

        memory.Last = new Reading(declarations, asked.Answers, findings);
        return findings;
    }

    private static Memory MemoryOf(Compilation compilation)
    {
        Memory? memory = null;
        foreach (var tree in compilation.SyntaxTrees)
        {
            if (s_memories.TryGetValue(tree, out memory))
                break;
        }

        memory ??= new Memory();
        foreach (var tree in compilation.SyntaxTrees)
            s_memories.GetValue(tree, _ => memory);
        return memory;
    }

    /// <summary>What was read last, in one piece, as several compilations may come here at once.</summary>
    private sealed class Memory
    {
        private volatile Reading? _last;

        public Reading? Last
        {
            get => _last;
            set => _last = value;
        }
    }

    private sealed record Reading(CompilationDeclarations Declarations, CodeUsageAnswers Answers, Dictionary<string, List<Finding>> Findings);
}
