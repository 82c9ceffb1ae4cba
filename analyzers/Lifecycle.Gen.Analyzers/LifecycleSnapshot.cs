using System.Runtime.CompilerServices;
using Lifecycle.Core.Comparison;
using Lifecycle.Core.Composition;
using Lifecycle.Core.Extraction;
using Lifecycle.Core.Findings;
using Lifecycle.Core.Units;
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
        var memory = MemoryOf(compilation);
        var around = new CodeUsage(compilation, cancellationToken);
        var files = memory.Files.Read(compilation, cancellationToken);
        var referenced = ManifestReader.Read(compilation, cancellationToken);
        if (memory.Last is { } last && IsStillTrue(last, files, referenced, around, cancellationToken))
        {
            memory.Last = last with { Files = files };
            return last.Findings;
        }

        var asked = new RecordedCodeUsage(around);
        var findings = new Dictionary<string, List<Finding>>(StringComparer.Ordinal);
        var units = CompilationUnits.Of(files, referenced);
        foreach (var finding in units.Findings(asked).Concat(FinishedCompilation.Check(compilation, units, cancellationToken)))
        {
            if (!findings.TryGetValue(finding.ReportedAt.Container, out var here))
                findings.Add(finding.ReportedAt.Container, here = []);
            here.Add(finding);
        }

        memory.Last = new Reading(files, referenced, asked.Answers, findings);
        return findings;
    }

    /// <summary>
    /// Whether the findings of an earlier compilation are those of this one: the same was read, and code around it gives the same answers. Where other
    /// generators wrote files, any declaration may matter.
    /// </summary>
    private bool IsStillTrue(Reading last, FilesRead<FileUnits> files, ReferencedUnits referenced, CodeUsage around, CancellationToken cancellationToken) =>
        files.IsSameAs(last.Files)
        && referenced == last.Referenced
        && last.Answers.AreThoseOf(around)
        && (files.Version == last.Files.Version || last.Answers.AreOfProvidersOf(around))
        && ((files.Version == last.Files.Version
                && GeneratedTrees.AreSameDeclarations(files.Declarations.Own, last.Files.Declarations.Own, cancellationToken))
            || !GeneratedTrees.In(compilation).HasOthers);

    private static Memory MemoryOf(Compilation compilation)
    {
        Memory? memory = null;
        foreach (var tree in compilation.SyntaxTrees)
        {
            if (s_memories.TryGetValue(tree, out memory))
                break;
        }

        var found = memory ?? new Memory();
        ConditionalWeakTable<SyntaxTree, Memory>.CreateValueCallback create = _ => found;
        foreach (var tree in compilation.SyntaxTrees)
            s_memories.GetValue(tree, create);
        return found;
    }

    /// <summary>The last reading, replaced as a whole, because several compilations may be analyzed concurrently.</summary>
    private sealed class Memory
    {
        private volatile Reading? _last;

        public FileReadings<FileUnits> Files { get; } = FileUnits.Memory();

        public Reading? Last
        {
            get => _last;
            set => _last = value;
        }
    }

    private sealed record Reading(
        FilesRead<FileUnits> Files,
        ReferencedUnits Referenced,
        CodeUsageAnswers Answers,
        Dictionary<string, List<Finding>> Findings);
}
