using System.Globalization;
using System.Net;
using System.Numerics;
using System.Text.Json.Nodes;

namespace R1Workbook.Kernel.Widgets;

/// <summary>A widget whose value is a number between two others.</summary>
public abstract class NumberWidget<T> : ValueWidget<T>
    where T : struct, INumber<T>
{
    private protected NumberWidget(string model, string view, WidgetStyle style, T value, T min, T max)
        : base(model, view, style)
    {
        CheckBounds(min, max);
        Set("min", JsonValue.Create(min));
        Set("max", JsonValue.Create(max));
        Set("value", ToWire(value));
        Set("orientation", "horizontal");
    }

    /// <summary>The least value. A value below it is brought to it.</summary>
    /// <exception cref="ArgumentException">It is more than <see cref="Max"/>, or no number.</exception>
    public T Min
    {
        get => Number(Node("min"));
        set
        {
            CheckBounds(value, Max);
            Set("min", JsonValue.Create(value));
            BringIntoBounds();
        }
    }

    /// <summary>The greatest value. A value above it is brought to it.</summary>
    /// <exception cref="ArgumentException">It is less than <see cref="Min"/>, or no number.</exception>
    public T Max
    {
        get => Number(Node("max"));
        set
        {
            CheckBounds(Min, value);
            Set("max", JsonValue.Create(value));
            BringIntoBounds();
        }
    }

    private protected override string StillValue => Value.ToString(null, CultureInfo.InvariantCulture);

    /// <summary>Attributes of the still picture's element.</summary>
    private protected string StillBounds =>
        string.Create(CultureInfo.InvariantCulture, $"min=\"{Min}\" max=\"{Max}\" value=\"{Value}\"");

    /// <summary>The still picture with an element of HTML, which most readers draw.</summary>
    private protected string Still(string element) =>
        $"<div class=\"r1-widget\">{Label}{element} {WebUtility.HtmlEncode(StillValue)}</div>";

    private protected override JsonNode? ToWire(T value) =>
        T.IsFinite(value)
            ? JsonValue.Create(T.Clamp(value, Min, Max))
            : throw new ArgumentException($"{value} cannot be the value of a widget: it is to be a number.");

    private protected override T FromWire(JsonNode? node) => Number(node);

    private void BringIntoBounds()
    {
        T now = Value;
        Value = now;
    }

    // A front end writes 3 for 3.0.
    private static T Number(JsonNode? node)
    {
        if (node is JsonValue value)
        {
            if (value.TryGetValue(out T exact))
            {
                return exact;
            }

            if (value.TryGetValue(out double number) && double.IsFinite(number))
            {
                T near = T.CreateSaturating(number);
                return double.CreateSaturating(near) == number
                    ? near
                    : throw new FormatException($"{number} is no {typeof(T).Name}.");
            }
        }

        throw new FormatException($"{node?.ToJsonString() ?? "null"} is no number.");
    }

    private static void CheckBounds(T min, T max)
    {
        if (!T.IsFinite(min) || !T.IsFinite(max) || min > max)
        {
            throw new ArgumentException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"min is {min} and max is {max}: min is to be at most max, and both numbers."
                )
            );
        }
    }
}
