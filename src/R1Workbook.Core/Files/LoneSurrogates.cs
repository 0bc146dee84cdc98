using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;

namespace R1Workbook.Core.Files;

/// <summary>
/// Half a surrogate pair, such as <c>"\ud83d"</c>: what is left of an emoji where a text was cut. RFC 8259 (section
/// 8.2) allows the escape in JSON and Python writes and reads it; .NET refuses the whole text. Here the half is read as
/// U+FFFD, the character for what cannot be read.
/// </summary>
public static class LoneSurrogates
{
    private const char Replacement = '\uFFFD';

    // Backslash, u, four digits.
    private const int EscapeLength = 6;

    /// <summary>JSON in which each escape of half a pair is the escape of U+FFFD. All else stays as it is.</summary>
    public static string Replaced(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        if (!json.Contains("\\ud", StringComparison.OrdinalIgnoreCase))
            return json;
        char[] letters = json.ToCharArray();
        return Replace<char>(letters) ? new string(letters) : json;
    }

    /// <summary>The same for JSON in UTF-8, in place: the length stays as it is.</summary>
    public static void Replace(Span<byte> json) => Replace<byte>(json);

    /// <summary>Text in which each half of a pair is U+FFFD.</summary>
    public static string ReplacedInText(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        StringBuilder? whole = null;
        for (int i = 0; i < text.Length; i++)
        {
            if (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]))
                i++;
            else if (char.IsSurrogate(text[i]))
                (whole ??= new StringBuilder(text))[i] = Replacement;
        }
        return whole?.ToString() ?? text;
    }

    /// <summary>A text of JSON as it stands there, with its halves of pairs: the other half may come in the next piece
    /// of a stream.</summary>
    /// <param name="text">A value that is text.</param>
    /// <exception cref="InvalidOperationException">It is no text.</exception>
    public static string TextWithHalves(JsonElement text)
    {
        try
        {
            return text.GetString()!;
        }
        catch (InvalidOperationException) when (text.ValueKind == JsonValueKind.String)
        {
            return Unescaped(text.GetRawText().AsSpan()[1..^1]);
        }
    }

    private static bool Replace<T>(Span<T> json)
        where T : unmanaged, IBinaryInteger<T>
    {
        ReadOnlySpan<char> escape = "\\ufffd";
        bool replaced = false;
        T backslash = T.CreateTruncating('\\');
        int i = 0;
        while (true)
        {
            int next = json[i..].IndexOf(backslash);
            if (next < 0)
                return replaced;
            i += next;
            if (Escaped(json[i..]) is not { } unit)
            {
                // Another escape: a backslash and one character.
                i = Math.Min(i + 2, json.Length);
                continue;
            }
            if (
                char.IsHighSurrogate(unit)
                && Escaped(json[(i + EscapeLength)..]) is { } low
                && char.IsLowSurrogate(low)
            )
            {
                i += EscapeLength;
            }
            else if (char.IsSurrogate(unit))
            {
                for (int at = 0; at < EscapeLength; at++)
                    json[i + at] = T.CreateTruncating(escape[at]);
                replaced = true;
            }
            i += EscapeLength;
        }
    }

    // The UTF-16 code unit of an escape at the beginning; null where there is none.
    private static char? Escaped<T>(ReadOnlySpan<T> json)
        where T : unmanaged, IBinaryInteger<T>
    {
        if (json.Length < EscapeLength || json[0] != T.CreateTruncating('\\') || json[1] != T.CreateTruncating('u'))
        {
            return null;
        }

        Span<char> digits = stackalloc char[4];
        for (int i = 0; i < digits.Length; i++)
            digits[i] = (char)ushort.CreateTruncating(json[i + 2]);
        return ushort.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort unit)
            ? (char)unit
            : null;
    }

    private static char? Escaped<T>(Span<T> json)
        where T : unmanaged, IBinaryInteger<T> => Escaped((ReadOnlySpan<T>)json);

    private static string Unescaped(ReadOnlySpan<char> json)
    {
        StringBuilder text = new(json.Length);
        for (int i = 0; i < json.Length; )
        {
            if (json[i] != '\\' || i + 1 == json.Length)
            {
                text.Append(json[i++]);
            }
            else if (Escaped(json[i..]) is { } unit)
            {
                text.Append(unit);
                i += EscapeLength;
            }
            else
            {
                text.Append(
                    json[i + 1] switch
                    {
                        'b' => '\b',
                        'f' => '\f',
                        'n' => '\n',
                        'r' => '\r',
                        't' => '\t',
                        char same => same,
                    }
                );
                i += 2;
            }
        }
        return text.ToString();
    }
}
