using System.Text.Json.Nodes;

namespace R1Workbook.Kernel.Widgets;

/// <summary>Widgets beside or under each other.</summary>
public abstract class Box : ControlWidget
{
    private IReadOnlyList<Widget> _children;

    private protected Box(string model, string view, IReadOnlyList<Widget> children)
        : base(model, view, null)
    {
        _children = children;
        Set("box_style", "");
        Set("children", References(children));
    }

    /// <summary>The widgets, in their order.</summary>
    public IReadOnlyList<Widget> Children
    {
        get => _children;
        set
        {
            foreach (Widget child in IsOpen ? value : [])
            {
                child.Open();
            }

            _children = [.. value];
            Set("children", References(value));
        }
    }

    internal override string StillHtml =>
        $"<div class=\"r1-widget\" style=\"display:flex;flex-direction:{Direction}\">"
        + string.Concat(_children.Select(c => c.StillHtml))
        + "</div>";

    internal override string StillText => $"{GetType().Name}({StillValue})";

    /// <summary>row or column.</summary>
    private protected abstract string Direction { get; }

    private protected override string StillValue => string.Join(", ", _children.Select(c => c.StillText));

    private protected override IEnumerable<Widget> Parts => [.. base.Parts, .. _children];

    private static JsonArray References(IReadOnlyList<Widget> children) =>
        [.. children.Select(c => (JsonNode)c.Reference)];
}
