using System.Text;
using System.Text.Json.Nodes;

namespace R1Workbook.Benchmarks.Files;

/// <summary>
/// Reads what Python writes for a list or a dictionary of texts, numbers, True, False and None: fields of SimpleQA and
/// MMLU-Redux hold that where JSON might be expected.
/// </summary>
public static class PythonLiteral
{
    // Lists within lists; the fields of benchmarks have two or three.
    private const int MostDepth = 64;

    /// <summary>The value as JSON.</summary>
    /// <exception cref="FormatException">The text is no such literal; the message says where.</exception>
    public static JsonNode? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        int at = 0;
        JsonNode? value = Value(text, ref at, 0);
        Blank(text, ref at);
        return at == text.Length ? value : throw Bad(text, at);
    }

    private static JsonNode? Value(string text, ref int at, int depth)
    {
        Blank(text, ref at);
        if (at >= text.Length || depth > MostDepth)
            throw Bad(text, at);
        return text[at] switch
        {
            '[' => List(text, ref at, ']', depth + 1),
            '(' => List(text, ref at, ')', depth + 1),
            '{' => Dictionary(text, ref at, depth + 1),
            '\'' or '"' => Quoted(text, ref at),
            _ => Word(text, ref at),
        };
    }

    private static JsonArray List(string text, ref int at, char close, int depth)
    {
        JsonArray list = [];
        at++;
        while (!Closes(text, ref at, close))
        {
            list.Add(Value(text, ref at, depth));
            Comma(text, ref at, close);
        }
        return list;
    }

    private static JsonObject Dictionary(string text, ref int at, int depth)
    {
        JsonObject dictionary = [];
        at++;
        while (!Closes(text, ref at, '}'))
        {
            string key = Value(text, ref at, depth)?.ToString() ?? "None";
            Blank(text, ref at);
            if (at >= text.Length || text[at] != ':')
                throw Bad(text, at);
            at++;
            dictionary[key] = Value(text, ref at, depth);
            Comma(text, ref at, '}');
        }
        return dictionary;
    }

    private static string Quoted(string text, ref int at)
    {
        char quote = text[at++];
        StringBuilder value = new();
        while (true)
        {
            if (at >= text.Length)
                throw Bad(text, at);
            char next = text[at++];
            if (next == quote)
                return value.ToString();
            if (next != '\\')
            {
                value.Append(next);
                continue;
            }
            if (at >= text.Length)
                throw Bad(text, at);
            char escaped = text[at++];
            int digits = escaped switch
            {
                'x' => 2,
                'u' => 4,
                'U' => 8,
                _ => 0,
            };
            if (digits == 0)
            {
                value.Append(
                    escaped switch
                    {
                        'n' => "\n",
                        't' => "\t",
                        'r' => "\r",
                        '\\' or '\'' or '"' => escaped.ToString(),
                        _ => "\\" + escaped,
                    }
                );
                continue;
            }
            if (
                at + digits > text.Length
                || !int.TryParse(
                    text.AsSpan(at, digits),
                    System.Globalization.NumberStyles.AllowHexSpecifier,
                    null,
                    out int code
                )
                || code is < 0 or > 0x10FFFF
            )
            {
                throw Bad(text, at);
            }

            value.Append(code is >= 0xD800 and <= 0xDFFF ? ((char)code).ToString() : char.ConvertFromUtf32(code));
            at += digits;
        }
    }

    private static JsonNode? Word(string text, ref int at)
    {
        int start = at;
        while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] is '.' or '-' or '+' or '_'))
            at++;
        return text[start..at] switch
        {
            "None" or "nan" => null,
            "True" => true,
            "False" => false,
            { Length: > 0 } number
                when double.TryParse(number, System.Globalization.CultureInfo.InvariantCulture, out double value)
                    && double.IsFinite(value) => value,
            _ => throw Bad(text, start),
        };
    }

    private static bool Closes(string text, ref int at, char close)
    {
        Blank(text, ref at);
        if (at >= text.Length || text[at] != close)
            return false;
        at++;
        return true;
    }

    private static void Comma(string text, ref int at, char close)
    {
        Blank(text, ref at);
        if (at < text.Length && text[at] == ',')
            at++;
        else if (at >= text.Length || text[at] != close)
            throw Bad(text, at);
    }

    private static void Blank(string text, ref int at)
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
            at++;
    }

    private static FormatException Bad(string text, int at) =>
        new($"no Python list or dictionary: character {at + 1} of {(text.Length <= 60 ? text : text[..60] + "...")}");
}
