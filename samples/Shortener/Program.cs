using Lifecycle;
using Shortener;

CommandLine line;
try
{
    line = CommandLine.Parse(args);
}
catch (UsageException problem)
{
    await Console.Error.WriteLineAsync($"{problem.Message}\n\n{CommandLine.Usage}");
    return 2;
}

using var logging = ConsoleLogging.Create(line.Command);
var options = new WorkerOptions
{
    LoggerFactory = logging,
    RecordStartup = line.Report is ReportForm.Table or ReportForm.Gantt or ReportForm.Svg,
    DrainDelaySeconds = line.Command == Command.Serve ? Settings.ReadDrainSeconds(line) : 0,
};

return (line.Command, line.Store) switch
{
    (Command.Serve, StoreKind.File) => await Server.RunAsync(line: line, options: options),
    (Command.Serve, _) => await PostgresServer.RunAsync(line: line, options: options),
    (Command.Import, StoreKind.File) => await Import.RunAsync(line: line, csvFile: line.CsvFile, options: options),
    (Command.Import, _) => await PostgresImport.RunAsync(line: line, csvFile: line.CsvFile, options: options),
    _ => await Migrate.RunAsync(line: line, options: options),
};
