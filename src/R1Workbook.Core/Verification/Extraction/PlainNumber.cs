using System.Text;

namespace R1Workbook.Core.Verification.Extraction;

/// <summary>
/// Reads a number as people write it and writes it plainly: 1,234.5 and 1 234,5 and 1.234,5 are 1234.5; 12,34,567
/// (India) is 1234567; 2,74 is 2.74; 1,234 is 1234, for groups of three are thousands; 1.5e-3 is 1.5*10^(-3); 3 1/2 is
/// (3+1/2).
/// </summary>
internal static class PlainNumber
{
    /// <summary>Reads the number that begins at a place.</summary>
    /// <param name="text">The text.</param>
    /// <param name="at">Where the number begins: a digit, or a point before a digit.</param>
    /// <param name="end">Where the text ends.</param>
    /// <param name="bracketed">Whether the number stands in brackets: a comma then divides elements.</param>
    /// <param name="into">Takes the plain number.</param>
    /// <returns>The place behind it.</returns>
    public static int Read(string text, int at, int end, bool bracketed, StringBuilder into)
    {
        int i = Digits(text, at, end),
            whole = i - at;
        char separator = whole is > 0 and <= 3 && text[at] != '0' ? Separator(text, i, end, bracketed) : '\0';
        into.Append(text, at, whole);
        if (separator == 'I') // lakh and crore: groups of two, then one of three
        {
            while (i < end && text[i] == ',')
            {
                int group = Digits(text, i + 1, end);
                into.Append(text, i + 1, group - i - 1);
                i = group;
            }
        }
        else
        {
            while (separator != '\0' && i + 3 < end && text[i] == separator && IsGroup(text, i + 1, end))
            {
                into.Append(text, i + 1, 3);
                i += 4;
            }
        }

        if (i + 1 < end && char.IsAsciiDigit(text[i + 1]) && IsDecimalMark(text, at, i, end, separator, bracketed))
        {
            int fraction = Digits(text, i + 1, end);
            if (whole == 0)
                into.Append('0');
            into.Append('.').Append(text, i + 1, fraction - i - 1);
            i = fraction;
        }
        return Mixed(text, at, Exponent(text, i, end, into), end, into);
    }

    private static int Digits(string text, int at, int end)
    {
        while (at < end && char.IsAsciiDigit(text[at]))
            at++;
        return at;
    }

    private static bool IsGroup(string text, int at, int end) => Digits(text, at, end) - at == 3;

    private static char Separator(string text, int at, int end, bool bracketed)
    {
        if (at + 3 >= end || bracketed)
            return '\0';
        char mark = text[at];
        if (mark is ',' or ' ' or '\'' or '’' && IsGroup(text, at + 1, end))
            return mark;
        // One group after a point is three decimals, unless a decimal comma follows.
        if (
            mark == '.'
            && IsGroup(text, at + 1, end)
            && at + 5 < end
            && (
                text[at + 4] == '.' && IsGroup(text, at + 5, end)
                || text[at + 4] == ',' && char.IsAsciiDigit(text[at + 5])
            )
        )
        {
            return '.';
        }

        return mark == ',' && IsIndian(text, at, end) ? 'I' : '\0';
    }

    private static bool IsIndian(string text, int at, int end)
    {
        int groups = 0;
        for (int i = at; i < end && text[i] == ','; )
        {
            int next = Digits(text, i + 1, end),
                length = next - i - 1;
            if (length == 3)
                return groups > 0 && !(next < end && text[next] == ',');
            if (length != 2)
                return false;
            groups++;
            i = next;
        }
        return false;
    }

    private static bool IsDecimalMark(string text, int start, int at, int end, char separator, bool bracketed)
    {
        if (text[at] == '.')
            return separator != '.';
        if (text[at] != ',' || bracketed)
            return false;
        if (separator == '.' || separator == ' ')
            return true;
        if (separator != '\0' || at == start)
            return false;
        int after = Digits(text, at + 1, end);
        bool another = after + 1 < end && text[after] == ',' && char.IsAsciiDigit(text[after + 1]);
        return !another && (after - at - 1 != 3 || text[start] == '0' || at - start > 3);
    }

    private static int Exponent(string text, int at, int end, StringBuilder into)
    {
        if (at + 1 >= end || text[at] is not ('e' or 'E'))
            return at;
        int digits = text[at + 1] is '-' or '+' ? at + 2 : at + 1,
            after = Digits(text, digits, end);
        if (after == digits || after - digits > 5 || (after < end && char.IsLetter(text[after])))
            return at;
        into.Append("*10^(").Append(text, at + 1, after - at - 1).Append(')');
        return after;
    }

    /// <summary>3 1/2: a whole number, one blank, a proper fraction of few digits.</summary>
    private static int Mixed(string text, int start, int at, int end, StringBuilder into)
    {
        if (at + 3 >= end || text[at] != ' ' || Digits(text, start, end) != at)
            return at;
        int slash = Digits(text, at + 1, end),
            after = slash < end && text[slash] == '/' ? Digits(text, slash + 1, end) : slash;
        int top = slash - at - 1,
            bottom = after - slash - 1;
        if (top is not (> 0 and <= 3) || bottom is not (> 0 and <= 3) || top > bottom)
            return at;
        if (top == bottom && string.CompareOrdinal(text, at + 1, text, slash + 1, top) >= 0)
            return at;
        into.Insert(into.Length - (at - start), "(").Append('+').Append(text, at + 1, after - at - 1).Append(')');
        return after;
    }
}
