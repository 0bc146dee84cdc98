using System.Xml.Linq;

namespace R1Workbook.Book.Mathematics;

/// <summary>A recursive-descent reader of LaTeX mathematics that builds presentation MathML.</summary>
internal sealed partial class LatexParser(string source)
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
        return rows.Count == 1 && rows[0].Count == 1 ? rows[0][0] : MathMlElements.Table(rows, "left", "aligned");
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
