using System.Text.Json.Nodes;
using R1Workbook.Kernel.Contracts;

namespace R1Workbook.Kernel.Debugging;

/// <summary>Values by the numbers under which a front end opens them. A page of children is read when it is asked
/// for.</summary>
/// <param name="bounded">Runs code of the values' own.</param>
internal sealed class OpenedValues(BoundedRead bounded)
{
    // A page of a tree, and all that a session may have open.
    private const int MostChildren = 100;
    private const int MostOpen = 20_000;

    private readonly Dictionary<int, object> _open = [];
    private readonly Queue<int> _order = new();
    private int _last;

    /// <summary>Forgets all numbers.</summary>
    public void Clear()
    {
        _open.Clear();
        _order.Clear();
    }

    /// <summary>Gives a list of variables a number.</summary>
    public int Add(IReadOnlyList<CellVariable> variables) => Number(variables);

    /// <summary>The variables of a number.</summary>
    /// <param name="number">From an earlier answer.</param>
    /// <param name="start">How many to leave out.</param>
    /// <param name="count">How many at most; null for a page.</param>
    /// <returns>The variables; null where the number is not known any more.</returns>
    public JsonArray? Children(int number, int start, int? count)
    {
        int most = Math.Clamp(count is null or <= 0 ? MostChildren : count.Value, 1, 10 * MostChildren);
        if (!_open.TryGetValue(number, out object? value))
        {
            return null;
        }

        if (value is IReadOnlyList<CellVariable> variables)
        {
            return [.. variables.Skip(start).Take(most).Select(v => (JsonNode)Describe(v.Name, v.Value, v.Type))];
        }

        var found = new JsonArray();
        try
        {
            (IReadOnlyList<ValueChild> children, bool more) = ValueChildren.Of(value, start, most);
            bool inTime = true;
            foreach (ValueChild child in children)
            {
                found.Add(Describe(child, ref inTime));
            }

            if (more)
            {
                found.Add(Text("...", $"more than {start + children.Count} are left out"));
            }
        }
        catch (Exception e) when (e is InvalidOperationException or NullReferenceException or ArgumentException)
        {
            // A collection that the running cell changes just now.
            found.Add(Text("(not read)", e.Message));
        }

        return found;
    }

    /// <summary>One variable as the protocol has it.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">Its value.</param>
    /// <param name="type">The type under which it was declared; null for that of the value.</param>
    public JsonObject Describe(string name, object? value, Type? type = null)
    {
        bool opens = value is not null && !ValueSummary.IsPlain(value);
        return new JsonObject
        {
            ["name"] = name,
            ["evaluateName"] = name,
            ["value"] = ValueSummary.Of(value),
            ["type"] = TypeName.Of(value?.GetType() ?? type ?? typeof(object)),
            ["variablesReference"] = opens ? Number(value!) : 0,
        };
    }

    private static JsonObject Text(string name, string text) =>
        new()
        {
            ["name"] = name,
            ["value"] = $"({ValueSummary.Cut(text)})",
            ["type"] = "",
            ["variablesReference"] = 0,
        };

    // One getter that never ends is waited for; the others of its page are then left out.
    private JsonObject Describe(ValueChild child, ref bool inTime)
    {
        if (child.RunsCode && !inTime)
        {
            return Text(child.Name, "not read: another one took too long");
        }

        (object? value, string? failure) = child.RunsCode ? bounded.Run(child.Read) : (child.Read(), null);
        inTime &= failure?.StartsWith("not read", StringComparison.Ordinal) != true;
        return failure is null ? Describe(child.Name, value) : Text(child.Name, failure);
    }

    private int Number(object value)
    {
        int number = ++_last;
        _open[number] = value;
        _order.Enqueue(number);
        if (_order.Count > MostOpen)
        {
            _open.Remove(_order.Dequeue());
        }

        return number;
    }
}
