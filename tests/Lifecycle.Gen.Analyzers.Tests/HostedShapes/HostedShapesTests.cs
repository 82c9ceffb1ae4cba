using System.Reflection;
using System.Runtime.Loader;
using Lifecycle.Analyzers.Tests.Refactorings;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeRefactorings;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Lifecycle.Analyzers.Tests.HostedShapes;

/// <summary>
/// Hosted services in the shapes of public ones, written anew. The files of <c>Shapes</c> are text to these tests: every class is turned into a unit, one
/// after another, and what comes of a file compiles, is reported by no rule, and runs.
/// </summary>
public sealed class HostedShapesTests
{
    private const string Worker = "[Lifecycle.Worker] internal sealed partial class AllOfThem;";

    private static readonly string s_folder = Path.Combine(
        typeof(HostedShapesTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "RepositoryRoot").Value!,
        "tests/Lifecycle.Gen.Analyzers.Tests/HostedShapes/Shapes");

    // A contract of its own that is hosted, and the host's task of the loop: the page of the conversion says that these are not offered.
    private static readonly string[] s_notOffered = ["Health", "Pump"];

    [Fact]
    public async Task Nine_of_ten_are_offered_and_each_of_these_compiles_and_runs()
    {
        var (offered, refused) = await AllAsync(HostedSources.Title);

        Assert.Equal(s_notOffered, refused.Order(StringComparer.Ordinal));
        Assert.True(offered.Count + refused.Count >= 60 && offered.Count >= 9 * refused.Count, $"{offered.Count} are offered, {refused.Count} are not");
    }

    /// <summary>The other way: the classes stay as they are, and the worker calls what the host would call.</summary>
    [Fact]
    public async Task All_that_can_be_units_are_offered_as_they_are_and_each_of_these_compiles_and_runs()
    {
        var (offered, refused) = await AllAsync(HostedSources.AsIsTitle);

        Assert.Empty(refused);
        Assert.True(offered.Count >= 60, $"{offered.Count} are offered");
    }

    private static async Task<(List<string> Offered, List<string> Refused)> AllAsync(string title)
    {
        var (offered, refused) = (new List<string>(), new List<string>());
        foreach (var file in Directory.GetFiles(s_folder, "*.cs").Order(StringComparer.Ordinal))
        {
            var solution = Project.WithoutUsing(await File.ReadAllTextAsync(file), Path.GetFileName(file)).CreateSolution();
            foreach (var name in await HostedAsync(solution))
            {
                if (await ConvertedAsync(solution, name, title) is not { } converted)
                {
                    refused.Add(name);
                    continue;
                }

                offered.Add(name);
                solution = converted;
            }

            await RunsAsync(solution);
        }

        return (offered, refused);
    }

    private static async Task<IReadOnlyList<string>> HostedAsync(Solution solution)
    {
        var compilation = (await solution.Projects.Single().GetCompilationAsync())!;
        Assert.DoesNotContain(compilation.GetDiagnostics(), diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        var names = new List<string>();
        foreach (var tree in compilation.SyntaxTrees)
        {
            var model = compilation.GetSemanticModel(tree);
            var types = (await tree.GetRootAsync()).DescendantNodes().OfType<ClassDeclarationSyntax>();
            names.AddRange(types.Where(type => model.GetDeclaredSymbol(type) is INamedTypeSymbol { IsAbstract: false } symbol
                && symbol.AllInterfaces.Any(contract => contract.Name == "IHostedService")).Select(type => type.Identifier.ValueText));
        }

        return names;
    }

    // A class may have become a unit with another of its family.
    private static async Task<Solution?> ConvertedAsync(Solution solution, string name, string title)
    {
        var document = solution.Projects.Single().Documents.Last();
        var type = (await document.GetSyntaxRootAsync())!.DescendantNodes().OfType<ClassDeclarationSyntax>().Single(one => one.Identifier.ValueText == name);
        if (type.AttributeLists.ToString().Contains("Unit", StringComparison.Ordinal))
            return solution;

        var offers = new List<CodeAction>();
        foreach (var provider in ShippedParts.Instance.Refactorings)
        {
            await provider.ComputeRefactoringsAsync(
                new CodeRefactoringContext(document, type.Identifier.Span, offers.Add, CancellationToken.None));
        }

        return offers.Find(offer => offer.Title == title) is { } offer ? await FixRun.ApplyAsync(offer) : null;
    }

    private static async Task RunsAsync(Solution solution)
    {
        var project = solution.Projects.Single();
        var reported = await Project.AnalyzeAsync(project, []);
        Assert.DoesNotContain(reported, diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning);

        project = project.AddDocument("Worker.cs", Worker, filePath: "/src/Worker.cs").Project;
        using var image = new MemoryStream();
        var emitted = (await project.GetCompilationAsync())!.Emit(image);
        Assert.True(emitted.Success, string.Join('\n', emitted.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)));
        image.Position = 0;
        var context = new AssemblyLoadContext(project.Name, isCollectible: true);
        var type = context.LoadFromStream(image).GetType("AllOfThem", throwOnError: true)!;

        using var host = Host.CreateApplicationBuilder().Build();
        var constructor = type.GetConstructors().MaxBy(one => one.GetParameters().Length)!;
        var inputs = constructor.GetParameters().Select(input => input.HasDefaultValue ? input.DefaultValue
            : input.ParameterType == typeof(TimeProvider) ? TimeProvider.System
            : host.Services.GetRequiredService(input.ParameterType));
        await using (var worker = (LifecycleWorker)constructor.Invoke([.. inputs]))
        {
            await worker.StartAsync();
            Assert.True(worker.State == UnitState.Started, worker.State.ToString());
            await worker.StopAsync();
        }

        context.Unload();
    }
}
