using System.Xml.Linq;

namespace R1Workbook.Kernel.Book.Mathematics;

/// <summary>A recursive-descent reader of LaTeX mathematics that builds presentation MathML.</summary>
internal sealed class LatexParser(string source)
{
    private const int DeepestNesting = 100;
    private readonly List<string> _unknown = [];
    private int _at;
    private int _depth;

    /// <summary>Commands that were not understood.</summary>
    public IReadOnlyList<string> Unknown => _unknown;

    /// <summary>The whole formula; lines divided by <c>\\</c> outside an environment become rows.</summary>
    public XElement Formula()
    {
        List<List<XElement>> rows = Rows(() => _at >= source.Length);
        return rows.Count == 1 && rows[0].Count == 1 ? rows[0][0] : Table(rows, "left", "aligned");
    }

    /// <summary>Rows divided by <c>\\</c>, cells divided by <c>&amp;</c>, until the end is seen.</summary>
    private List<List<XElement>> Rows(Func<bool> atEnd)
    {
        List<List<XElement>> rows =
        [
            [],
        ];
        while (true)
        {
            rows[^1].Add(Row(() => atEnd() || Peek("&") || Peek(@"\\")));
            if (Take("&"))
                continue;
            if (!Take(@"\\"))
                break;
            SkipSpace();
            if (atEnd())
                break;
            rows.Add([]);
        }
        return rows;
    }

    private XElement Row(Func<bool> atEnd)
    {
        List<XElement> items = [];
        if (++_depth > DeepestNesting)
        {
            _at = source.Length;
            _unknown.Add("nesting deeper than 100");
        }
        SkipSpace();
        while (_at < source.Length && !atEnd())
        {
            int before = _at;
            XElement? atom = Atom();
            if (atom is not null)
                items.Add(Scripts(atom));
            if (_at == before)
                items.Add(Wrong(source[_at++].ToString())); // a stray closing brace: show it, go on
            SkipSpace();
        }
        _depth--;
        return items.Count == 1 ? items[0] : new XElement("mrow", items);
    }

    /// <summary>The subscript and superscript that follow an atom.</summary>
    private XElement Scripts(XElement atom)
    {
        XElement? below = null,
            above = null;
        while (true)
        {
            SkipSpace();
            if (Take("_"))
                below = Argument();
            else if (Take("^"))
                above = above is null ? Argument() : new XElement("mrow", above, Argument());
            else if (Peek("'"))
                above = Primes(above);
            else if (Take(@"\limits"))
                atom.SetAttributeValue("data-limits", "1");
            else if (Take(@"\nolimits"))
                atom.SetAttributeValue("data-limits", null);
            else
                break;
        }
        bool limits = atom.Attribute("data-limits") is not null;
        atom.SetAttributeValue("data-limits", null);
        return (below, above, limits) switch
        {
            (null, null, _) => atom,
            (not null, null, true) => new XElement("munder", atom, below),
            (null, not null, true) => new XElement("mover", atom, above),
            (not null, not null, true) => new XElement("munderover", atom, below, above),
            (not null, null, false) => new XElement("msub", atom, below),
            (null, not null, false) => new XElement("msup", atom, above),
            _ => new XElement("msubsup", atom, below, above),
        };
    }

    private XElement Primes(XElement? above)
    {
        string primes = "";
        while (Take("'"))
            primes += "′";
        var mark = new XElement("mo", primes);
        return above is null ? mark : new XElement("mrow", mark, above);
    }

    private XElement? Atom()
    {
        char c = source[_at];
        if (c == '\\')
            return CommandAtom();
        if (c == '{')
            return Argument();
        if (c is '}' or '&')
            return null;
        if (c is '^' or '_')
            return new XElement("mrow"); // a script without a base, as in {}^2
        if (char.IsAsciiDigit(c))
            return Number();
        int length = char.IsHighSurrogate(c) && _at + 1 < source.Length ? 2 : 1;
        string text = source.Substring(_at, length);
        _at += length;
        if (char.IsLetter(text, 0))
            return new XElement("mi", text);
        return c switch
        {
            '~' => new XElement("mspace", new XAttribute("width", "0.25em")),
            '-' => new XElement("mo", "−"),
            '*' => new XElement("mo", "∗"),
            '(' or ')' or '[' or ']' or '|' => new XElement("mo", new XAttribute("stretchy", "false"), text),
            _ => new XElement("mo", text),
        };
    }

