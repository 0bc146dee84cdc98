using R1Workbook.Core.Verification.Expressions;

namespace R1Workbook.Core.Verification.Parsing;

/// <content>Relations, ratios, and sets that are joined.</content>
public sealed partial class MathParser
{
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
