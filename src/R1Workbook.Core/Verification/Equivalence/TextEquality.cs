using System.Text;
using R1Workbook.Core.Verification.Expressions;

namespace R1Workbook.Core.Verification.Equivalence;

/// <summary>Compares words: case, spaces, articles, brackets and full stops do not count.</summary>
internal static class TextEquality
{
    /// <summary>The comparison; null where one of the two cannot be read as words.</summary>
    public static Comparison? Compare(Expression gold, Expression answer)
    {
        if ((IsEmpty(gold) && SaysNone(answer)) || (IsEmpty(answer) && SaysNone(gold)))
            return Comparison.Equal("no solution and the empty set");
        if (SaysNone(gold) && SaysNone(answer))
            return Comparison.Equal("both say that there is none");
        if (Letters(gold) is not { } wanted || Letters(answer) is not { } given || wanted.Length == 0)
            return null;
        return string.Equals(wanted, given, StringComparison.OrdinalIgnoreCase)
            ? Comparison.Equal("the same words")
            : Comparison.Different($"\"{wanted}\" is not \"{given}\"");
    }

    private static bool IsEmpty(Expression expression) => expression is Collection { Items.Count: 0 };

    private static bool SaysNone(Expression expression) =>
        expression is Text { Value: var words }
        && Plain(words).ToUpperInvariant()
            is "NONE"
                or "NOSOLUTION"
                or "NOSOLUTIONS"
                or "NOREALSOLUTION"
                or "NOREALSOLUTIONS"
                or "EMPTYSET"
                or "THEREISNOSOLUTION"
                or "DOESNOTEXIST";

    /// <summary>The words of a text, or the letters of variables side by side that may have been meant as a word; null
    /// for others.</summary>
    private static string? Letters(Expression expression)
    {
        switch (expression)
        {
            case Text text:
                return Plain(text.Value);
            case Symbol symbol:
                return symbol.Name;
            case Constant { Kind: ConstantKind.E }:
                return "e";
            case Constant { Kind: ConstantKind.I }:
                return "i";
            case Quantity { Value: var value, Unit: var unit } when Letters(value) is { } letters:
                return letters + Plain(unit);
            case Product product:
                StringBuilder all = new();
                foreach (Expression factor in product.Factors)
                {
                    if (factor is not (Symbol or Constant or Text) || Letters(factor) is not { } letters)
                        return null;
                    all.Append(letters);
                }
                return all.ToString();
            default:
                return null;
        }
    }

    private static string Plain(string words)
    {
        StringBuilder plain = new();
        foreach (string word in words.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (word is "a" or "an" or "the" or "The" or "A" or "An" && words.Contains(' ', StringComparison.Ordinal))
                continue;
            foreach (char c in word)
            {
                if (char.IsLetterOrDigit(c))
                    plain.Append(c);
            }
        }
        return plain.ToString();
    }
}
