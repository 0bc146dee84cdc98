using System.Xml.Linq;

namespace R1Workbook.Book.Mathematics;

/// <content>Commands: <c>\name</c> and what it takes.</content>
internal sealed partial class LatexParser
{
    private XElement CommandAtom()
    {
        string name = CommandName();
        if (LatexSymbols.Identifiers.TryGetValue(name, out string? symbol))
            return new XElement("mi", symbol);
        if (LatexSymbols.Operators.TryGetValue(name, out symbol))
        {
            return new XElement(
                "mo",
                symbol.Length == 1 && "|‖⟨⟩⌊⌋⌈⌉∣".Contains(symbol[0], StringComparison.Ordinal)
                    ? new XAttribute("stretchy", "false")
                    : null,
                symbol
            );
        }

        if (LatexSymbols.Large.TryGetValue(name, out symbol))
        {
            return new XElement(
                "mo",
                new XAttribute("data-limits", "1"),
                new XAttribute("movablelimits", "true"),
                symbol
            );
        }

        if (LatexSymbols.Integrals.TryGetValue(name, out symbol))
            return new XElement("mo", symbol);
        if (LatexSymbols.LimitFunctions.Contains(name))
        {
            return new XElement(
                "mo",
                new XAttribute("data-limits", "1"),
                new XAttribute("movablelimits", "true"),
                new XAttribute("lspace", "0.1em"),
                new XAttribute("rspace", "0.1667em"),
                name
            );
        }

        if (LatexSymbols.Functions.Contains(name))
            return new XElement("mi", new XAttribute("mathvariant", "normal"), name);
        if (LatexSymbols.Spaces.TryGetValue(name, out symbol))
            return new XElement("mspace", new XAttribute("width", symbol));
        if (LatexSymbols.Accents.TryGetValue(name, out symbol))
            return Accent(name, symbol);
        return name switch
        {
            "{" or "}" or "|" => new XElement("mo", new XAttribute("stretchy", "false"), name == "|" ? "‖" : name),
            "%" or "$" or "#" or "_" or "&" => new XElement("mo", name),
            " " => new XElement("mspace", new XAttribute("width", "0.25em")),
            "frac" or "dfrac" or "tfrac" or "cfrac" => new XElement("mfrac", Argument(), Argument()),
            "binom" => MathMlElements.Fenced(
                "(",
                new XElement("mfrac", new XAttribute("linethickness", "0"), Argument(), Argument()),
                ")"
            ),
            "sqrt" => Root(),
            "text" or "textrm" or "mbox" or "textbf" or "textit" or "texttt" => new XElement(
                "mtext",
                RawArgument().Replace(@"\_", "_", StringComparison.Ordinal).Replace(' ', ' ')
            ),
            "mathrm" or "operatorname" or "mathsf" or "mathtt" or "mathit" => new XElement(
                "mi",
                new XAttribute("mathvariant", "normal"),
                RawArgument().Trim()
            ),
            "mathbf" or "boldsymbol" or "bm" or "mathbb" or "mathcal" or "mathscr" => Alphabet(name),
            "left" => Stretched(),
            "big" or "Big" or "bigl" or "bigr" or "Bigl" or "Bigr" or "bigg" or "Bigg" or "biggl" or "biggr" => Large(
                name
            ),
            "underbrace" => Underbrace(),
            "underset" => Swap("munder"),
            "overset" or "stackrel" => Swap("mover"),
            "begin" => Environment(),
            "displaystyle" or "textstyle" or "limits" or "nolimits" or "nonumber" => new XElement("mrow"),
            "boxed" => new XElement("mrow", new XAttribute("style", "border:1px solid;padding:0.15em"), Argument()),
            "pmod" => new XElement(
                "mrow",
                new XElement("mo", "("),
                new XElement("mi", new XAttribute("mathvariant", "normal"), "mod"),
                new XElement("mspace", new XAttribute("width", "0.3em")),
                Argument(),
                new XElement("mo", ")")
            ),
            _ => Wrong("\\" + name),
        };
    }

    private string CommandName()
    {
        int start = ++_at;
        if (_at >= source.Length)
            return "";
        if (!char.IsAsciiLetter(source[_at]))
            return source[_at++].ToString();
        while (_at < source.Length && char.IsAsciiLetter(source[_at]))
            _at++;
        string name = source[start.._at];
        if (_at < source.Length && source[_at] == '*' && name is "operatorname")
            _at++;
        return name;
    }

    private XElement Accent(string name, string mark)
    {
        bool wide = name is "overline" or "widehat" or "widetilde" or "overbrace" or "overrightarrow";
        return new XElement(
            "mover",
            new XAttribute("accent", "true"),
            name == "overbrace" ? new XAttribute("data-limits", "1") : null,
            Argument(),
            new XElement("mo", new XAttribute("stretchy", wide ? "true" : "false"), mark)
        );
    }

    private XElement Underbrace() =>
        new(
            "munder",
            new XAttribute("data-limits", "1"),
            Argument(),
            new XElement("mo", new XAttribute("stretchy", "true"), "⏟")
        );

    private XElement Swap(string element)
    {
        XElement mark = Argument();
        return new XElement(element, Argument(), mark);
    }

    private XElement Root()
    {
        SkipSpace();
        if (!Take("["))
            return new XElement("msqrt", Argument());
        XElement degree = Row(() => Peek("]"));
        Take("]");
        return new XElement("mroot", Argument(), degree);
    }

    private XElement Alphabet(string name)
    {
        XElement argument = Argument();
        foreach (
            XElement leaf in argument
                .DescendantsAndSelf()
                .Where(element => !element.HasElements && element.Name.LocalName is "mi" or "mn")
        )
        {
            leaf.Value = LatexSymbols.InAlphabet(leaf.Value, name);
            leaf.SetAttributeValue("mathvariant", "normal"); // the letter itself carries its alphabet
        }
        return argument;
    }
}
