namespace R1Workbook.Kernel.Widgets;

/// <summary>Widgets under each other.</summary>
/// <param name="children">The widgets, in their order.</param>
public sealed class VBox(params IReadOnlyList<Widget> children) : Box("VBoxModel", "VBoxView", children)
{
    private protected override string Direction => "column";
}
