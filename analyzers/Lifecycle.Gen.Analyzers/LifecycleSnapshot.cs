using System.Runtime.CompilerServices;
using Lifecycle.Core.Comparison;
using Lifecycle.Core.Composition;
using Lifecycle.Core.Extraction;
using Lifecycle.Core.Findings;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers;

/// <summary>
/// The findings about the units of one compilation, by the type at which they are reported. Computed with the first type, shared by all others, and
/// kept for the next compilation of the project, because most edits change neither a declaration nor the code usage that the findings depend on.
/// </summary>
internal sealed class LifecycleSnapshot(Compilation compilation)
{
    // All trees of a project map to the same cache entry, and most of them are unchanged after an edit.
    private static readonly ConditionalWeakTable<SyntaxTree, Memory> s_memories = new();

    private readonly object _gate = new();
    private Dictionary<string, List<Finding>>? _findings;

    /// <summary>The findings by the name in metadata of the type or namespace to report them at.</summary>
    public IReadOnlyDictionary<string, List<Finding>> Findings(CancellationToken cancellationToken)
    {
        // Not a Lazy, which would keep the exception of a cancelled reading.
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
        var units = CompilationUnits.Read(compilation, cancellationToken);
        foreach (var finding in units.Findings(asked).Concat(FinishedCompilation.Check(compilation, units, cancellationToken)))
        {
            if (!findings.TryGetValue(finding.ReportedAt.Container, out var here))
                findings.Add(finding.ReportedAt.Container, here = []);
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

    /// <summary>The last reading, replaced as a whole, because several compilations may be analyzed concurrently.</summary>
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
