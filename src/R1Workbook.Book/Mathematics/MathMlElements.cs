using System.Xml.Linq;

namespace R1Workbook.Book.Mathematics;

/// <summary>Elements of MathML that several LaTeX commands become.</summary>
internal static class MathMlElements
{
    /// <summary>A formula between two delimiters that grow with it; an empty one is left out.</summary>
    public static XElement Fenced(string open, XElement body, string close) =>
        new("mrow", Fence(open, "prefix"), body, Fence(close, "postfix"));

    /// <summary>One delimiter that grows with what it stands beside; null when it is empty.</summary>
    public static XElement? Fence(string text, string form) =>
        text.Length == 0
            ? null
            : new XElement(
                "mo",
                new XAttribute("form", form),
                new XAttribute("stretchy", "true"),
                new XAttribute("fence", "true"),
                text
            );

    /// <summary>A table; in an aligned one the columns stand right and left in turn, so that the relation signs line
    /// up.</summary>
    public static XElement Table(List<List<XElement>> rows, string align, string kind)
    {
        bool aligned = kind == "aligned";
        string padding = aligned ? "0.3em 0.1em" : "0.2em 0.4em";
        XElement Cell(XElement cell, int column)
        {
            string side = aligned && align == "right" && column % 2 == 1 ? "left" : align;
            return new XElement("mtd", new XAttribute("style", $"text-align:{side};padding:{padding}"), cell);
        }

        return new XElement(
            "mtable",
            aligned ? new XAttribute("displaystyle", "true") : null,
            rows.Select(row => new XElement("mtr", row.Select(Cell)))
        );
    }
}
