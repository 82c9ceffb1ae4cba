using Lifecycle.Core.Findings;

namespace Lifecycle.Analyzers.Tests.Graph;

public sealed class LCG1017Tests
{
    private const string Rule = RuleIds.LateValueTaken;

    private const string Database = """
        [Unit]
        public sealed partial class Database
        {
            [Provides] public Connection? Main { get; private set; }
            [OnStartup] private void Open() => Main = new Connection();
        }
        public class Connection { public int Port => 1; }

        """;

    [Fact]
    public async Task A_value_that_a_startup_sets_is_reported_for_all_that_take_it() => await Project.With(Database + """
        [Unit] public sealed partial class Api(Connection [|connection|]);
        [Unit] public sealed partial class Jobs(Connection? other);
        [Worker] public sealed partial class Server;
        """).Reports(Rule,
        "Database.Main is not there yet when units are constructed, because an [OnStartup] hook makes it: taken by Api (Connection connection, App.cs:8), "
        + "Jobs (Connection? other, App.cs:9). Write 'Func<Connection> connection', and call it in [OnStartup] or later.");

    [Fact]
    public async Task A_value_that_the_start_awaits_is_reported_too() => await Project.With("""
        public class Connection
        {
            [Provides] public static async Task<Connection> OpenAsync(string host, CancellationToken token)
            {
                await Task.Delay(host.Length, token);
                return new Connection();
            }
        }
        [Unit] public sealed partial class Api(Connection [|connection|]);
        """).Reports(Rule,
        "Connection.OpenAsync is not there yet when units are constructed, because the start awaits it: taken by Api (Connection connection, App.cs:9). "
        + "Write 'Func<Connection> connection', and call it in [OnStartup] or later.");

    [Theory]
    [InlineData("[Unit] public sealed partial class Api(Func<Connection> connection);")]
    [InlineData("[Unit] public sealed partial class Api(Lazy<Connection> connection);")]
    [InlineData("[Unit] public sealed partial class Api([Unordered] Func<Connection> connection);")]
    [InlineData("public class Pool(int port) { public int Port => port; [Provides] public static Task<Pool> MakeAsync(Connection connection) "
        + "=> Task.FromResult(new Pool(connection.Port)); } [Unit] public sealed partial class Api(Func<Pool> pool);")]
    public async Task Look_alikes_are_not(string taker) => await Project.With(Database + taker).IsQuiet();

    [Fact]
    public async Task Fix_takes_it_later() => await Project.With(Database + """
        [Unit]
        public sealed partial class Api(Connection [|connection|])
        {
            [OnReady] private void Ready() => Console.WriteLine(connection.Port);
        }
        """).IsFixed(Rule, Database + """
        [Unit]
        public sealed partial class Api(Func<Connection> connection)
        {
            [OnReady] private void Ready() => Console.WriteLine(connection().Port);
        }
        """);
}
