using R1Workbook.Kernel.Contracts;

namespace R1Workbook.Kernel.Languages.FSharp;

/// <summary>What can be told of F# from its text alone.</summary>
internal static class FSharpSyntax
{
    private static readonly string[] Openers =
    [
        "=",
        "->",
        "then",
        "else",
        "do",
        "with",
        "try",
        "of",
        "|>",
        "(",
        "[",
        "{",
        ",",
        "+",
        "-",
        "*",
        "&&",
        "||",
        "in",
        "begin",
        "function",
    ];

    /// <summary>The keywords, for completion.</summary>
    public static IReadOnlySet<string> Keywords { get; } =
        new HashSet<string>(StringComparer.Ordinal)
        {
            "abstract",
            "and",
            "as",
            "assert",
            "base",
            "begin",
            "class",
            "default",
            "delegate",
            "do",
            "done",
            "downcast",
            "downto",
            "elif",
            "else",
            "end",
            "exception",
            "extern",
            "false",
            "finally",
            "fixed",
            "for",
            "fun",
            "function",
            "global",
            "if",
            "in",
            "inherit",
            "inline",
            "interface",
            "internal",
            "lazy",
            "let",
            "match",
            "member",
            "module",
            "mutable",
            "namespace",
            "new",
            "not",
            "null",
            "of",
            "open",
            "or",
            "override",
            "private",
            "public",
            "rec",
            "return",
            "select",
            "sig",
            "static",
            "struct",
            "then",
            "to",
            "true",
            "try",
            "type",
            "upcast",
            "use",
            "val",
            "void",
            "when",
            "while",
            "with",
            "yield",
        };

    /// <summary>Incomplete when a bracket, string or comment is open, or the last line ends in a word that something
    /// must follow.</summary>
    public static Completeness IsComplete(string code)
    {
        int depth = 0;
        for (int i = 0; i < code.Length; i++)
        {
            ReadOnlySpan<char> rest = code.AsSpan(i);
            int end =
                rest.StartsWith("//", StringComparison.Ordinal) ? EndOf(code, "\n", i)
                : rest.StartsWith("(*", StringComparison.Ordinal) && !rest.StartsWith("(*)", StringComparison.Ordinal)
                    ? EndOf(code, "*)", i + 2)
                : rest.StartsWith("\"\"\"", StringComparison.Ordinal) ? EndOf(code, "\"\"\"", i + 3)
                : code[i] == '"' ? EndOfString(code, i)
                : i;
            if (end < 0)
            {
                return rest.StartsWith("//", StringComparison.Ordinal) ? ByDepth(depth, "") : Completeness.Incomplete;
            }

            i = end;
            depth +=
                end > i ? 0
                : code[i] is '(' or '[' or '{' ? 1
                : code[i] is ')' or ']' or '}' ? -1
                : 0;
            if (depth < 0)
            {
                return Completeness.Invalid;
            }
        }

        return ByDepth(depth, code);
    }

    private static Completeness ByDepth(int depth, string code)
    {
        string last = code.TrimEnd();
        return
            depth > 0
            || Openers.Any(o =>
                last.EndsWith(o, StringComparison.Ordinal)
                && (!char.IsLetter(o[0]) || last.Length == o.Length || !char.IsLetterOrDigit(last[^(o.Length + 1)]))
            )
            ? Completeness.Incomplete
            : Completeness.Complete;
    }

    private static int EndOf(string code, string mark, int from)
    {
        int at = code.IndexOf(mark, Math.Min(from, code.Length), StringComparison.Ordinal);
        return at < 0 ? -1 : at + mark.Length - 1;
    }

    private static int EndOfString(string code, int start)
    {
        for (int i = start + 1; i < code.Length; i++)
        {
            if (code[i] == '\\')
            {
                i++;
            }
            else if (code[i] == '"')
            {
                return i;
            }
        }

        return -1;
    }
}
