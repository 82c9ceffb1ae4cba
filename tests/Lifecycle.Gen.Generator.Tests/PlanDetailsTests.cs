namespace Lifecycle.Generator.Tests;

/// <summary>What the plan of a worker says of its inputs and extension points.</summary>
public class PlanDetailsTests
{
    [Fact]
    public async Task A_plan_has_the_inputs_and_extension_points_of_its_units()
    {
        var log = await Execution.LogOf("""
            namespace App
            {
                [ExtensionPoint] public interface IFormat<T>;
                [ExtensionPoint] public interface IProbe;
                public sealed class Settings;
                [Extension] public sealed class Text : IFormat<string>;
                [Unit, Extension(Priority = 1)] public sealed partial class Json(Settings? settings, string path) : IFormat<string>
                {
                    [OnInit] private void Use() => System.GC.KeepAlive((settings, path));
                }
                [Unit(EnabledBy = nameof(IsOn))] public sealed partial class Maybe { private static bool IsOn(bool @checked) => @checked; }
                [Unit] public sealed partial class Printer(IReadOnlyList<IFormat<string>> formats, IProbe[] probes, string path, int width = 80)
                {
                    [OnInit] private void Use() => System.GC.KeepAlive((formats, probes, path, width));
                }
                [Worker] public sealed partial class Server;
            }
            public static partial class Test
            {
                public static Task GoAsync()
                {
                    var plan = new App.Server(@checked: true, path: "secret").Plan;
                    foreach (var input in plan.Inputs)
                        Log.Add(input.ToString());
                    foreach (var point in plan.ExtensionPoints)
                        Log.Add(point.ToString());
                    return Task.CompletedTask;
                }
            }
            """);

        Assert.Equal(
            [
                "bool checked of App.Maybe",
                "string path of App.Json, App.Printer",
                "App.Settings? settings of App.Json (optional)",
                "int width of App.Printer (optional)",
                "App.IFormat<string>: App.Json, App.Text",
                "App.IProbe: no extension",
            ],
            log);
    }

    /// <summary>Nothing is generated, and so nothing is in the program, where there is nothing to say.</summary>
    [Fact]
    public async Task A_worker_without_either_says_nothing()
    {
        var log = await Execution.LogOf("""
            using System.Reflection;
            [Unit] public sealed partial class Store;
            [Worker] public sealed partial class Server;
            public static partial class Test
            {
                public static Task GoAsync()
                {
                    var plan = new Server().Plan;
                    Log.Add($"{plan.Inputs.Count} {plan.ExtensionPoints.Count}");
                    var describe = typeof(Server).GetMethod("DescribePlan", BindingFlags.Instance | BindingFlags.NonPublic)!;
                    Log.Add(describe.DeclaringType!.Name);
                    return Task.CompletedTask;
                }
            }
            """);

        Assert.Equal(["0 0", "LifecycleWorker"], log);
    }
}
