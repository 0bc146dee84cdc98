using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace R1Workbook.Book;

/// <summary>C# code with its words coloured, by Roslyn's own tokens.</summary>
internal static partial class CodeHtml
{
    // Roslyn's scanner calls itself for each string within a string, and a stack ends.
    private const int MostInterpolated = 1000;

    private static readonly CSharpParseOptions Script = CSharpParseOptions.Default.WithKind(SourceCodeKind.Script);

    /// <summary>The code as HTML: <c>span</c>s of class k (keyword), s (string), n (number), c (comment), d
    /// (directive), f (call).</summary>
    public static string Render(string code)
    {
        var html = new StringBuilder();
        string[] lines = code.ReplaceLineEndings("\n").Split('\n');
        int first = 0;
        // Lines such as #!time and #r are the notebook's own: Roslyn would drop what follows them.
        for (int i = 0; i < lines.Length; i++)
        {
            if (!lines[i].TrimStart().StartsWith('#'))
                continue;
            Tokens(html, Joined(lines, first, i));
            html.Append("<span class=\"d\">").Append(WebUtility.HtmlEncode(lines[i])).Append("</span>");
            if (i + 1 < lines.Length)
                html.Append('\n');
            first = i + 1;
        }
        Tokens(html, string.Join('\n', lines[first..]));
        return html.ToString();
    }

    private static string Joined(string[] lines, int from, int to) =>
        string.Concat(lines[from..to].Select(line => line + "\n"));

    private static void Tokens(StringBuilder html, string code)
    {
        if (Interpolated().Count(code) > MostInterpolated)
        {
            Append(html, code, null);
            return;
        }

        SyntaxToken[] tokens = [.. SyntaxFactory.ParseTokens(code, options: Script)];
        for (int i = 0; i < tokens.Length; i++)
        {
            foreach (SyntaxTrivia trivia in tokens[i].LeadingTrivia)
                Append(html, trivia.ToFullString(), IsComment(trivia) ? "c" : null);
            SyntaxKind next = i + 1 < tokens.Length ? tokens[i + 1].Kind() : SyntaxKind.None;
            Append(html, tokens[i].Text, Class(tokens[i], next));
            foreach (SyntaxTrivia trivia in tokens[i].TrailingTrivia)
                Append(html, trivia.ToFullString(), IsComment(trivia) ? "c" : null);
        }
    }

    [GeneratedRegex(@"\$@?""|@\$""")]
    private static partial Regex Interpolated();

    private static string? Class(SyntaxToken token, SyntaxKind next)
    {
        SyntaxKind kind = token.Kind();
        if (kind == SyntaxKind.NumericLiteralToken)
            return "n";
        if (
            kind == SyntaxKind.CharacterLiteralToken
            || kind.ToString().Contains("String", StringComparison.Ordinal) && kind != SyntaxKind.StringKeyword
        )
        {
            return "s";
        }

        if (
            SyntaxFacts.IsKeywordKind(kind)
            || SyntaxFacts.IsContextualKeyword(kind)
            || token.Text is "var" or "await" or "record" or "with"
        )
        {
            return "k";
        }

        return kind == SyntaxKind.IdentifierToken && next == SyntaxKind.OpenParenToken ? "f" : null;
    }

    private static bool IsComment(SyntaxTrivia trivia) =>
        trivia.Kind()
            is SyntaxKind.SingleLineCommentTrivia
                or SyntaxKind.MultiLineCommentTrivia
                or SyntaxKind.SingleLineDocumentationCommentTrivia
                or SyntaxKind.MultiLineDocumentationCommentTrivia;

    private static void Append(StringBuilder html, string text, string? name)
    {
        if (text.Length == 0)
            return;
        string encoded = WebUtility.HtmlEncode(text);
        if (name is null)
            html.Append(encoded);
        else
            html.Append("<span class=\"").Append(name).Append("\">").Append(encoded).Append("</span>");
    }
}
