using System.Globalization;
using Lifecycle.Cluster.Peers;
using Lifecycle.Cluster.Peers.Measuring;

return args switch
{
    ["replica", var name, var folder, var address, var port] =>
        await Contenders.Find(name).RunAsync(folder, address, int.Parse(port, CultureInfo.InvariantCulture)),
    [var rounds, .. var names] when int.TryParse(rounds, CultureInfo.InvariantCulture, out var count) && count > 0 =>
        await Comparison.RunAsync(count, names.Length == 0 ? Contenders.All : [.. names.Select(Contenders.Find)]),
    _ => throw new ArgumentException($"ROUNDS [NAME...], with the names {string.Join(", ", Contenders.All.Select(one => one.Name))}", nameof(args)),
};
