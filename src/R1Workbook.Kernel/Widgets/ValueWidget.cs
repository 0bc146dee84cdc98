using System.Text.Json.Nodes;

namespace R1Workbook.Kernel.Widgets;

/// <summary>A widget that has a value.</summary>
public abstract class ValueWidget<T> : ControlWidget
{
    private protected ValueWidget(string model, string view, WidgetStyle style)
        : base(model, view, style) { }

    /// <summary>Called when the value has become another one: by the reader on the thread of cells, by code on the
    /// thread that set it.</summary>
    public event Action<ValueChange<T>>? ValueChanged;

    /// <summary>The value, the same on both sides.</summary>
    public T Value
    {
        get => FromWire(Node(WireName))!;
        set
        {
            T old = Value;
            if (Set(WireName, ToWire(value)))
            {
                ValueChanged?.Invoke(new ValueChange<T>(old, Value));
            }
        }
    }

    /// <summary>The name of the value on the wire.</summary>
    private protected virtual string WireName => "value";

    /// <summary>The value as the wire has it, brought into the widget's bounds.</summary>
    private protected abstract JsonNode? ToWire(T value);

    /// <summary>The value of the wire.</summary>
    /// <exception cref="FormatException">It is no value of this widget.</exception>
    private protected abstract T FromWire(JsonNode? node);

    private protected override (bool Taken, bool Queued) TakeProperty(string name, JsonNode? value, long message)
    {
        if (name != WireName)
        {
            return (false, false);
        }

        T old = Value,
            next;
        try
        {
            next = FromWire(value);
            if (!JsonNode.DeepEquals(ToWire(next), value))
            {
                return (false, false);
            }
        }
        catch (Exception e) when (e is FormatException or ArgumentException)
        {
            return (false, false);
        }

        if (ValueChanged is not { } handlers || Equals(old, next))
        {
            return (true, false);
        }

        Queue(message, () => handlers(new ValueChange<T>(old, next)));
        return (true, true);
    }
}
