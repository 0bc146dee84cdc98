using R1Workbook.Core.Verification.Expressions;

namespace R1Workbook.Core.Verification.Parsing;

/// <content>Brackets, braces, bars.</content>
public sealed partial class MathParser
{
    private Expression? Bracket(bool isProbability = false)
    {
        if (++_depth > DeepestNesting)
            return Fail($"nested deeper than {DeepestNesting}");
        (int outerBars, bool outerSet, string open) = (_bars, _inSet, Here.Kind == TokenKind.Close ? "]" : Here.Text);
        (_bars, _inSet) = (0, open == "{" || isProbability);
        _at++;
        Expression? result = Bracketed(open);
        (_bars, _inSet) = (outerBars, outerSet);
        _depth--;
        return result;
    }

    private Expression? Bracketed(string open)
    {
        if (Take(TokenKind.Close))
            return open == "{" ? new Collection(CollectionKind.Set, []) : Fail("empty brackets");
        if (Here.Kind == TokenKind.Begin && open == "{" && Environment() is { } system)
        {
            if (!Take(TokenKind.NullDelimiter))
                Take(TokenKind.Close);
            return system;
        }
        if (_error is not null || Statements() is not { } inner)
            return null;
        // The bar of a set builder, or of a conditional probability.
        if (_inSet && Here.Kind is TokenKind.Bar or TokenKind.Mid or TokenKind.Colon)
        {
            _at++;
            _inSet = false;
            if (Statements() is not { } condition)
                return null;
            return Take(TokenKind.Close) ? new SetBuilder(inner, condition) : Fail("a set that does not end");
        }
        string close = Here.Text;
        if (Here.Kind == TokenKind.NullDelimiter)
            close = open;
        // ]a, b[ opens an interval as (a, b) does; its end is written as an opening bracket.
        else if (Here.Kind == TokenKind.Open && Here.Text == "[" && open is "]" or "[")
            close = ")";
        else if (Here.Kind != TokenKind.Close)
            return Fail(Here.Kind == TokenKind.End ? "brackets that do not close" : $"unexpected {Shown()}");
        _at++;
        if (open == "]")
            open = "(";
        close = close switch
        {
            ")" => "(",
            "]" => "[",
            "}" => "{",
            ">" => "<",
            _ => close,
        };
        return Enclosed(open, close, inner);
    }

    private Expression? Enclosed(string open, string close, Expression inner)
    {
        Collection? list = inner as Collection;
        if (list is not { Kind: CollectionKind.List })
            list = null;
        if (open is "f" or "c")
        {
            return close == open
                ? new Application(open == "f" ? "floor" : "ceiling", [Plain(inner)])
                : Fail("brackets that do not match");
        }

        if (open == "{")
        {
            return close == "{"
                ? new Collection(CollectionKind.Set, list is null ? [inner] : list.Items)
                : Fail("brackets that do not match");
        }

        if (close == "{")
            return Fail("brackets that do not match");
        if (list is null)
            return inner;
        if (list.Items.Count == 2 && open is "(" or "[" && close is "(" or "[" && (open == "[" || close == "["))
            return new Interval(list.Items[0], list.Items[1], open == "[", close == "[");
        if (open != close)
            return Fail("brackets that do not match");
        // (1,1;2,2) is read through.
        if (
            list.Items[0] is Collection { Kind: CollectionKind.Tuple }
            && _text.AsSpan().Contains(';')
            && AllTuples(list.Items) is { } flat
            && _tokens[_at - 2].Kind != TokenKind.Close
        )
        {
            return new Collection(CollectionKind.Tuple, flat);
        }

        return new Collection(CollectionKind.Tuple, list.Items);
    }

    private static ExpressionList? AllTuples(ExpressionList items)
    {
        List<Expression> flat = [];
        foreach (Expression item in items)
        {
            if (item is not Collection { Kind: CollectionKind.Tuple } tuple)
                return null;
            flat.AddRange(tuple.Items);
        }
        return [.. flat];
    }

    /// <summary>Braces that TeX does not print: a group. At the end of the text they may be left open.</summary>
    private Expression? Braces()
    {
        if (++_depth > DeepestNesting)
            return Fail($"nested deeper than {DeepestNesting}");
        (int outerBars, bool outerSet) = (_bars, _inSet);
        (_bars, _inSet) = (0, false);
        _at++;
        Expression? inner;
        if (Here.Kind == TokenKind.BraceClose)
        {
            _at++;
            // {} prints nothing: what follows is the factor.
            inner = StartsFactor(Here) ? Factor() : Fail("empty braces");
        }
        else
        {
            inner = Statements();
            if (inner is not null && !Take(TokenKind.BraceClose) && Here.Kind != TokenKind.End)
                inner = Fail($"unexpected {Shown()}");
        }
        (_bars, _inSet) = (outerBars, outerSet);
        _depth--;
        return inner;
    }

    private Expression? Absolute()
    {
        if (++_depth > DeepestNesting)
            return Fail($"nested deeper than {DeepestNesting}");
        _at++;
        bool outerSet = _inSet;
        (_bars, _inSet) = (_bars + 1, false);
        Expression? inner = Statements();
        (_bars, _inSet) = (_bars - 1, outerSet);
        if (inner is not null)
        {
            if (Here.Kind is not (TokenKind.Bar or TokenKind.BarClose))
                inner = Fail("a bar that does not close");
            else
                _at++;
        }
        _depth--;
        return inner is null ? null : new Application(inner is Matrix ? "det" : "Abs", [Plain(inner)]);
    }
}
