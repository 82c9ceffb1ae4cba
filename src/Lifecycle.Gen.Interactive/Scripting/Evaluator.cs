using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Scripting;
using Microsoft.CodeAnalysis.CSharp.Scripting.Hosting;
using Microsoft.CodeAnalysis.Scripting;

namespace Lifecycle.Interactive.Scripting;

/// <summary>Evaluates C#: each text sees what those before it have declared.</summary>
internal sealed class Evaluator
{
    private static readonly string[] s_imports =
    [
        "System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Text", "System.Threading", "System.Threading.Tasks", "Lifecycle",
    ];

    private static readonly CSharpParseOptions s_parsing = new(kind: SourceCodeKind.Script);

    private readonly PromptGlobals _globals;
    private readonly ScriptOptions _options;
    private readonly string _declarations;
    private ScriptState<object>? _state;

    public Evaluator(LifecycleWorker worker)
    {
        Variables = UnitVariable.Of(worker.GetType());
        _globals = new PromptGlobals(
            worker,
            Variables.ToDictionary(
                static variable => variable.Property.Name,
                variable => (Func<object?>)(() => Read(variable.Property, worker)),
                StringComparer.Ordinal));
        var namespaces = Variables.Select(static variable => variable.Type.Namespace).Append(worker.GetType().Namespace).OfType<string>();
        _options = ScriptOptions.Default.WithReferences(References()).WithImports(s_imports.Concat(namespaces).Distinct(StringComparer.Ordinal));
        _declarations = string.Join('\n', Variables.Select(static variable => variable.Declaration));
    }

    /// <summary>The units.</summary>
    public IReadOnlyList<UnitVariable> Variables { get; }

    /// <summary>Whether a text can be evaluated, and is not the beginning of a longer one.</summary>
    public static bool IsComplete(string text) => SyntaxFactory.IsCompleteSubmission(CSharpSyntaxTree.ParseText(text, s_parsing));

    /// <summary>Evaluates a text and writes its value.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled. What it does goes on if it ignores its token, and is not waited for.</exception>
    public async Task RunAsync(string text, CancellationToken cancellationToken)
    {
        try
        {
            _globals.Cancellation = cancellationToken;

            // On a thread of the pool, so that one that never ends can be left.
            var state = await Task.Run(() => ContinueAsync(text), CancellationToken.None).WaitAsync(cancellationToken).ConfigureAwait(false);
            _state = state;
            if (state.Exception is { } thrown)
                await Console.Error.WriteLineAsync($"{thrown.GetType()}: {thrown.Message}").ConfigureAwait(false);
            else if (state.ReturnValue is { } value)
                await Console.Out.WriteLineAsync(CSharpObjectFormatter.Instance.FormatObject(value)).ConfigureAwait(false);
        }
        catch (CompilationErrorException fault)
        {
            foreach (var diagnostic in fault.Diagnostics)
                await Console.Error.WriteLineAsync(diagnostic.ToString()).ConfigureAwait(false);
        }
    }

    private async Task<ScriptState<object>> ContinueAsync(string text)
    {
        var before = _state ?? await CSharpScript.RunAsync<object>(_declarations, _options, _globals, typeof(PromptGlobals)).ConfigureAwait(false);
        return await before.ContinueWithAsync<object>(text, _options, static thrown => thrown is not OperationCanceledException).ConfigureAwait(false);
    }

    /// <summary>Whatever the program itself can use.</summary>
    private static List<MetadataReference> References()
    {
        if (AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") is not string assemblies || assemblies.Length == 0)
            throw new PlatformNotSupportedException("RunInteractiveAsync needs the assemblies of the program as files, and it is published as one file.");

        return [.. assemblies.Split(Path.PathSeparator).Where(File.Exists).Select(static path => MetadataReference.CreateFromFile(path))];
    }

    private static object? Read(PropertyInfo property, LifecycleWorker worker)
    {
        try
        {
            return property.GetValue(worker);
        }
        catch (TargetInvocationException fault) when (fault.InnerException is { } cause)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(cause);
            throw;
        }
    }
}
