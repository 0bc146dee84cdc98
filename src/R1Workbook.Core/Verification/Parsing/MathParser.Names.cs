using R1Workbook.Core.Verification.Expressions;

namespace R1Workbook.Core.Verification.Parsing;

/// <content>Names with their subscripts and accents; functions that the answer names itself.</content>
public sealed partial class MathParser
{
    /// <summary>A variable with its subscripts and primes, or a function of that name at its arguments.</summary>
    private Expression? Name()
    {
        Token token = Here;
        Symbol symbol = (Symbol)token.Value!;
        if (
            _integrals > 0
            && symbol.Name == "d"
            && Peek(1).Value is Symbol variable
            && Peek(1).Kind == TokenKind.Symbol
        )
        {
            _at += 2;
            _differential ??= variable;
            return Differential;
        }
        _at++;
        if (symbol.Name == "m" && Here.Value is Symbol { Name: "angle" })
        {
            // The measure of an angle.
            symbol = (Symbol)Here.Value;
            _at++;
        }
        if (symbol.Name is "angle" or "triangle" && Here.Kind == TokenKind.Symbol)
        {
            string letters = symbol.Name + " ";
            for (
                int taken = 0;
                taken < 3 && Here is { Kind: TokenKind.Symbol, Value: Symbol { Name: [>= 'A' and <= 'Z'] letter } };
                taken++, _at++
            )
            {
                letters += letter;
            }

            return new Symbol(letters);
        }
        if (Here.Kind == TokenKind.Underscore && Subscripted(symbol) is Symbol subscripted)
            symbol = subscripted;
        while (Here.Kind == TokenKind.Prime)
        {
            symbol = new Symbol(symbol.Name + Here.Text);
            _at++;
        }
        if (!IsFunctionName(symbol.Name))
            return symbol;
        if (
            Here.Kind == TokenKind.Caret
            && Peek(1).Kind == TokenKind.BraceOpen
            && Peek(2).Kind == TokenKind.Minus
            && Peek(3) is { Kind: TokenKind.Number, Text: "1" }
            && Peek(4).Kind == TokenKind.BraceClose
            && Peek(5) is { Kind: TokenKind.Open, Text: "(" }
        )
        {
            _at += 5;
            return Call(symbol.Name + "^-1");
        }
        return
            Here is { Kind: TokenKind.Open, Text: "(" }
            && (
                symbol.Name[0] is not ('p' or 'q' or 'r' or 'u' or 'v' or 'y')
                || (Peek(2).Kind == TokenKind.Close && Peek(1).Kind is TokenKind.Symbol or TokenKind.Number)
            )
            ? Call(symbol.Name)
            : symbol;
    }

    private static bool IsFunctionName(string name) =>
        name[0]
            is 'f'
                or 'g'
                or 'h'
                or 'F'
                or 'G'
                or 'H'
                or 'P'
                or 'Q'
                or 'W'
                or 'T'
                or 'V'
                or 'p'
                or 'q'
                or 'r'
                or 'u'
                or 'v'
                or 'y'
            && (name.Length == 1 || name[1] is '_' or '\'')
        || name is "phi" or "psi" or "varphi" or "Gamma" or "Phi";

    private Expression? Call(string function)
    {
        bool couldBeProduct = function is "V" or "T" or "phi" or "psi";
        if (Bracket(isProbability: function is "P" or "Pr" or "E") is not { } arguments)
            return null;
        if (couldBeProduct && arguments is Sum)
            return new Product([new Symbol(function), arguments]);
        return new Application(function, Items(arguments));
    }

    /// <summary>The name with its subscript: x_1, x_{ij}. Of anything else than a name an unknown function of
    /// it.</summary>
    private Expression? Subscripted(Expression value)
    {
        _at++;
        Token first = Here;
        if (first.Kind is TokenKind.End or TokenKind.BraceClose)
            return Fail("a subscript of nothing");
        string raw;
        if (first.Kind == TokenKind.BraceOpen)
        {
            int open = 0,
                start = first.End,
                end = start;
            for (; Here.Kind != TokenKind.End; _at++)
            {
                if (Here.Kind == TokenKind.BraceOpen)
                    open++;
                if (Here.Kind == TokenKind.BraceClose && --open == 0)
                    break;
                end = Here.End;
            }
            Take(TokenKind.BraceClose);
            raw =
                start < end ? _text[start..Math.Min(end, _text.Length)].Replace(" ", "", StringComparison.Ordinal)
                : first.Start < first.End ? ""
                : _text[first.Start..Here.Start];
        }
        else
        {
            _at++;
            raw = _text[first.Start..first.End].Trim();
        }
        if (
            raw.StartsWith('\\')
            && raw.AsSpan(1).IndexOfAnyExceptInRange('a', 'z') < 0
            && raw is "\\text" or "\\mathrm"
        )
        {
            raw = raw.Trim('\\');
        }

        raw = raw.Replace("\\text", "", StringComparison.Ordinal).Replace("\\mathrm", "", StringComparison.Ordinal);
        while (raw.Length > 2 && raw[0] == '{' && raw[^1] == '}')
            raw = raw[1..^1];
        if (raw.Length == 0)
            return value;
        return value switch
        {
            Symbol symbol => new Symbol(symbol.Name + (raw.Length == 1 ? "_" + raw : "_{" + raw + "}")),
            NamedSet set => new NamedSet(set.Name + "_" + raw),
            _ => new Application("subscript " + raw, [value]),
        };
    }

    private Expression? Accent(string name)
    {
        int start = Here.Kind == TokenKind.BraceOpen ? Here.End : Here.Start;
        if (Argument() is not { } under)
            return null;
        if (name is "underbrace" or "overset")
            return under;
        string inner = under is Symbol symbol
            ? symbol.Name
            : _text[
                start..Math.Max(
                    start,
                    Math.Min(
                        _text.Length,
                        _tokens[_at - 1].Kind == TokenKind.BraceClose ? _tokens[_at - 1].Start : _tokens[_at - 1].End
                    )
                )
            ]
                .Replace(" ", "", StringComparison.Ordinal);
        Expression accented = new Symbol($"{name}{{{inner}}}");
        return Here.Kind == TokenKind.Underscore ? Subscripted(accented) : accented;
    }
}
