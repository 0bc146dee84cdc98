using System.Collections.Frozen;
using R1Workbook.Core.Verification.Expressions;
using R1Workbook.Core.Verification.Extraction;

namespace R1Workbook.Core.Verification.Reading;

/// <summary>Words that name one mathematical object: "all real numbers", "the empty set".</summary>
internal static class NamedAnswers
{
    private static readonly FrozenDictionary<string, Expression> Names = new Dictionary<string, Expression>
    {
        ["all real numbers"] = new NamedSet("R"),
        ["all reals"] = new NamedSet("R"),
        ["any real number"] = new NamedSet("R"),
        ["every real number"] = new NamedSet("R"),
        ["all real values"] = new NamedSet("R"),
        ["real numbers"] = new NamedSet("R"),
        ["set of real numbers"] = new NamedSet("R"),
        ["set of all real numbers"] = new NamedSet("R"),
        ["all integers"] = new NamedSet("Z"),
        ["any integer"] = new NamedSet("Z"),
        ["every integer"] = new NamedSet("Z"),
        ["integers"] = new NamedSet("Z"),
        ["set of integers"] = new NamedSet("Z"),
        ["set of all integers"] = new NamedSet("Z"),
        ["all rational numbers"] = new NamedSet("Q"),
        ["all complex numbers"] = new NamedSet("C"),
        ["empty set"] = new Collection(CollectionKind.Set, []),
        ["no solution"] = new Collection(CollectionKind.Set, []),
        ["no solutions"] = new Collection(CollectionKind.Set, []),
        ["infinity"] = new Constant(ConstantKind.Infinity),
        ["negative infinity"] = Product.Negative(new Constant(ConstantKind.Infinity)),
    }.ToFrozenDictionary();

    /// <summary>The object that an answer in words names; null where it names none.</summary>
    public static Expression? Find(string text)
    {
        if (text.Length > 60 || !text.Contains(' ', StringComparison.Ordinal) && text.Length < 7)
            return null;
        string words = string.Join(' ', LatexText.WithoutMarkup(text).Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Trim(' ', '.', ',')
            .ToLowerInvariant();
        if (words.StartsWith("the ", StringComparison.Ordinal))
            words = words[4..];
        return Names.GetValueOrDefault(words);
    }
}
