using Lifecycle.Core.Findings;

namespace Lifecycle.Analyzers.Tests.Declarations;

/// <summary>P6: an extension that does not implement its point is a build error.</summary>
public sealed class LCG2010Tests
{
    private const string Rule = RuleIds.Extension;

    [Theory]
    [InlineData("[[|Extension|]] public sealed class Csv;",
        "it implements no extension point. Implement an interface, or derive from an abstract class, that is marked [ExtensionPoint]")]
    [InlineData("[[|Extension(Priority = 3)|]] public sealed class Csv : IDisposable { public void Dispose() { } }",
        "it implements no extension point. Implement an interface, or derive from an abstract class, that is marked [ExtensionPoint]")]
    [InlineData("public interface IFormat; [[|Extension|]] public sealed class Csv : IFormat;",
        "it implements no extension point. Mark IFormat with [ExtensionPoint], or implement an interface that is")]
    [InlineData("[Unit, [|Extension|]] public sealed partial class Csv;",
        "it implements no extension point. Implement an interface, or derive from an abstract class, that is marked [ExtensionPoint]")]
    public async Task P6_an_extension_without_a_point_is_reported(string source, string fault) =>
        await Project.With(source).Reports(Rule, $"Csv cannot be an extension: {fault}.");

    [Fact]
    public async Task A_contract_that_does_not_exist_is_no_failure_of_ours() =>
        await Project.With("[[|Extension|]] public sealed class Csv : IMissing;").WithCompilerErrors("CS0246").Reports(Rule,
            "Csv cannot be an extension: it implements no extension point. "
            + "Implement an interface, or derive from an abstract class, that is marked [ExtensionPoint].");

    [Theory]
    [InlineData("[ExtensionPoint] public class [|Format|];", "Make it one of these")]
    [InlineData("[ExtensionPoint] public static class [|Format|];", "Make it an interface")]
    [InlineData("[ExtensionPoint] public sealed class [|Format|];", "Make it one of these")]
    public async Task A_point_that_is_neither_interface_nor_abstract_class_is_reported(string source, string remedy) =>
        await Project.With(source).Reports(Rule, $"Format cannot be an extension point: it is neither an interface nor an abstract class. {remedy}.");

    [Fact]
    public async Task A_worker_is_no_extension() =>
        await Project.With(
            """
            [ExtensionPoint] public interface IFormat;
            [Unit] public sealed partial class Db;
            [Worker, [|Extension|]] public sealed partial class Server : IFormat;
            """).Reports(Rule,
            "Server cannot be an extension: it is a worker. Remove [Extension], or move what extends into a class of its own.");

    [Theory]
    [InlineData("[ExtensionPoint] public interface IFormat; [Extension] public sealed class Csv : IFormat;")]
    [InlineData(
        """
        [ExtensionPoint] public abstract class Format;
        public abstract class Text : Format;
        [Extension(Priority = 2)] public sealed class Csv : Text;
        """)]
    [InlineData("[ExtensionPoint] public interface IFormat<T>; public interface IText : IFormat<string>; [Extension] public sealed class Csv : IText;")]
    [InlineData("[ExtensionPoint] public interface IFormat; [Unit] public sealed partial class Csv : IFormat; [Worker] public sealed partial class Server;")]
    public async Task Right_ones_are_not(string source) => await Project.With(source).IsQuiet();

    /// <summary>What a worker makes must be such that it can make it, unit or not.</summary>
    [Theory]
    [InlineData(RuleIds.UnsupportedType, "[Extension] public abstract class [|Csv|] : IFormat;")]
    [InlineData(RuleIds.UnsupportedType, "[Extension] public sealed class [|Csv|]<T> : IFormat;")]
    [InlineData(RuleIds.Constructor, "[Extension] public sealed class [|Csv|] : IFormat { private Csv() { } }")]
    [InlineData(RuleIds.Constructor, "[Extension] public sealed class [|Csv|] : IFormat { public Csv() { } public Csv(int size) { } }")]
    [InlineData(RuleIds.ConstructorParameter, "[Extension] public sealed class Csv : IFormat { public Csv(out int [|size|]) => size = 0; }")]
    [InlineData(RuleIds.Inaccessible, "public static class Outer { [Extension] private sealed class [|Csv|] : IFormat; }")]
    [InlineData(RuleIds.SelfDependency, "[Extension] public sealed class Csv(IFormat [|inner|]) : IFormat;")]
    public async Task The_rules_of_construction_hold_for_extensions(string rule, string source) =>
        await Project.With("[ExtensionPoint] public interface IFormat; [Unit] public sealed partial class Db; [Worker] public sealed partial class Server;\n"
            + source).Reports(rule);

    [Fact]
    public async Task A_circle_through_an_extension_is_a_circle() =>
        await Project.With("""
            [ExtensionPoint] public interface IFormat;
            [Extension] public sealed class Csv(Printer [|printer|]) : IFormat;
            [Unit] public sealed partial class Printer(IReadOnlyList<IFormat> formats);
            [Worker] public sealed partial class Server;
            """).Reports(RuleIds.Cycle);

    [Fact]
    public async Task One_extension_wanted_where_there_are_several_leads_to_the_list() =>
        await Project.With("""
            [ExtensionPoint] public interface IFormat;
            [Extension] public sealed class Csv : IFormat;
            [Extension] public sealed class Json : IFormat;
            [Unit] public sealed partial class Printer(IFormat [|format|]);
            [Worker] public sealed partial class Server;
            """).Reports(RuleIds.AmbiguousContract,
            "IFormat is provided by several extensions: Csv, Json; wanted by Printer (IFormat format, App.cs:4). "
            + "Take IReadOnlyList<IFormat>: the first of it has the highest priority.");
}
