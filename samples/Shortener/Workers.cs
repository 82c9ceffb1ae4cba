using Lifecycle;

namespace Shortener;

// The same units composed five ways. What a worker does not need, it does not construct.

/// <summary>Serves links out of an append-only file.</summary>
[Worker, Mixin<WebServer>, Mixin<LinkCache>, Bind<ILinkStore, FileStore>]
internal sealed partial class Server
{
    [Run]
    private Task ServeAsync(CancellationToken stopping) => Serving.RunAsync(this, Settings.Report, stopping);
}

/// <summary>Serves links out of PostgreSQL.</summary>
[Worker, Mixin<WebServer>, Mixin<LinkCache>, Bind<ILinkStore, PostgresStore>]
internal sealed partial class PostgresServer
{
    [Run]
    private Task ServeAsync(CancellationToken stopping) => Serving.RunAsync(this, Settings.Report, stopping);
}

/// <summary>Adds the links of a CSV file to the file store.</summary>
[Worker, Mixin<CsvImport>, Bind<ILinkStore, FileStore>]
internal sealed partial class Import;

/// <summary>Adds the links of a CSV file to PostgreSQL.</summary>
[Worker, Mixin<CsvImport>, Bind<ILinkStore, PostgresStore>]
internal sealed partial class PostgresImport;

/// <summary>Brings the schema of the PostgreSQL database up to date: a script, with a hook of its own.</summary>
[Worker, Mixin<PostgresDatabase>]
internal sealed partial class Migrate
{
    [Run]
    private async Task ApplyAsync(CancellationToken cancellationToken)
    {
        var before = await PostgresSchema.MigrateAsync(PostgresDatabase.Source, cancellationToken);
        Console.WriteLine(before == PostgresSchema.Version
            ? $"The schema is up to date at version {before}."
            : $"The schema went from version {before} to {PostgresSchema.Version}.");
    }
}
