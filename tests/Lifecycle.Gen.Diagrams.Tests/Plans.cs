namespace Lifecycle.Diagrams.Tests;

/// <summary>Plans as programs have them: some units at the bottom that much depends on, and above them features of a few units each.</summary>
internal static class Plans
{
    public static WorkerPlan Random(int size, int seed)
    {
        var random = new Random(seed);
        string[] kinds = ["Store", "Client", "Handler", "Consumer", "Endpoints", "Validator", "Cache", "Publisher"];
        var shared = Math.Max(1, size / 12);
        var numbers = new List<ushort>();
        for (var slot = 0; slot < size; slot++)
        {
            var dependencies = new SortedSet<int>();
            var wanted = slot == 0 ? 0 : random.Next(4);
            for (var i = 0; i < wanted; i++)
                dependencies.Add(i == 0 ? random.Next(Math.Min(slot, shared)) : random.Next(Math.Max(0, slot - 12), slot));

            numbers.Add((ushort)dependencies.Count);
            numbers.AddRange(dependencies.Select(dependency => (ushort)dependency));
        }

        return new WorkerPlan("Company.Product.Server", () => [.. Enumerable.Range(0, size).Select(NameOf)], numbers.ToArray());

        string NameOf(int slot) =>
            slot < shared ? $"Company.Product.Shared{slot}" : $"Company.Product.Feature{slot / 6}.{(Feature)(slot / 6 % 7)}{kinds[slot % 8]}{slot}";
    }

    private enum Feature
    {
        Order,
        Payment,
        Invoice,
        Customer,
        Shipping,
        Inventory,
        Mail,
    }
}