    private XElement Number()
    {
        int start = _at;
        while (
            _at < source.Length
            && (
                char.IsAsciiDigit(source[_at])
                || (source[_at] == '.' && _at + 1 < source.Length && char.IsAsciiDigit(source[_at + 1]))
            )
        )
        {
            _at++;
        }

        return new XElement("mn", source[start.._at]);
    }

    /// <summary>What stands in braces, or the next single atom.</summary>
    private XElement Argument()
    {
        SkipSpace();
        if (_at >= source.Length)
            return Wrong("missing argument");
        if (char.IsAsciiDigit(source[_at]))
            return new XElement("mn", source[_at++]); // TeX takes one digit: \tfrac12 is a half
        if (!Take("{"))
            return Atom() ?? Wrong("missing argument");
        XElement row = Row(() => Peek("}"));
        if (!Take("}"))
            _unknown.Add("missing }");
        return row;
    }

    /// <summary>What stands in braces, unread.</summary>
    private string RawArgument()
    {
        SkipSpace();
        if (!Take("{"))
            return _at < source.Length ? source[_at++].ToString() : "";
        int start = _at,
            depth = 1;
        while (_at < source.Length && depth > 0)
        {
            if (source[_at] == '\\')
                _at++;
            else if (source[_at] == '{')
                depth++;
            else if (source[_at] == '}')
                depth--;
            _at++;
        }
        if (depth > 0)
            _unknown.Add("missing }");
        return source[start..Math.Min(Math.Max(start, depth > 0 ? _at : _at - 1), source.Length)];
    }

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
            "binom" => Fenced(
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
        return Fenced(open, body, close);
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

    private static XElement Fenced(string open, XElement body, string close) =>
        new("mrow", Fence(open, "prefix"), body, Fence(close, "postfix"));

    private static XElement? Fence(string text, string form) =>
        text.Length == 0
            ? null
            : new XElement(
                "mo",
                new XAttribute("form", form),
                new XAttribute("stretchy", "true"),
                new XAttribute("fence", "true"),
                text
            );

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
            "aligned" or "align" or "split" or "gathered" or "gather" or "equation" => Table(rows, "right", "aligned"),
            "cases" => new XElement("mrow", Fence("{", "prefix"), Table(rows, "left", "cases")),
            "pmatrix" => Fenced("(", Table(rows, "center", "matrix"), ")"),
            "bmatrix" => Fenced("[", Table(rows, "center", "matrix"), "]"),
            "vmatrix" => Fenced("|", Table(rows, "center", "matrix"), "|"),
            "matrix" or "array" or "smallmatrix" => Table(rows, "center", "matrix"),
            _ => Wrong($@"\begin{{{name}}}"),
        };
    }

    /// <summary>A table; in an aligned one the columns stand right and left in turn, so that the relation signs line
    /// up.</summary>
    private static XElement Table(List<List<XElement>> rows, string align, string kind) =>
        new(
            "mtable",
            kind == "aligned" ? new XAttribute("displaystyle", "true") : null,
            rows.Select(row => new XElement(
                "mtr",
                row.Select(
                    (cell, column) =>
                        new XElement(
                            "mtd",
                            new XAttribute(
                                "style",
                                $"text-align:{(kind == "aligned" && align == "right" && column % 2 == 1 ? "left" : align)};padding:{(kind == "aligned" ? "0.3em 0.1em" : "0.2em 0.4em")}"
                            ),
                            cell
                        )
                )
            ))
        );

    private XElement Wrong(string text)
    {
        _unknown.Add(text);
        return new XElement("mtext", new XAttribute("style", "color:#b00020"), text);
    }

    private void SkipSpace()
    {
        while (_at < source.Length && char.IsWhiteSpace(source[_at]))
            _at++;
    }

    private bool Peek(string text)
    {
        if (string.CompareOrdinal(source, _at, text, 0, text.Length) != 0)
            return false;
        int after = _at + text.Length; // \right must not match \rightarrow
        return !(
            text.Length > 1
            && text[0] == '\\'
            && char.IsAsciiLetter(text[^1])
            && after < source.Length
            && char.IsAsciiLetter(source[after])
        );
    }

    private bool Take(string text)
    {
        if (!Peek(text))
            return false;
        _at += text.Length;
        return true;
    }
}
