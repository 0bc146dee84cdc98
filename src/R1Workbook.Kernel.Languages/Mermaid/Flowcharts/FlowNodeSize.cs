using R1Workbook.Kernel.Languages.Mermaid.Drawing;

namespace R1Workbook.Kernel.Languages.Mermaid.Flowcharts;

/// <summary>How large a node is for its label to lie within its outline.</summary>
internal static class FlowNodeSize
{
    /// <summary>Sets the node's size.</summary>
    /// <param name="node">The node.</param>
    /// <param name="sideways">Whether edges lead sideways: bars then stand upright.</param>
    public static void Measure(FlowNode node, bool sideways)
    {
        (double w, double h) = Svg.Measure(node.Label);
        (node.Width, node.Height) = node.Shape switch
        {
            FlowShape.Start => (16, 16),
            FlowShape.End => (20, 20),
            FlowShape.Bar => sideways ? (8, 70) : (70, 8),
            FlowShape.Circle or FlowShape.DoubleCircle => Square(
                Math.Sqrt((w * w) + (h * h)) + (node.Shape == FlowShape.Circle ? 12 : 22)
            ),
            FlowShape.Rhombus => node.Label.Length == 0 ? (28, 28) : ((w / 0.62) + 16, (h / 0.38) + 8),
            FlowShape.Stadium => (w + h + 20, h + 18),
            FlowShape.Hexagon or FlowShape.Subroutine => (w + 44, h + 18),
            FlowShape.Cylinder => (w + 28, h + 36),
            FlowShape.Flag => (w + 40, h + 18),
            FlowShape.LeanLeft or FlowShape.LeanRight or FlowShape.Trapezoid or FlowShape.InvertedTrapezoid => (
                w + h + 32,
                h + 18
            ),
            _ => (w + 28, h + 18),
        };
    }

    private static (double, double) Square(double side) => (side, side);
}
