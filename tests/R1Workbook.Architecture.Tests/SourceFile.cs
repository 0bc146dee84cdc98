using System.Text;
using System.Text.RegularExpressions;

namespace R1Workbook.Architecture.Tests;

/// <summary>One file of C#, read as text. Strings and comments are blanked in <see cref="Code"/>, so that only names
/// that the compiler sees are found.</summary>
internal sealed class SourceFile
{
    private static readonly Regex NamespaceLine = new(@"^namespace\s+([\w.]+)", RegexOptions.Multiline);

    private static readonly Regex UsingLine = new(
        @"^(?:global )?using\s+(?:static\s+)?(?:\w+\s*=\s*)?([\w.]+)(?:<.*>)?;",
        RegexOptions.Multiline
    );

    private static readonly Regex Qualified = new(@"(?<![\w.])[A-Z]\w*(?:\.[A-Z]\w*)+");

    // CSharpier writes types of a file-scoped namespace at the first column; nested types are indented.
    private static readonly Regex TopLevelType = new(
        @"^(?:(?:public|internal|static|sealed|abstract|partial|readonly|unsafe|ref)\s+)*"
            + @"(?:class|interface|enum|struct|record\s+struct|record\s+class|record|delegate\s+[\w<>\[\]?, ]+?)"
            + @"\s+(\w+)\s*[<({:;\r\n]",
        RegexOptions.Multiline
    );

    public SourceFile(string path, string text)
    {
        (Path, Text, Code) = (path, text, Blank(text));
        Namespace = NamespaceLine.Match(Code) is { Success: true } found ? found.Groups[1].Value : "";
        string[] parts = path.Split('/');
        Project = parts.Length > 2 ? parts[1] : "";
        Folders = parts.Length > 3 ? parts[2..^1] : [];
    }

    /// <summary>From the repository's root, with slashes.</summary>
    public string Path { get; }

    public string Text { get; }

    public string Code { get; }

    public string Namespace { get; }

    public string Project { get; }

    public string[] Folders { get; }

    public IEnumerable<string> Types => TopLevelType.Matches(Code).Select(match => match.Groups[1].Value);

    /// <summary>What using directives name, with the line.</summary>
    public IEnumerable<(string Name, int Line)> Usings =>
        UsingLine.Matches(Code).Select(match => (match.Groups[1].Value, LineOf(match.Index)));

    /// <summary>Names with a dot in code, with the line.</summary>
    public IEnumerable<(string Name, int Line)> QualifiedNames =>
        Qualified.Matches(Code).Select(match => (match.Value, LineOf(match.Index)));

    public int LineOf(int index) => Text.AsSpan(0, index).Count('\n') + 1;

    // Blanks keep every other character at its place, so that lines stay what they are.
    private static string Blank(string text)
    {
        StringBuilder code = new(text);
        int i = 0;
        while (i < text.Length)
        {
            int end = EndOfTextAt(text, i);
            for (int at = i; at < end; at++)
            {
                if (text[at] != '\n')
                    code[at] = ' ';
            }
            i = Math.Max(end, i + 1);
        }
        return code.ToString();
    }

    private static int EndOfTextAt(string text, int i)
    {
        if (At(text, i, "//"))
            return Next(text, "\n", i);
        if (At(text, i, "/*"))
            return Next(text, "*/", i + 2) + 2;
        if (At(text, i, "'\\"))
            return Next(text, "'", i + 3) + 1;
        if (text[i] == '\'' && i + 2 < text.Length && text[i + 2] == '\'')
            return i + 3;
        if (text[i] != '"')
            return i;
        int quotes = 1;
        while (At(text, i + quotes, "\""))
            quotes++;
        if (quotes >= 3)
            return Next(text, new string('"', quotes), i + quotes) + quotes;
        if (quotes == 2)
            return i + 2;
        bool verbatim = i > 0 && (text[i - 1] == '@' || (text[i - 1] == '$' && i > 1 && text[i - 2] == '@'));
        return EndOfString(text, i + 1, verbatim);
    }

    private static int EndOfString(string text, int i, bool verbatim)
    {
        for (; i < text.Length; i++)
        {
            if (!verbatim && text[i] == '\\')
                i++;
            else if (verbatim && At(text, i, "\"\""))
                i++;
            else if (text[i] == '"')
                return i + 1;
        }
        return text.Length;
    }

    private static bool At(string text, int i, string what) =>
        i >= 0 && i <= text.Length && string.CompareOrdinal(text, i, what, 0, what.Length) == 0;

    private static int Next(string text, string what, int from)
    {
        int found = from > text.Length ? -1 : text.IndexOf(what, from, StringComparison.Ordinal);
        return found < 0 ? text.Length : found;
    }
}
