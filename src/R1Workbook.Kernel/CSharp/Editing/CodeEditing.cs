using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using R1Workbook.Kernel.Contracts;
using R1Workbook.Kernel.CSharp.Submissions;

namespace R1Workbook.Kernel.CSharp.Editing;

/// <summary>What an editor asks of a cell before it runs: completion and inspection, from the meaning of the cell on
/// top of the script.</summary>
/// <param name="chain">The script.</param>
internal sealed class CodeEditing(SubmissionChain chain)
{
    private readonly ScopeNames _scope = new(chain);

    /// <summary>What may stand at the cursor; nothing inside texts and comments.</summary>
    /// <param name="code">The cell.</param>
    /// <param name="cursor">The place, in UTF-16 units.</param>
    public CompletionList Complete(string code, int cursor)
    {
        cursor = Math.Clamp(cursor, 0, code.Length);
        (int start, int end) = Word(code, cursor);
        if (IsText(Parsed(code), cursor) || (start < cursor && char.IsDigit(code[start])))
        {
            return CompletionList.Empty(cursor);
        }

        // A name stands at the cursor, and the statement ends there if its line does: the next line must not be read as
        // its continuation.
        int lineEnd = code.IndexOf('\n', end) is >= 0 and int i ? i : code.Length;
        string stop = string.IsNullOrWhiteSpace(code[end..lineEnd]) ? ";" : "";
        SyntaxTree tree = Parsed(string.Concat(code.AsSpan(0, start), "completed", stop, code.AsSpan(end)));
        SemanticModel model = chain.Compile(tree, []).GetSemanticModel(tree);
        SyntaxToken word = tree.GetRoot().FindToken(start);
        lock (_scope)
        {
            return new CompletionList(start, end, SymbolCompletion.At(model, _scope, word, code[start..cursor]));
        }
    }

    /// <summary>What stands at the cursor, or is called around it; null when nothing is known.</summary>
    /// <param name="code">The cell.</param>
    /// <param name="cursor">The place, in UTF-16 units.</param>
    public Inspection? Inspect(string code, int cursor)
    {
        cursor = Math.Clamp(cursor, 0, code.Length);
        SyntaxTree tree = Parsed(code);
        if (IsText(tree, cursor))
        {
            return null;
        }

        CSharpCompilation compilation = chain.Compile(tree, []);
        return SymbolInspection.At(compilation, compilation.GetSemanticModel(tree), Word(code, cursor).Start, cursor);
    }

    /// <summary>Whether a cell can run as it is.</summary>
    /// <param name="code">The cell.</param>
    public static Completeness IsComplete(string code)
    {
        SyntaxTree tree = CSharpSyntaxTree.ParseText(
            code,
            new CSharpParseOptions(LanguageVersion.Latest, kind: SourceCodeKind.Script)
        );
        return !SyntaxFactory.IsCompleteSubmission(tree) ? Completeness.Incomplete
            : tree.GetDiagnostics().Any(d => d.Severity == DiagnosticSeverity.Error) ? Completeness.Invalid
            : Completeness.Complete;
    }

    private static SyntaxTree Parsed(string code) => SubmissionChain.Parse(code, "", CancellationToken.None);

    private static (int Start, int End) Word(string code, int cursor)
    {
        int start = cursor;
        while (start > 0 && SyntaxFacts.IsIdentifierPartCharacter(code[start - 1]))
        {
            start--;
        }

        int end = cursor;
        while (end < code.Length && SyntaxFacts.IsIdentifierPartCharacter(code[end]))
        {
            end++;
        }

        return (start, end);
    }

    // Whether the cursor is inside a string, a character or a comment.
    private static bool IsText(SyntaxTree tree, int cursor)
    {
        SyntaxNode root = tree.GetRoot();
        SyntaxTrivia trivia = root.FindTrivia(Math.Max(0, cursor - 1), findInsideTrivia: true);
        if (
            trivia.Kind()
            is SyntaxKind.SingleLineCommentTrivia
                or SyntaxKind.SingleLineDocumentationCommentTrivia
                or SyntaxKind.MultiLineDocumentationCommentTrivia
                or SyntaxKind.DisabledTextTrivia
        )
        {
            return cursor > trivia.SpanStart;
        }

        if (trivia.IsKind(SyntaxKind.MultiLineCommentTrivia))
        {
            return cursor > trivia.SpanStart && (cursor < trivia.Span.End || trivia.ContainsDiagnostics);
        }

        SyntaxToken token = root.FindToken(Math.Max(0, cursor - 1));
        return token.Kind() switch
        {
            SyntaxKind.StringLiteralToken
            or SyntaxKind.CharacterLiteralToken
            or SyntaxKind.Utf8StringLiteralToken
            or SyntaxKind.SingleLineRawStringLiteralToken
            or SyntaxKind.MultiLineRawStringLiteralToken => cursor > token.SpanStart
                && (cursor < token.Span.End || token.ContainsDiagnostics),
            SyntaxKind.InterpolatedStringTextToken => cursor > token.SpanStart,
            SyntaxKind.InterpolatedStringStartToken => cursor >= token.Span.End,
            _ => false,
        };
    }
}
