using System.Globalization;

namespace Lifecycle.Engine.Units;

/// <summary>The ids of attached units: of several with one id, all but the first get a number, the lowest that is free.</summary>
internal sealed class AttachedIds
{
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    /// <summary>For an id that has had numbers the first that may be free: attaching many units of a class must not count them all again.</summary>
    private readonly Dictionary<string, int> _next = new(StringComparer.Ordinal);

    /// <param name="plan">The worker's own units, whose ids are theirs also while they do not exist.</param>
    public AttachedIds(WorkerPlan plan)
    {
        for (var slot = 0; slot < plan.Count; slot++)
            _taken.Add(plan.IdOf(slot));
    }

    /// <summary>Whether a unit has an id.</summary>
    public bool IsTaken(string id) => _taken.Contains(id);

    /// <summary>Gives out an id, with a number if it is taken.</summary>
    public string Take(string id)
    {
        if (_taken.Add(id))
            return id;

        var number = _next.GetValueOrDefault(id, 2);
        while (!_taken.Add(Numbered(id, number)))
            number++;

        _next[id] = number + 1;
        return Numbered(id, number);
    }

    /// <summary>Takes back what was given out.</summary>
    public void Release(string id, string classId)
    {
        _taken.Remove(id);
        if (_next.TryGetValue(classId, out var next)
            && id.Length > classId.Length + 1
            && int.TryParse(id.AsSpan(classId.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            _next[classId] = Math.Min(next, number);
        }
    }

    private static string Numbered(string id, int number) => string.Create(CultureInfo.InvariantCulture, $"{id}#{number}");
}
