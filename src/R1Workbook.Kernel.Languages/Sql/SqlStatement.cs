namespace R1Workbook.Kernel.Languages.Sql;

/// <summary>One statement of a cell.</summary>
/// <param name="Text">Its text, without the semicolon.</param>
/// <param name="FirstLine">The line of the cell where it begins, from 1.</param>
internal sealed record SqlStatement(string Text, int FirstLine)
{
    /// <summary>Its text with a blank in the place of each comment.</summary>
    public string TextWithoutComments => WithoutComments(Text);

    /// <summary>Its first word in lower case.</summary>
    public string Verb => new string([.. TextWithoutComments.TrimStart().TakeWhile(char.IsLetter)]).ToLowerInvariant();

    /// <summary>Whether it changes rows and gives none back.</summary>
    public bool IsChange =>
        Verb is "insert" or "update" or "delete" or "merge" or "copy"
        && !Text.Contains("returning", StringComparison.OrdinalIgnoreCase);

    /// <summary>The statements of a cell: cut at semicolons outside of quotes, dollar quotes and comments.</summary>
    public static IReadOnlyList<SqlStatement> Split(string code)
    {
        var statements = new List<SqlStatement>();
        int start = 0;
        int line = 1;
        for (int i = 0; i <= code.Length; i++)
        {
            if (i < code.Length && code[i] != ';')
            {
                i = End(code, i);
                continue;
            }

            string text = code[start..Math.Min(i, code.Length)];
            int blank = text.Length - text.TrimStart().Length;
            if (WithoutComments(text).Trim().Length > 0)
            {
                statements.Add(new SqlStatement(text.Trim(), line + text.AsSpan(0, blank).Count('\n')));
            }

            line += text.Count(c => c == '\n');
            start = i + 1;
        }

        return statements;
    }

    private static string WithoutComments(string text)
    {
        var kept = new System.Text.StringBuilder();
        for (int i = 0; i < text.Length; i++)
        {
            int end = End(text, i);
            bool isComment = end > i && (text[i] == '-' || text[i] == '/');
            kept.Append(isComment ? " " : text[i..Math.Min(end + 1, text.Length)]);
            i = end;
        }

        return kept.ToString();
    }

    // The last place of the quote or comment that begins here; the place itself where none begins.
    private static int End(string code, int i)
    {
        string? close = code[i] switch
        {
            '\'' => "'",
            '"' => "\"",
            '-' when code.AsSpan(i).StartsWith("--") => "\n",
            '/' when code.AsSpan(i).StartsWith("/*") => "*/",
            '$' => DollarQuote(code, i),
            _ => null,
        };
        if (close is null)
        {
            return i;
        }

        int open =
            close is "'" or "\"" ? 1
            : close == "*/" || close == "\n" ? 2
            : close.Length;
        int end = code.IndexOf(close, Math.Min(code.Length, i + open), StringComparison.Ordinal);
        return end < 0 ? code.Length - 1
            : close == "\n" ? end - 1
            : end + close.Length - 1;
    }

    private static string? DollarQuote(string code, int i)
    {
        int end = i + 1;
        while (end < code.Length && (char.IsLetterOrDigit(code[end]) || code[end] == '_'))
        {
            end++;
        }

        return end < code.Length && code[end] == '$' && (end == i + 1 || !char.IsDigit(code[i + 1]))
            ? code[i..(end + 1)]
            : null;
    }
}
