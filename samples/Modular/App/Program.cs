using Lifecycle;
using Modular.App;

// modular import|all <folder> <record>…: keeps records in the folder; modular plan: what the two workers are made of.
// One after another, so that the same lines come in the same order every time.
var options = new WorkerOptions { MaxConcurrency = 1 };
switch (args)
{
    case ["import", var folder, .. var records]:
        return await Importer.RunAsync(folder: folder, records: records, output: Console.Out, options: options);
    case ["all", var folder, .. var records]:
        return await Everything.RunAsync(
            folder: folder, shared: true, replicaFolder: folder, interval: TimeSpan.FromMinutes(1), maxLength: 30, records: records,
            output: Console.Out, options: options);
    case ["plan"]:
        await using (var importer = new Importer(folder: "", records: [], output: Console.Out))
            Console.WriteLine(importer.Plan);
        await using (var everything = new Everything(folder: "", replicaFolder: "", interval: default, records: [], output: Console.Out))
            Console.WriteLine(everything.Plan);
        return 0;
    default:
        Console.Error.WriteLine("usage: modular import|all <folder> <record>…, or modular plan");
        return 2;
}
