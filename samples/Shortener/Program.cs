using Lifecycle;
using Microsoft.Extensions.Configuration;
using Shortener;

CommandLine line;
IConfiguration configuration;
try
{
    line = CommandLine.Parse(args);
    configuration = SettingsSources.Open(line);
}
catch (UsageException problem)
{
    await Console.Error.WriteLineAsync($"{problem.Message}\n\n{CommandLine.Usage}");
    return 2;
}
catch (ProblemException problem)
{
    await Console.Error.WriteLineAsync(problem.Message);
    return 1;
}

using var logging = ConsoleLogging.Create(line.Command);
var options = new WorkerOptions
{
    LoggerFactory = logging,
    RecordStartup = line.Report is ReportForm.Table or ReportForm.Gantt or ReportForm.Svg,
    NotifySystemd = true,
    DrainDelaySeconds = line.Command == Command.Serve ? Settings.ReadDrainSeconds(configuration) : 0,
};

return (line.Command, line.Store) switch
{
    (Command.Serve, StoreKind.File) => await Server.RunAsync(line: line, configuration: configuration, options: options),
    (Command.Serve, _) => await PostgresServer.RunAsync(line: line, configuration: configuration, options: options),
    (Command.Import, StoreKind.File) => await Import.RunAsync(line: line, configuration: configuration, csvFile: line.CsvFile, options: options),
    (Command.Import, _) => await PostgresImport.RunAsync(line: line, configuration: configuration, csvFile: line.CsvFile, options: options),
    _ => await Migrate.RunAsync(line: line, configuration: configuration, options: options),
};
