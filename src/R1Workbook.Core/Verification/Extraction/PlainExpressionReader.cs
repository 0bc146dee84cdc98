using System.Text;

namespace R1Workbook.Core.Verification.Extraction;

/// <summary>Operands and operators in turn; what is complete last is what was read.</summary>
internal ref struct PlainExpressionReader(string text, int begin, int end, bool plain, bool latex)
{
    private const int Deepest = 16;
    private const string Currencies = "$€£¥₹₽₩₫฿₺₴₦₱₪";
    private readonly StringBuilder _plain = new();
    private readonly int _start = begin;
    private int _at = begin,
        _depth,
        _complete = -1,
        _length;
    private bool _value,
        _valueComplete;

    public readonly bool HasValue => _valueComplete;

    public readonly string Plain() => _plain.ToString(0, _length).Trim();

    public int Read()
    {
        bool operand = false; // whether the last thing read was an operand
        while (_at < end)
        {
            if (!(operand ? Behind(ref operand) : Operand(ref operand)))
                break;
            if (operand && _depth == 0)
                (_complete, _length, _valueComplete) = (_at, _plain.Length, _value);
        }
        return _complete;
    }

    private bool Operand(ref bool operand)
    {
        char c = text[_at];
        if (c == ' ')
            return Copy(1);
        if (c is '-' or '+' && (_at + 1 < end && text[_at + 1] != ' ' || _at > _start))
            return Copy(1);
        if (c is '(' or '[')
        {
            _depth++;
            return _depth <= Deepest && Copy(1);
        }
        if (Currencies.Contains(c, StringComparison.Ordinal))
            return Skip(1);
        if (c == '\\' && _at + 1 < end && text[_at + 1] == '$')
            return Skip(2);
        if (c == '√')
            return Copy(1);
        operand = true;
        if (char.IsAsciiDigit(c) || (c == '.' && _at + 1 < end && char.IsAsciiDigit(text[_at + 1])))
        {
            _value |= plain || _depth > 0;
            _at = PlainNumber.Read(text, _at, end, _depth > 0, _plain);
            return plain || latex;
        }
        if (c is 'π' or '∞')
        {
            _value = true;
            return Copy(1);
        }
        if (c == '\\')
            return latex && Command(ref operand);
        return IsVariable() && Copy(1);
    }

    private bool Behind(ref bool operand)
    {
        char c = text[_at];
        if (_depth > 0 && c is ')' or ']')
        {
            _depth--;
            return _depth >= 0 && Copy(1);
        }
        if (
            c == '!'
            && !(_at + 1 < end && text[_at + 1] is '=' or '!')
            && _at > _start
            && char.IsAsciiDigit(text[_at - 1])
        )
        {
            return Copy(1);
        }

        if (c is '²' or '³' or '⁴')
            return Copy(1);
        if (c is 'π' or '√' or '(' || (c == '\\' && latex && !IsOperator(CommandName())))
        {
            operand = false;
            return true;
        }
        if (IsVariable())
        {
            operand = false;
            return true;
        }
        int i = _at;
        while (i < end && text[i] == ' ')
            i++;
        if (i >= end || i - _at > 1)
            return false;
        c = text[i];
        bool colon = c == ':' && i == _at && i + 1 < end && char.IsAsciiDigit(text[i + 1]);
        bool comma = c is ',' or ';' && _depth > 0,
            star = c == '*' && !(i + 1 < end && text[i + 1] == '*') && !(i > 0 && text[i - 1] == '*');
        if (
            !colon
            && !comma
            && !star
            && c is not ('+' or '-' or '/' or '^' or '×' or '·' or '÷' or '±')
            && !(c == '\\' && latex && IsOperator(CommandName(i)))
        )
        {
            return false;
        }
        // "5 -3" has a sign, "- 3" an operator; a dash without blank behind and with one before begins the next
        // number.
        if (c is '-' or '+' && i > _at && i + 1 < end && text[i + 1] != ' ')
            return false;
        operand = false;
        return Copy(i - _at + (c == '\\' ? 1 + CommandName(i).Length : 1));
    }

    private readonly bool IsVariable() =>
        PlainScanner.Variables.Contains(text[_at], StringComparison.Ordinal)
        && !(_at + 1 < end && char.IsLetter(text[_at + 1]))
        && !(_at > _start && char.IsLetter(text[_at - 1]));

    private bool Command(ref bool operand)
    {
        string name = CommandName();
        if (
            name
            is "left"
                or "right"
                or "sqrt"
                or "frac"
                or "dfrac"
                or "tfrac"
                or "cfrac"
                or "pi"
                or "infty"
                or "binom"
                or "sin"
                or "cos"
                or "tan"
                or "log"
                or "ln"
                or "overline"
        )
        {
            int i = _at + 1 + name.Length;
            if (name == "left")
            {
                operand = false;
                return Copy(i - _at);
            }
            if (name == "right")
                return Copy(i - _at) && _depth-- > 0 && _at < end && Copy(1);
            if (name is "sin" or "cos" or "tan" or "log" or "ln")
                operand = false;
            if (
                name is "frac" or "dfrac" or "tfrac"
                && i + 1 < end
                && char.IsAsciiDigit(text[i])
                && char.IsAsciiDigit(text[i + 1])
            )
            {
                i += 2;
            }

            while (i < end && text[i] is '{' or '[')
            {
                int close =
                    text[i] == '{' ? LatexText.GroupEnd(text, i, end)
                    : text.AsSpan(i, end - i).IndexOf(']') is >= 0 and int at ? i + at + 1
                    : -1;
                if (close < 0)
                    return false;
                i = close;
            }
            _value = true;
            return Copy(i - _at);
        }
        return false;
    }

    private readonly string CommandName() => CommandName(_at);

    private readonly string CommandName(int at)
    {
        int i = at + 1;
        while (i < end && char.IsAsciiLetter(text[i]))
            i++;
        return text[(at + 1)..i];
    }

    private static bool IsOperator(string name) => name is "cdot" or "times" or "div" or "pm";

    private bool Copy(int count)
    {
        _plain.Append(text, _at, count);
        _at += count;
        return true;
    }

    private bool Skip(int count)
    {
        _at += count;
        return true;
    }
}
