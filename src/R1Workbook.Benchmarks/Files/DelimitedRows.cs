using System.Globalization;
using System.Text;
using System.Text.Json;
using CsvHelper;
using CsvHelper.Configuration;

namespace R1Workbook.Benchmarks.Files;

/// <summary>
/// Rows of CSV and TSV as they are found: not always RFC 4180 (a quote within a field stands for itself), mostly UTF-8
/// and sometimes Windows-1252, sometimes with semicolons.
/// </summary>
internal static class DelimitedRows
{
    /// <param name="file">The file, for errors.</param>
    /// <param name="open">Opens it.</param>
    /// <param name="columns">The names of the columns where there is no header.</param>
    /// <param name="delimiter">What parts the fields; null: a comma, or a semicolon where the header has no
    /// comma.</param>
    public static IEnumerable<DataRow> Read(
        string file,
        Func<Stream> open,
        IReadOnlyList<string>? columns,
        string? delimiter
    )
    {
        string text = Decode(open);
        using CsvParser parser = new(
            new StringReader(text),
            new CsvConfiguration(CultureInfo.InvariantCulture)
            {
                Delimiter = delimiter ?? (columns is null && IsSemicolon(text) ? ";" : ","),
                BadDataFound = null,
                IgnoreBlankLines = true,
            }
        );
        IReadOnlyList<string>? names = columns;
        for (int row = 1; parser.Read(); row++)
        {
            string[] fields = parser.Record!;
            string raw = parser.RawRecord;
            if (IsOpen(raw, parser.Delimiter[0]))
            {
                throw new DataFileException(
                    file,
                    row,
                    "the file ends within a quoted field. A download cut short looks like this: get the file again.",
                    "row"
                );
            }

            if (names is null)
            {
                names = fields;
                row--;
                continue;
            }
            // Columns without a name hold nothing (MMLU-Redux has one such file).
            if (fields.Length < names.Count)
            {
                throw new DataFileException(
                    file,
                    row,
                    $"{fields.Length} fields where there are {names.Count} columns ({string.Join(", ", names)}). A "
                        + $"download cut short looks like this.",
                    "row"
                );
            }

            Dictionary<string, string> named = [];
            for (int i = 0; i < names.Count; i++)
            {
                if (names[i].Length > 0)
                    named[names[i]] = fields[i];
            }
            yield return new DataRow(file, row, JsonSerializer.SerializeToElement(named), Unit: "row");
        }
    }

    // Whether a record ends within quotes. Two quotes stand for one; what follows the closing quote is text up to the
    // delimiter.
    private static bool IsOpen(string record, char delimiter)
    {
        bool atStart = true,
            open = false;
        for (int i = 0; i < record.Length; i++)
        {
            if (open)
            {
                if (record[i] != '"')
                    continue;
                if (i + 1 < record.Length && record[i + 1] == '"')
                    i++;
                else
                    open = false;
                continue;
            }
            open = atStart && record[i] == '"';
            atStart = record[i] == delimiter || record[i] is '\n' or '\r';
        }
        return open;
    }

    private static string Decode(Func<Stream> open)
    {
        using Stream stream = open();
        ReadOnlySpan<byte> all = WholeContent.Read(stream);
        if (all.StartsWith(Encoding.UTF8.Preamble))
            all = all[Encoding.UTF8.Preamble.Length..];
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(all);
        }
        catch (DecoderFallbackException)
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetString(all);
        }
    }

    private static bool IsSemicolon(string text)
    {
        ReadOnlySpan<char> header = text.AsSpan(0, text.IndexOf('\n') is >= 0 and int end ? end : text.Length);
        return header.Contains(';') && !header.Contains(',');
    }
}
