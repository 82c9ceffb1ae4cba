using System.Composition;
using Lifecycle.Core.Findings;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Lifecycle.CodeFixes;

/// <summary>Awaits the task of a worker.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(LCG5001AwaitWorker))]
[Shared]
public sealed class LCG5001AwaitWorker : AwaitFix
{
    private protected override string RuleId => RuleIds.DroppedWorkerTask;
}
