namespace R1Workbook.Kernel.Widgets;

/// <summary>Widgets beside each other.</summary>
/// <param name="children">The widgets, in their order.</param>
public sealed class HBox(params IReadOnlyList<Widget> children) : Box("HBoxModel", "HBoxView", children)
{
    private protected override string Direction => "row";
}
