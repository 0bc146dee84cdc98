using R1Workbook.Core.Verification.Expressions;

namespace R1Workbook.Core.Verification.Parsing;

/// <summary>
/// Reads mathematical writing, LaTeX and plain text in one grammar, to an expression tree: a lexer and a Pratt parser,
/// both written by hand, in time linear in the length, without exceptions. Rules where writing is ambiguous:
/// juxtaposition binds tighter than a slash (1/2x is 1/(2x)); a whole number before a proper fraction is a mixed
/// number; log without a base has base 10; f, g, h and most capitals before parentheses are functions; commas between
/// digits separate thousands outside brackets where the groups fit.
/// </summary>
public sealed partial class MathParser
{
    /// <summary>The longest text that is read.</summary>
    public const int LongestText = 10_000;

    /// <summary>How deep expressions may nest.</summary>
    public const int DeepestNesting = 100;

    private readonly string _text;
    private readonly List<Token> _tokens;
    private int _at;
    private int _depth;
    private int _bars;
    private bool _inSet;
    private string? _error;
    private bool _whole;

    private MathParser(string text)
    {
        this._text = text;
        _tokens = Lexer.Read(text);
    }

    private Token Here => _tokens[_at];

    private Token Peek(int ahead) => _tokens[Math.Min(_at + ahead, _tokens.Count - 1)];

    /// <summary>Reads a text. Never throws: what cannot be read gives an error.</summary>
    public static ParseResult Parse(string text) => Parse(text, whole: false);

    /// <summary>Reads a text of which every word must be understood: words that only stand around an expression are an
    /// error here.</summary>
    internal static ParseResult ParseWhole(string text) => Parse(text, whole: true);

    private static ParseResult Parse(string text, bool whole)
    {
        if (text.Length > LongestText)
            return new ParseResult(null, $"longer than {LongestText} characters");
        MathParser parser = new(text) { _whole = whole };
        if (parser.Here.Kind == TokenKind.End)
            return new ParseResult(null, "empty");
        Expression? expression = parser.Statements();
        if (expression is not null && parser.Here.Kind != TokenKind.End)
            expression = parser.Fail($"unexpected {parser.Shown()}");
        return expression is null
            ? new ParseResult(null, parser._error ?? "not mathematics")
            : new ParseResult(expression, null);
    }

    private Expression? Fail(string reason)
    {
        _error ??= reason;
        return null;
    }

    private string Shown() =>
        Here.Kind == TokenKind.End
            ? "end"
            : $"'{_text.AsSpan(Here.Start, Math.Max(0, Math.Min(20, Here.End - Here.Start)))}' at {Here.Start}";

    private bool Take(TokenKind kind)
    {
        if (Here.Kind != kind)
            return false;
        _at++;
        return true;
    }

    /// <summary>Elements divided by semicolons, then by commas: 1,2;3,4 is a list of two tuples.</summary>
    private Expression? Statements()
    {
        if (++_depth > DeepestNesting)
            return Fail($"nested deeper than {DeepestNesting}");
        List<Expression> groups = [];
        while (true)
        {
            while (Here.Kind is TokenKind.Semicolon or TokenKind.Comma or TokenKind.Conjunction)
                _at++;
            // A bar or a ] where an operand is due opens: ||x| - 1|, ]0, 1[.
            bool opens =
                groups.Count == 0
                && (Here.Kind == TokenKind.Bar || (_depth == 1 && Here is { Kind: TokenKind.Close, Text: "]" }));
            if (!opens && EndsList())
                break;
            if (Commas() is not { } group)
                return null;
            groups.Add(group);
            if (Here.Kind != TokenKind.Semicolon)
                break;
        }
        _depth--;
        if (groups.Count == 0)
            return Fail("nothing to read");
        if (groups.Count == 1)
            return groups[0];
        for (int i = 0; i < groups.Count; i++)
        {
            if (groups[i] is Collection { Kind: CollectionKind.List } list)
                groups[i] = new Collection(CollectionKind.Tuple, list.Items);
        }
        return new Collection(CollectionKind.List, [.. groups]);
    }

    private bool EndsList() =>
        Here.Kind
            is TokenKind.End
                or TokenKind.Close
                or TokenKind.BraceClose
                or TokenKind.BarClose
                or TokenKind.NullDelimiter
                or TokenKind.EndEnvironment
                or TokenKind.RowBreak
                or TokenKind.Ampersand
        || (Here.Kind == TokenKind.Bar && (_bars > 0 || _inSet))
        || (_inSet && Here.Kind is TokenKind.Mid or TokenKind.Colon);

    private Expression? Commas()
    {
        if (Logic() is not { } first)
            return null;
        // Box beside box: two answers.
        if (Here.Kind is not (TokenKind.Comma or TokenKind.Conjunction or TokenKind.Boxed))
            return first;
        List<Expression> items = [first];
        Number? decimalComma = null;
        string? conjunction = null;
        bool commas = false;
        while (Here.Kind is TokenKind.Comma or TokenKind.Conjunction or TokenKind.Boxed)
        {
            if (items.Count == 1)
                decimalComma = Here.Value as Number;
            if (Here.Text is "or" or "and")
                conjunction = conjunction is null || conjunction == Here.Text ? Here.Text : ",";
            else if (Peek(1).Kind != TokenKind.Conjunction)
                commas = true;
            else if (commas && conjunction is null)
                (commas, conjunction) = (false, Peek(1).Text); // "a, b, or c" is a or b or c
            if (Here.Kind != TokenKind.Boxed)
                _at++;
            if (Here.Kind is TokenKind.Comma or TokenKind.Conjunction)
                continue;
            if (EndsList() || Here.Kind == TokenKind.Semicolon)
                break;
            if (Logic() is not { } item)
                return null;
            items.Add(item);
        }
        if (items.Count == 1)
            return first;
        if (commas)
            conjunction = ",";
        // Of inequalities "and" and "or" say which points are meant; of answers both only join them.
        if (
            conjunction is "and" or "or"
            && items.TrueForAll(item => item is Relation)
            && (
                conjunction == "or"
                    ? items.Exists(item => !((Relation)item).Kinds.Items.Contains(RelationKind.Equal))
                    : items.TrueForAll(item => !((Relation)item).Kinds.Items.Contains(RelationKind.Equal))
            )
        )
        {
            return new Logical(conjunction == "or", [.. items]);
        }

        if (items is not [Number { Decimals: < 0 }, Number])
            decimalComma = null;
        return new Collection(CollectionKind.List, [.. items], decimalComma);
    }

    private Expression? Logic()
    {
        if (Relations() is not { } left)
            return null;
        if (Here.Kind is not (TokenKind.LogicalAnd or TokenKind.LogicalOr))
            return left;
        TokenKind kind = Here.Kind;
        List<Expression> operands = [left];
        while (Take(kind))
        {
            if (Relations() is not { } operand)
                return null;
            operands.Add(operand);
        }
        return new Logical(kind == TokenKind.LogicalOr, [.. operands]);
    }
}
