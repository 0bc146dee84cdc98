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

    private MathParser(string text)
    {
        this._text = text;
        _tokens = Lexer.Read(text);
    }

    private Token Here => _tokens[_at];

    private Token Peek(int ahead) => _tokens[Math.Min(_at + ahead, _tokens.Count - 1)];

    /// <summary>Reads a text. Never throws: what cannot be read gives an error.</summary>
    public static ParseResult Parse(string text)
    {
        if (text.Length > LongestText)
            return new ParseResult(null, $"longer than {LongestText} characters");
        MathParser parser = new(text);
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
        while (Here.Kind is TokenKind.Comma or TokenKind.Conjunction or TokenKind.Boxed)
        {
            if (items.Count == 1)
                decimalComma = Here.Value as Number;
            if (Here.Text is "or" or "and")
                conjunction = conjunction is null || conjunction == Here.Text ? Here.Text : ",";
            else if (Peek(1).Kind != TokenKind.Conjunction)
                conjunction = ",";
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
        // Of inequalities "and" and "or" say which points are meant; of answers both only join them.
        if (
            conjunction is "and" or "or"
            && items.TrueForAll(item =>
                item is Relation { Kinds.Items: var kinds } && !kinds.Contains(RelationKind.Equal)
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

    private Expression? Relations()
    {
        Expression? left = null;
        if (Here.Kind is not (TokenKind.Relation or TokenKind.Not))
        {
            left = Ratios();
        }
        // "= 5" and "\approx 5" answer 5.
        else if (Here.Text is "=" or "~=" && Peek(1).Kind is not (TokenKind.Relation or TokenKind.End))
        {
            _at++;
            left = Ratios();
        }
        else
        {
            left = new Symbol("_");
        }

        if (left is null)
            return null;
        if (Here.Kind is not (TokenKind.Relation or TokenKind.Not))
            return Modulus(left);
        List<Expression> operands = [left];
        List<RelationKind> kinds = [];
        int entered = _depth;
        while (Here.Kind is TokenKind.Relation or TokenKind.Not)
        {
            Take(TokenKind.Not);
            if (Here.Kind != TokenKind.Relation)
                return Fail("\\not before what is no relation");
            string sign = Here.Text;
            RelationKind kind = LatexCommands.Relation(sign);
            _at++;
            if (EndsList() && kind == RelationKind.Equal)
                break;
            if (Here.Kind == TokenKind.Relation && Here.Text is "=" or "->")
                _at++;
            if (Ratios() is not { } right)
                return null;
            if (kind == RelationKind.Other)
            {
                // ∥, ⊥, ~: named as the function that they are of their sides.
                if (++_depth > DeepestNesting)
                    return Fail($"nested deeper than {DeepestNesting}");
                operands[^1] = new Application(sign, [operands[^1], right]);
                continue;
            }
            kinds.Add(kind);
            operands.Add(Modulus(right));
        }
        _depth = entered;
        return operands.Count == 1 ? operands[0] : new Relation([.. operands], new RelationKinds([.. kinds]));
    }

    /// <summary>a (mod n), as \pmod{n}.</summary>
    private Expression Modulus(Expression value)
    {
        bool isPlain = Here.Kind == TokenKind.Open && Peek(1).Kind == TokenKind.Mod;
        if (isPlain)
        {
            _at += 2;
            Expression? plain = Sum();
            Take(TokenKind.Close);
            return plain is null ? value : new Application("pmod", [value, plain]);
        }
        if (Here.Kind != TokenKind.ModInParentheses)
            return value;
        _at++;
        return Argument() is { } modulus ? new Application("pmod", [value, modulus]) : value;
    }

    private Expression? Ratios()
    {
        if (Sets() is not { } left)
            return null;
        if (_inSet || Here.Kind != TokenKind.Colon)
            return left;
        List<Expression> terms = [left];
        bool isTime = false;
        while (Here.Kind == TokenKind.Colon)
        {
            _at++;
            if (EndsList())
                break;
            isTime |= Here is { Kind: TokenKind.Number, Text: ['0', _, ..] };
            if (Sets() is not { } term)
                return null;
            terms.Add(term);
        }
        return terms.Count == 1 ? left : new Ratio([.. terms], isTime);
    }

    /// <summary>Unions and differences, in which intersections bind tighter.</summary>
    private Expression? Sets()
    {
        Expression? left = Intersections();
        int entered = _depth;
        while (left is not null && Here.Kind is TokenKind.Union or TokenKind.SetMinus)
        {
            SetOperationKind kind = Here.Kind == TokenKind.Union ? SetOperationKind.Union : SetOperationKind.Difference;
            _at++;
            if (Intersections() is not { } right)
                return null;
            // Of one kind they stay in one node, otherwise the tree grows deeper.
            if (left is not SetOperation { Kind: SetOperationKind.Union } && ++_depth > DeepestNesting)
                return Fail($"nested deeper than {DeepestNesting}");
            left = Join(kind, left, right);
        }
        _depth = entered;
        return left;
    }

    private Expression? Intersections()
    {
        Expression? left = Sum();
        if (left is not null && Here is { Kind: TokenKind.Binomial, Text: "choose" })
        {
            _at++;
            left = Sum() is { } below ? new Application("binomial", [left, below]) : null;
        }
        while (left is not null && Take(TokenKind.Intersection))
        {
            if (Sum() is not { } right)
                return null;
            left = Join(SetOperationKind.Intersection, left, right);
        }
        return left;
    }

    /// <summary>Joins two sets; a list in braces that TeX does not print, and a lone element, are sets here.</summary>
    private static SetOperation Join(SetOperationKind kind, Expression left, Expression right)
    {
        if (
            left is SetOperation operation
            && operation.Kind == kind
            && kind != SetOperationKind.Difference
            && operation.Operands.Count < 1000
        )
        {
            return new SetOperation(kind, [.. operation.Operands.AsSpan(), AsSet(right)]);
        }

        return new SetOperation(kind, [AsSet(left), AsSet(right)]);
    }

    private static Expression AsSet(Expression expression) =>
        expression switch
        {
            Collection { Kind: CollectionKind.List } list => new Collection(CollectionKind.Set, list.Items),
            Number or Constant or Power or Expressions.Sum or Product => new Collection(
                CollectionKind.Set,
                [expression]
            ),
            _ => expression,
        };
}
