namespace Lifecycle.Analyzers.Tests;

/// <summary>What the platform's own analyzers may still say of units, and what is taken back because they know neither hooks nor workers.</summary>
public sealed class PlatformSuppressorTests
{
    [Theory]
    [InlineData(
        """
        private FileStream? _file;
        [OnStartup] private void Open() => _file = new FileStream("a", FileMode.Open);
        [OnShutdown] private void Close() => _file?.Dispose();
        """)]
    [InlineData(
        """
        private FileStream? _file;
        [OnStartup] private void Open() => _file = new FileStream("a", FileMode.Open);
        [OnShutdown] private void Close() => GC.KeepAlive(_file?.Length);
        """)]
    [InlineData(
        """
        private FileStream? _file;
        [OnStartup] private void Open() => Deep();
        private void Deep() => _file = new FileStream("a", FileMode.Open);
        [OnShutdown] private void Close() => _file?.Dispose();
        """)]
    public async Task What_hooks_acquire_makes_no_unit_disposable_released_or_not(string members) => Assert.Empty(await LeftOnAsync(members));

    [Fact]
    public async Task Nor_has_Dispose_to_release_it() =>
        Assert.Empty(await LeftOnAsync("""
            private FileStream? _file;
            [OnStartup] private void Open() { _file = new FileStream("a", FileMode.Open); _file.Flush(); }
            [OnShutdown] private void Close() => _file?.Close();
            public void Dispose() => Console.WriteLine(_file);
            """, " : IDisposable"));

    [Theory]
    [InlineData("private readonly FileStream _file = new(\"a\", FileMode.Open); [OnStartup] private void Open() => _file.Flush();", "CA1001")]
    [InlineData(
        """
        private readonly FileStream _file;
        public Db() { _file = new FileStream("a", FileMode.Open); }
        [OnStartup] private void Open() => _file.Flush();
        """,
        "CA1001")]
    [InlineData(
        """
        private readonly FileStream _file = new("a", FileMode.Open);
        private FileStream? _other;
        [OnStartup] private void Open() { _other = new FileStream("b", FileMode.Open); _file.Flush(); }
        [OnShutdown] private void Close() => _other?.Dispose();
        """,
        "CA1001")]
    public async Task What_is_there_from_the_construction_on_is_asked_for(string members, params string[] left) =>
        Assert.Equal(left, await LeftOnAsync(members, off: "LCG2009"));

    [Fact]
    public async Task Outside_of_units_the_platform_speaks_for_itself() =>
        Assert.Equal(["CA1001", "CA1849", "CA2012", "CA2016"], await PlatformAdvice.LeftOnAsync(Project.With("""
            public sealed class Plain
            {
                private FileStream? _file;

                public async Task OpenAsync(CancellationToken ct)
                {
                    _file = new FileStream("a", FileMode.Open);
                    await Task.Delay(1);
                    Task.Delay(1, ct).Wait(ct);
                    _file.FlushAsync(ct).Wait(ct);
                    _file.WriteAsync(new byte[1], ct);
                }
            }
            """)));

    [Fact]
    public async Task Where_our_rule_is_off_it_stays() =>
        Assert.Equal(["CA2016"],
            await LeftOnAsync("[Background] private async Task Loop(CancellationToken ct) { while (true) { await Task.Delay(1); GC.KeepAlive(this); } }",
                off: "LCG4005"));

    [Theory]
    [InlineData("internal sealed class Db { [OnStartup] private void Open() => GC.KeepAlive(this); }")]
    [InlineData(
        """
        [ExtensionPoint] internal interface IFormat;
        [Extension] internal sealed class Csv : IFormat;
        internal sealed class Use(IFormat format) { public override string ToString() => format.ToString()!; }
        public static class Program2 { internal static object M(IFormat f) => new Use(f); }
        """)]
    [InlineData(
        """
        [Unit] public sealed partial class Db
        {
            [OnStartup] private void Open(CancellationToken ct, IWorkerContext context) => GC.KeepAlive((this, ct, context));
        }
        """)]
    [InlineData("[Unit] public sealed partial class Db { public Db(ref int size, out int rest) => rest = size; }")]
    public async Task What_our_errors_say_already_is_taken_back(string source) => Assert.Empty(await PlatformAdvice.LeftOnAsync(Project.With(source)));

    private static Task<IEnumerable<string>> LeftOnAsync(string members, string bases = "", string off = "LCG9999") =>
        PlatformAdvice.LeftOnAsync(Project.With($$"""
        [Unit]
        public sealed partial class Db{{bases}}
        {
            {{members}}
        }
        """).Configured($"dotnet_diagnostic.{off}.severity = none"));
}
