using System.Globalization;
using System.Text.RegularExpressions;

namespace R1Workbook.Core.Tests.Verification.SecondOpinion;

/// <summary>
/// A second reading of answers that shares nothing with the verifier: sums, products, quotients, powers and roots of
/// numbers and letters, computed in doubles with a value for each letter, in lists, tuples, sets, intervals and
/// relations. What it does not know it does not read.
/// </summary>
internal sealed partial class NumericReading
{
    private static readonly string[] Relations = ["=", "<", ">", "≤", "≥", "≠", "∈", "∪"];

    private const double Infinite = 1e300;

    private readonly string _text;
    private readonly int _point;
    private int _at;

    private NumericReading(string text, int point) => (_text, _point) = (text, point);

    /// <summary>What the answer means, as a text that is the same for the same meaning; null where it is not
    /// read.</summary>
    public static string? Of(string answer)
    {
        if (DigitsApart().IsMatch(answer))
            return null;
        string plain = NumericSigns.Plain(answer);
        if (NotForThisReading().IsMatch(plain))
            return null;
        List<string> keys = [];
        for (int point = 0; point < 3; point++)
        {
            try
            {
                NumericReading reading = new(plain, point);
                keys.Add(reading.List());
                if (reading._at < plain.Length)
                    return null;
            }
            catch (FormatException)
            {
                return null;
            }
        }
        return string.Join(" | ", keys);
    }

    private char Here => _at < _text.Length ? _text[_at] : '\0';

    private bool Take(char c)
    {
        if (Here != c)
            return false;
        _at++;
        return true;
    }

    private bool Take(string word)
    {
        if (string.CompareOrdinal(_text, _at, word, 0, word.Length) != 0)
            return false;
        _at += word.Length;
        return true;
    }

    private string List()
    {
        List<string> items = [Relation()];
        while (Take(','))
            items.Add(Relation());
        items.Sort(StringComparer.Ordinal);
        return string.Join(" ; ", items.Distinct());
    }

    private string Relation()
    {
        string left = Object(),
            all = left;
        while (Relations.FirstOrDefault(Take) is { } sign)
        {
            string right = Object();
            // a > b is b < a; a chain keeps its order.
            all =
                sign is ">" or "≥" && all == left ? $"{right}{(sign == ">" ? "<" : "≤")}{left}" : $"{all}{sign}{right}";
        }
        return all;
    }

    private string Object()
    {
        if (Here is '[' or '(' or '⟨' && Bracketed() is { } whole)
            return whole;
        return Shown(Sum());
    }

    /// <summary>A tuple, an interval or a set; null for brackets around one number.</summary>
    private string? Bracketed()
    {
        int start = _at;
        char open = _text[_at++];
        List<string> items = [Relation()];
        while (Take(','))
            items.Add(Relation());
        char close = Here;
        if (items.Count == 1 && open == '(' && close == ')')
        {
            _at = start;
            return null;
        }
        if (close is not (']' or ')' or '⟩') || (open == '⟨') != (close == '⟩'))
            throw new FormatException("brackets");
        _at++;
        if (open == '⟨')
            items.Sort(StringComparer.Ordinal);
        // ∞ belongs to no set of numbers, whatever the bracket.
        if (items[^1] == Shown(Infinite))
            close = ')';
        if (items[0] == Shown(-Infinite))
            open = '(';
        return open == '⟨' ? string.Join(" ; ", items.Distinct()) : $"{open}{string.Join(" ; ", items)}{close}";
    }

    private double Sum()
    {
        double total = Take('-') ? -Product() : Product();
        while (Here is '+' or '-')
            total += _text[_at++] == '+' ? Product() : -Product();
        return total;
    }

    private double Product()
    {
        double total = Power();
        while (true)
        {
            if (Take('*'))
                total *= Power();
            else if (Take('/'))
                total /= Power();
            else if (char.IsAsciiLetterOrDigit(Here) || Here is '(' or '\\' or 'π')
                total *= Power();
            else
                return total;
        }
    }

    private double Power()
    {
        double radix = Atom();
        return Take('^') ? Math.Pow(radix, Group()) : radix;
    }

    private double Group()
    {
        if (!Take('{'))
            return Take('-') ? -Atom(single: true) : Atom(single: true);
        double value = Sum();
        return Take('}') ? value : throw new FormatException("braces");
    }

    private double Atom(bool single = false)
    {
        if (char.IsAsciiDigit(Here))
        {
            int start = _at++;
            while (
                !single
                && (char.IsAsciiDigit(Here) || (Here == '.' && char.IsAsciiDigit(_text.ElementAtOrDefault(_at + 1))))
            )
            {
                _at++;
            }

            return double.Parse(_text[start.._at], CultureInfo.InvariantCulture);
        }
        if (Take('π'))
            return Math.PI;
        if (Take('∞'))
            return Infinite;
        if (Take('('))
        {
            double value = Sum();
            return Take(')') ? value : throw new FormatException("brackets");
        }
        if (Take('{'))
        {
            _at--;
            return Group();
        }
        if (Take(@"\frac"))
            return Group() / Group();
        if (Take(@"\sqrt"))
            return Math.Sqrt(Group());
        if (!char.IsAsciiLetter(Here))
            throw new FormatException("no number");
        return Letter();
    }

    private double Letter()
    {
        char letter = _text[_at++];
        if (letter == 'e')
            return Math.E;
        int index = 0;
        if (Take('_'))
        {
            // An index is a name; only digits and letters are known.
            bool braces = Take('{');
            index = char.IsAsciiLetterOrDigit(Here) ? _text[_at++] : throw new FormatException("index");
            if (braces && !Take('}'))
                throw new FormatException("index");
        }
        double seed = Math.Sin(letter * 12.9898 + index * 78.233 + _point * 37.719) * 43758.5453;
        return 0.5 + 3 * (seed - Math.Floor(seed));
    }

    // What holds for all values of a letter, values of which only the first is named, words, mixed numbers, the
    // imaginary unit, unions and equations that may be solved otherwise: not read here.
    [GeneratedRegex(
        @"π.*[kmn]|[kmn].*π|[Cc]_|[A-Za-z]=[^,=]*,[^,=]*(?:,|$)|\\text|(?<![\\a-z])[a-z]{2}|[0-9]\\frac"
            + @"|(?<![\\a-z])i(?![a-z])|∪|^\(a\)|\)=\([^=]*\),\("
            + @"|^(?![a-zA-Z](?:\([a-z]\))?=)[^=]*[a-zA-Z][^=]*=[^=]*[a-z]"
    )]
    private static partial Regex NotForThisReading();

    // 3 1/2 is a mixed number.
    [GeneratedRegex(@"[0-9]\s+[0-9+-]")]
    private static partial Regex DigitsApart();

    private static string Shown(double value) =>
        double.IsFinite(value)
            ? (value == 0 ? 0.0 : value).ToString("E8", CultureInfo.InvariantCulture)
            : throw new FormatException("no value");
}
