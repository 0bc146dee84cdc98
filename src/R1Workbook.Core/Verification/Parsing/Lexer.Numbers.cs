using System.Numerics;
using R1Workbook.Core.Verification.Expressions;

namespace R1Workbook.Core.Verification.Parsing;

/// <content>Numbers.</content>
internal sealed partial class Lexer
{
    private const int LongestNumber = 1000,
        LargestExponent = 1000;

    /// <summary>
    /// A number: digits with thousands separators (1,000 outside brackets; 1{,}000, 1\,000 and 11,\! 111 anywhere; 1
    /// 000), a decimal part, a repeating part (0.\overline{3}), an exponent (2.5E3).
    /// </summary>
    private void Number()
    {
        int start = _at,
            end = Digits(_at);
        BigInteger whole = Value(start, end);
        if (end - start is > 0 and <= 3 && (_text[start] != '0' || end - start == 1))
        {
            int grouped = Groups(end);
            if (grouped > end && _text[start] != '0')
            {
                whole = Value(start, grouped);
                end = grouped;
            }
        }
        int decimals = -1;
        Rational value = new(whole);
        if (
            end < _text.Length
            && Plain(_text[end]) == '.'
            && (
                end + 1 >= _text.Length
                || !(_text[end + 1] == '.' || (end == start && !char.IsAsciiDigit(Plain(_text[end + 1]))))
            )
        )
        {
            int stop = Digits(end + 1);
            (int repeating, int after) = Repeating(stop);
            if (stop > end + 1 || repeating >= 0)
            {
                decimals = stop - end - 1;
                if (stop - start > LongestNumber)
                {
                    Add(TokenKind.Text, "a number of too many digits", stop);
                    return;
                }
                BigInteger scale = BigInteger.Pow(10, decimals);
                value = Rational.Of(whole * scale + (stop > end + 1 ? Value(end + 1, stop) : 0), scale);
                end = stop;
                if (repeating >= 0)
                {
                    BigInteger digits = Value(repeating, after - 1);
                    value += Rational.Of(digits, scale * (BigInteger.Pow(10, after - 1 - repeating) - 1));
                    end = after;
                    decimals = -1;
                }
            }
        }
        if (end - start > LongestNumber)
        {
            Add(TokenKind.Text, "a number of too many digits", end);
            return;
        }
        (value, decimals, end) = Exponent(value, decimals, end);
        Add(TokenKind.Number, _text[start..end], end, new Number(value, decimals));
        DecimalComma(start, end);
    }

    /// <summary>A comma between digits, no space, that separates no thousands: the token keeps what the number were
    /// with a decimal comma.</summary>
    private void DecimalComma(int start, int end)
    {
        if (_brackets > 0 || end + 1 >= _text.Length || _text[end] != ',' || !char.IsAsciiDigit(_text[end + 1]))
            return;
        int stop = Digits(end + 1);
        bool lone =
            (start == 0 || _text[start - 1] != ',') && (stop >= _text.Length || _text[stop] is not (',' or '.'));
        if (!lone || stop - start > LongestNumber || Digits(start) != end)
            return;
        BigInteger scale = BigInteger.Pow(10, stop - end - 1);
        Add(
            TokenKind.Comma,
            ",",
            end + 1,
            new Number(Rational.Of(Value(start, end) * scale + Value(end + 1, stop), scale), stop - end - 1)
        );
    }

    private (Rational Value, int Decimals, int End) Exponent(Rational value, int decimals, int end)
    {
        if (end + 1 >= _text.Length || _text[end] is not ('E' or 'e'))
            return (value, decimals, end);
        int digits = end + 1 + (_text[end + 1] is '-' or '+' ? 1 : 0),
            stop = Digits(digits);
        // 2e is twice Euler's number, 2e3 is 2000.
        if (
            stop == digits
            || stop - digits > 4
            || (stop < _text.Length && (_text[stop] is '^' || char.IsAsciiLetter(_text[stop])))
        )
        {
            return (value, decimals, end);
        }

        int exponent = (int)Value(digits, stop);
        if (exponent > LargestExponent)
            return (value, decimals, end);
        bool negative = _text[end + 1] == '-';
        decimals =
            negative ? Math.Max(0, decimals) + exponent
            : decimals < 0 ? -1
            : Math.Max(0, decimals - exponent);
        return (value * new Rational(10).Pow(negative ? -exponent : exponent), decimals, stop);
    }

    private int Digits(int index)
    {
        while (index < _text.Length && char.IsAsciiDigit(Plain(_text[index])))
            index++;
        return index;
    }

    private BigInteger Value(int start, int end)
    {
        BigInteger value = 0;
        long block = 0,
            scale = 1;
        for (int i = start; i < Math.Min(end, start + 2 * LongestNumber); i++)
        {
            char c = Plain(_text[i]);
            if (!char.IsAsciiDigit(c))
                continue;
            block = block * 10 + (c - '0');
            scale *= 10;
            if (scale < 1_000_000_000_000_000_00)
                continue;
            value = value * scale + block;
            (block, scale) = (0, 1);
        }
        return value.IsZero ? block : value * scale + block;
    }

    /// <summary>Where a run of groups of three digits behind an index ends; the index itself where there is
    /// none.</summary>
    private int Groups(int index)
    {
        int separator = Separator(index, out char kind);
        // In 1,2,3,400 the comma has shown already that it divides a list.
        if (separator == 0 || (kind == ',' && _at > 1 && _text[_at - 1] == ',' && char.IsAsciiDigit(_text[_at - 2])))
            return index;
        int end = index;
        while (true)
        {
            int length = Separator(end, out char next);
            if (length == 0)
                return end;
            // One kind of separator throughout; 1,234,56 and 100,20 are lists.
            int stop = Digits(end + length);
            if (next != kind)
                return end;
            if (stop - end - length != 3)
                return kind == ',' ? index : end;
            end = stop;
            if (end - index > LongestNumber)
                return index;
        }
    }

    private int Separator(int index, out char kind)
    {
        kind = '\0';
        ReadOnlySpan<char> rest = _text.AsSpan(index);
        int length = rest switch
        {
            ['{', ',', '}', ..] => 3,
            [',', '\\', '!', ..] => 3,
            [',', '\\', '\\', '!', ..] => 4,
            ['{', ',', '\\', '!', '}', ..] => 5,
            ['\\', '\\', ',', ..] => 3,
            ['\\', ',', ..] => 2,
            ['\\', '!', ',', ..] => 3,
            [',', ..] when _brackets == 0 => 1,
            ['，', ..] when _brackets == 0 => 1,
            [' ' or '\u00a0' or '\u202f' or '\u2009', ..] => 1,
            _ => 0,
        };
        if (length == 0)
            return 0;
        kind = length > 1 ? '!' : rest[0];
        if (kind == '!')
        {
            while (index + length < _text.Length && _text[index + length] == ' ')
                length++;
        }

        return index + length < _text.Length && char.IsAsciiDigit(Plain(_text[index + length])) ? length : 0;
    }

    /// <summary>The digits under a bar behind a decimal point: their start and the index behind the brace.</summary>
    private (int Start, int After) Repeating(int index)
    {
        ReadOnlySpan<char> rest = _text.AsSpan(index);
        int skip =
            rest.StartsWith("\\overline{") ? 10
            : rest.StartsWith("\\bar{") ? 5
            : 0;
        if (skip == 0)
            return (-1, index);
        int stop = Digits(index + skip);
        return stop > index + skip && stop - index < 100 && stop < _text.Length && _text[stop] == '}'
            ? (index + skip, stop + 1)
            : (-1, index);
    }
}
