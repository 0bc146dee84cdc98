using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;

namespace R1Workbook.Kernel.Widgets;

/// <summary>One of several texts, which the reader chooses.</summary>
public sealed class Dropdown : ValueWidget<string?>
{
    private readonly List<string> _options;

    /// <summary>A list to choose from.</summary>
    /// <param name="options">The texts.</param>
    /// <param name="value">The one that is chosen at first; null for the first.</param>
    /// <exception cref="ArgumentException">The value is none of the options.</exception>
    public Dropdown(IEnumerable<string> options, string? value = null)
        : base("DropdownModel", "DropdownView", WidgetStyle.Described("DescriptionStyleModel"))
    {
        _options = [.. options];
        Set("_options_labels", new JsonArray([.. _options.Select(o => (JsonNode)o)]));
        Set("index", value is null && _options.Count > 0 ? 0 : ToWire(value));
    }

    /// <summary>What can be chosen.</summary>
    public IReadOnlyList<string> Options => _options;

    internal override string StillHtml =>
        $"<div class=\"r1-widget\">{Label}<select disabled>"
        + string.Concat(
            _options.Select(o => $"<option{(o == Value ? " selected" : "")}>{WebUtility.HtmlEncode(o)}</option>")
        )
        + "</select></div>";

    private protected override string WireName => "index";

    private protected override string StillValue => Value ?? "";

    private protected override JsonNode? ToWire(string? value) =>
        value is null ? null
        : _options.IndexOf(value) is >= 0 and int index ? index
        : throw new ArgumentException($"\"{value}\" is none of the options: {string.Join(", ", _options)}.");

    private protected override string? FromWire(JsonNode? node) =>
        node is null ? null
        : node is JsonValue value && value.TryGetValue(out int index) && index >= 0 && index < _options.Count
            ? _options[index]
        : throw new FormatException(
            string.Create(CultureInfo.InvariantCulture, $"{node.ToJsonString()} is no place among {_options.Count}.")
        );
}
