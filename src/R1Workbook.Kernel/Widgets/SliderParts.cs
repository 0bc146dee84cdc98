using System.Text.Json.Nodes;

namespace R1Workbook.Kernel.Widgets;

/// <summary>What all sliders have on the wire.</summary>
internal static class SliderParts
{
    public static WidgetStyle Style() => WidgetStyle.Described("SliderStyleModel", "handle_color");

    public static IEnumerable<(string Name, JsonNode Value)> State(string format) =>
        [
            ("readout", JsonValue.Create(true)),
            ("readout_format", JsonValue.Create(format)),
            ("continuous_update", JsonValue.Create(true)),
            ("behavior", JsonValue.Create("drag-tap")),
        ];
}
