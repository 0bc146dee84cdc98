using System.Globalization;

namespace R1Workbook.Core.Peers;

/// <summary>
/// Evaluates what Python's <c>eval</c> makes of digits, points, blanks, parentheses and + - * / // **, in double
/// precision: the part of it that the countdown graders let through. Whatever Python would raise on has no value; depth
/// and length are limited.
/// </summary>
internal ref struct PythonArithmetic
{
    private const int Longest = 2000,
        Deepest = 64;
    private readonly ReadOnlySpan<char> _text;
    private int _at,
        _depth;
    private bool _failed;

    private PythonArithmetic(ReadOnlySpan<char> text) => _text = text;

    /// <summary>The value, or null where Python would raise an error or the number is not finite.</summary>
    public static double? Evaluate(string text)
    {
        if (text.Length > Longest || text.Contains('\n', StringComparison.Ordinal))
            return null;
        PythonArithmetic reader = new(text);
        double value = reader.Sum();
        reader.Blanks();
        return reader._failed || reader._at < text.Length || !double.IsFinite(value) ? null : value;
    }

    /// <summary>The whole numbers of a text, in ascending order: every run of digits is one.</summary>
    public static List<long> Numbers(string text)
    {
        List<long> numbers = [];
        for (int i = 0; i < text.Length; i++)
        {
            int start = i;
            while (i < text.Length && char.IsAsciiDigit(text[i]))
                i++;
            if (i > start)
            {
                numbers.Add(
                    long.TryParse(
                        text.AsSpan(start, i - start),
                        NumberStyles.None,
                        CultureInfo.InvariantCulture,
                        out long number
                    )
                        ? number
                        : long.MaxValue
                );
            }
        }
        numbers.Sort();
        return numbers;
    }

    /// <summary>Whether an equation uses each of the numbers exactly once.</summary>
    public static bool Uses(string equation, IEnumerable<long> numbers) =>
        Numbers(equation).SequenceEqual(numbers.Order());

    private double Sum()
    {
        double value = Product();
        while (!_failed)
        {
            if (Take("+"))
                value += Product();
            else if (Take("-"))
                value -= Product();
            else
                break;
        }
        return value;
    }

    private double Product()
    {
        double value = Signed();
        while (!_failed)
        {
            if (Next("**"))
                break;
            if (Take("*"))
                value *= Signed();
            else if (Take("//"))
                value = Math.Floor(Quotient(value, Signed()));
            else if (Take("/"))
                value = Quotient(value, Signed());
            else
                break;
        }
        return value;
    }

    private double Signed()
    {
        int signs = 1;
        while (true)
        {
            if (Take("-"))
                signs = -signs;
            else if (!Take("+"))
                break;
        }
        double value = Power();
        return signs * value;
    }

    private double Power()
    {
        double value = Atom();
        if (_failed || !Take("**"))
            return value;
        if (++_depth > Deepest)
            return Fail();
        double power = Math.Pow(value, Signed());
        _depth--;
        return power;
    }

    private double Atom()
    {
        if (_failed || ++_depth > Deepest)
            return Fail();
        double value;
        if (Take("("))
        {
            value = Sum();
            if (!Take(")"))
                return Fail();
        }
        else
        {
            Blanks();
            int start = _at;
            while (_at < _text.Length && (char.IsAsciiDigit(_text[_at]) || _text[_at] == '.'))
                _at++;
            ReadOnlySpan<char> digits = _text[start.._at];
            // Python reads no whole number that begins with 0.
            if (digits.Length > 1 && digits[0] == '0' && !digits.Contains('.') && digits.ContainsAnyExcept('0'))
                return Fail();
            if (!double.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out value))
                return Fail();
        }
        _depth--;
        return value;
    }

    private double Quotient(double value, double by) => by == 0 ? Fail() : value / by;

    private double Fail()
    {
        _failed = true;
        return double.NaN;
    }

    private bool Next(string sign)
    {
        Blanks();
        return _text[_at..].StartsWith(sign, StringComparison.Ordinal);
    }

    private bool Take(string sign)
    {
        if (_failed || !Next(sign))
            return false;
        _at += sign.Length;
        return true;
    }

    private void Blanks()
    {
        while (_at < _text.Length && char.IsWhiteSpace(_text[_at]))
            _at++;
    }
}
