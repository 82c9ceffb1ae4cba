using Formatters;

// formatters [--format <name>] [--plugin <template>] [<file>]: the rows of a CSV or JSON-lines file, or of standard input, in another format.
string? format = null;
string? plugin = null;
string? path = null;
for (var i = 0; i < args.Length; i++)
{
    if (args[i] == "--format" && i + 1 < args.Length)
    {
        format = args[++i];
    }
    else if (args[i] == "--plugin" && i + 1 < args.Length)
    {
        plugin = args[++i];
    }
    else if (path is null && !args[i].StartsWith('-'))
    {
        path = args[i];
    }
    else
    {
        Console.Error.WriteLine("usage: formatters [--format <name>] [--plugin <template>] [<file>]");
        return 2;
    }
}

return await Tool.RunAsync(path: path, format: format, plugin: plugin);
