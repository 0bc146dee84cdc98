using System.Xml.Linq;

namespace R1Workbook.Book.Mathematics;

/// <content>What stands between two marks: <c>\left ... \right</c> and environments.</content>
internal sealed partial class LatexParser
{
    private string Delimiter()
    {
        SkipSpace();
        if (_at >= source.Length)
            return "";
        if (source[_at] != '\\')
        {
            return source[_at++] switch
            {
                '.' => "",
                '<' => "⟨",
                '>' => "⟩",
                char c => c.ToString(),
            };
        }

        string name = CommandName();
        return name switch
        {
            "{" => "{",
            "}" => "}",
            "|" => "‖",
            _ => LatexSymbols.Operators.GetValueOrDefault(name, name),
        };
    }

    private XElement Stretched()
    {
        string open = Delimiter();
        XElement body = Row(() => Peek(@"\right"));
        string close = "";
        if (Take(@"\right"))
            close = Delimiter();
        else
            _unknown.Add(@"\left without \right");
        return MathMlElements.Fenced(open, body, close);
    }

    private XElement Large(string name)
    {
        string size = name.TrimEnd('l', 'r') switch
        {
            "big" => "1.2em",
            "Big" => "1.8em",
            "bigg" => "2.4em",
            _ => "3em",
        };
        return new XElement("mo", new XAttribute("minsize", size), new XAttribute("maxsize", size), Delimiter());
    }

    private XElement Environment()
    {
        string name = RawArgument();
        if (name == "array")
            RawArgument();
        string end = $@"\end{{{name}}}";
        List<List<XElement>> rows = Rows(() => Peek(end));
        if (!Take(end))
            _unknown.Add("missing " + end);
        return name.TrimEnd('*') switch
        {
            "aligned" or "align" or "split" or "gathered" or "gather" or "equation" => MathMlElements.Table(
                rows,
                "right",
                "aligned"
            ),
            "cases" => new XElement(
                "mrow",
                MathMlElements.Fence("{", "prefix"),
                MathMlElements.Table(rows, "left", "cases")
            ),
            "pmatrix" => MathMlElements.Fenced("(", MathMlElements.Table(rows, "center", "matrix"), ")"),
            "bmatrix" => MathMlElements.Fenced("[", MathMlElements.Table(rows, "center", "matrix"), "]"),
            "vmatrix" => MathMlElements.Fenced("|", MathMlElements.Table(rows, "center", "matrix"), "|"),
            "matrix" or "array" or "smallmatrix" => MathMlElements.Table(rows, "center", "matrix"),
            _ => Wrong($@"\begin{{{name}}}"),
        };
    }
}
