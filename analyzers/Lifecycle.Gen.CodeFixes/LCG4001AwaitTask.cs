using System.Composition;
using Lifecycle.Core.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Lifecycle.CodeFixes;

/// <summary>Awaits a task that a hook drops.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(LCG4001AwaitTask))]
[Shared]
public sealed class LCG4001AwaitTask : AwaitFix
{
    private protected override string RuleId => RuleIds.DroppedTask;
}
