using System.Globalization;
using R1Workbook.Kernel.Languages.Mermaid.Drawing;

namespace R1Workbook.Kernel.Languages.Mermaid.Flowcharts;

/// <summary>Draws the outlines of nodes.</summary>
internal static class FlowShapes
{
    /// <summary>Draws one outline.</summary>
    /// <param name="svg">The drawing.</param>
    /// <param name="node">The placed node.</param>
    /// <param name="paint">Attributes of fill and stroke.</param>
    public static void Draw(Svg svg, FlowNode node, string paint)
    {
        (double w, double h) = (node.Width, node.Height);
        (double x, double y) = (node.X - (w / 2), node.Y - (h / 2));
        double skew = h / 2;
        switch (node.Shape)
        {
            case FlowShape.Start:
                svg.Add($"<circle cx=\"{node.X:0.#}\" cy=\"{node.Y:0.#}\" r=\"8\" fill=\"{Svg.Ink}\"/>");
                break;
            case FlowShape.End:
                svg.Add(
                    $"<circle cx=\"{node.X:0.#}\" cy=\"{node.Y:0.#}\" r=\"9\" fill=\"#ffffff\" stroke=\"{Svg.Ink}\" "
                        + $"stroke-width=\"1.5\"/><circle cx=\"{node.X:0.#}\" cy=\"{node.Y:0.#}\" r=\"5\" "
                        + $"fill=\"{Svg.Ink}\"/>"
                );
                break;
            case FlowShape.Bar:
                svg.Add(
                    $"<rect x=\"{x:0.#}\" y=\"{y:0.#}\" width=\"{w:0.#}\" height=\"{h:0.#}\" rx=\"2\" "
                        + $"fill=\"{Svg.Ink}\"/>"
                );
                break;
            case FlowShape.Circle:
            case FlowShape.DoubleCircle:
                svg.Add($"<circle cx=\"{node.X:0.#}\" cy=\"{node.Y:0.#}\" r=\"{w / 2:0.#}\" {paint}/>");
                if (node.Shape == FlowShape.DoubleCircle)
                {
                    svg.Add($"<circle cx=\"{node.X:0.#}\" cy=\"{node.Y:0.#}\" r=\"{(w / 2) - 5:0.#}\" {paint}/>");
                }

                break;
            case FlowShape.Cylinder:
                svg.Add(
                    $"<path d=\"M{x:0.#},{y + 9:0.#} a{w / 2:0.#},9 0 0 1 {w:0.#},0 v{h - 18:0.#} a{w / 2:0.#},9 0 "
                        + $"0 1 {-w:0.#},0 z\" {paint}/>"
                );
                svg.Add($"<path d=\"M{x:0.#},{y + 9:0.#} a{w / 2:0.#},9 0 0 0 {w:0.#},0\" {paint}/>");
                break;
            case FlowShape.Rhombus:
                Polygon(svg, paint, (node.X, y), (x + w, node.Y), (node.X, y + h), (x, node.Y));
                break;
            case FlowShape.Hexagon:
                Polygon(
                    svg,
                    paint,
                    (x + skew, y),
                    (x + w - skew, y),
                    (x + w, node.Y),
                    (x + w - skew, y + h),
                    (x + skew, y + h),
                    (x, node.Y)
                );
                break;
            case FlowShape.Flag:
                Polygon(svg, paint, (x, y), (x + w, y), (x + w, y + h), (x, y + h), (x + (h / 3), node.Y));
                break;
            case FlowShape.LeanRight:
                Polygon(svg, paint, (x + skew, y), (x + w, y), (x + w - skew, y + h), (x, y + h));
                break;
            case FlowShape.LeanLeft:
                Polygon(svg, paint, (x, y), (x + w - skew, y), (x + w, y + h), (x + skew, y + h));
                break;
            case FlowShape.Trapezoid:
                Polygon(svg, paint, (x + skew, y), (x + w - skew, y), (x + w, y + h), (x, y + h));
                break;
            case FlowShape.InvertedTrapezoid:
                Polygon(svg, paint, (x, y), (x + w, y), (x + w - skew, y + h), (x + skew, y + h));
                break;
            default:
                double radius = node.Shape switch
                {
                    FlowShape.Rounded => 9,
                    FlowShape.Stadium => h / 2,
                    FlowShape.Note => 0,
                    _ => 3,
                };
                svg.Add(
                    $"<rect x=\"{x:0.#}\" y=\"{y:0.#}\" width=\"{w:0.#}\" height=\"{h:0.#}\" rx=\"{radius:0.#}\" "
                        + $"{paint}/>"
                );
                if (node.Shape == FlowShape.Subroutine)
                {
                    svg.Add($"<path d=\"M{x + 8:0.#},{y:0.#} v{h:0.#} M{x + w - 8:0.#},{y:0.#} v{h:0.#}\" {paint}/>");
                }

                break;
        }
    }

    private static void Polygon(Svg svg, string paint, params (double X, double Y)[] corners)
    {
        string points = string.Join(
            ' ',
            corners.Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.X:0.#},{c.Y:0.#}"))
        );
        svg.Add($"<polygon points=\"{points}\" stroke-linejoin=\"round\" {paint}/>");
    }
}
