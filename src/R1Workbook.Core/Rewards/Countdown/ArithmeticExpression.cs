namespace R1Workbook.Core.Rewards.Countdown;

/// <summary>
/// Evaluates an arithmetic expression of a countdown answer: numbers, + - * /, // (division rounded down), ** (power), signs and parentheses, with
/// Python's precedence. Nothing else: the published rewards hand the text to Python's eval.
/// </summary>
public static class ArithmeticExpression
{
    private const int DeepestNesting = 64, LongestText = 2000;

    /// <summary>The value; null where the text is no expression, divides by zero, or is longer than 2,000 characters or nested deeper than 64.</summary>
    public static double? Evaluate(string text)
    {
        if (text.Length > LongestText) return null;
        Reader reader = new(text);
        return reader.Sum(0) is { } value && reader.AtEnd && double.IsFinite(value) ? value : null;
    }

    private ref struct Reader(string text)
    {
        private int _at;

        public bool AtEnd
        {
            get
            {
                while (_at < text.Length && char.IsWhiteSpace(text[_at])) _at++;
                return _at == text.Length;
            }
        }

        public double? Sum(int depth)
        {
            double? value = Product(depth);
            while (value is not null)
            {
                if (Take("+")) value += Product(depth);
                else if (Take("-")) value -= Product(depth);
                else break;
            }
            return value;
        }

        private double? Product(int depth)
        {
            double? value = Signed(depth);
            while (value is not null)
            {
                if (Take("//")) value = Divided(value, Signed(depth)) is { } quotient ? Math.Floor(quotient) : null;
                else if (Take("/")) value = Divided(value, Signed(depth));
                else if (!Next("**") && Take("*")) value *= Signed(depth);
                else break;
            }
            return value;
        }

        // A sign binds less than a power: -2 ** 2 is -4.
        private double? Signed(int depth)
        {
            if (depth > DeepestNesting) return null;
            if (Take("-")) return -Signed(depth + 1);
            if (Take("+")) return Signed(depth + 1);
            double? value = Atom(depth);
            return value is { } power && Take("**") ? Signed(depth + 1) is { } exponent ? Math.Pow(power, exponent) : null : value;
        }

        private double? Atom(int depth)
        {
            if (Take("("))
            {
                double? inner = depth >= DeepestNesting ? null : Sum(depth + 1);
                return inner is not null && Take(")") ? inner : null;
            }
            int start = _at;
            while (_at < text.Length && (char.IsAsciiDigit(text[_at]) || text[_at] == '.')) _at++;
            ReadOnlySpan<char> number = text.AsSpan(start, _at - start);
            // Python has no integers like 007.
            if (number.Length > 1 && number[0] == '0' && !number.Contains('.') && number.ContainsAnyExcept('0')) return null;
            return double.TryParse(number, System.Globalization.NumberStyles.AllowDecimalPoint, System.Globalization.CultureInfo.InvariantCulture, out double value) ? value : null;
        }

        private static double? Divided(double? value, double? by) => by is { } divisor and not 0 ? value / divisor : null;

        private bool Next(string sign) => !AtEnd && text.AsSpan(_at).StartsWith(sign, StringComparison.Ordinal);

        private bool Take(string sign)
        {
            if (!Next(sign)) return false;
            _at += sign.Length;
            return true;
        }
    }
}
