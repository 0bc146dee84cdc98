using System.Text.RegularExpressions;

namespace R1Workbook.Core.Verification.Reading;

/// <summary>What an answer says of the letters in it: "for some integer k", "where c is a constant", "k ∈ Z".</summary>
/// <param name="Integers">Letters that stand for any integer.</param>
/// <param name="Naturals">Letters that stand for natural numbers: shifting them changes the answer.</param>
/// <param name="Constants">Letters that stand for any number.</param>
/// <param name="Restriction">What is more than such a declaration; null where there is nothing more.</param>
internal sealed partial record AnswerConditions(
    IReadOnlySet<string> Integers,
    IReadOnlySet<string> Naturals,
    IReadOnlySet<string> Constants,
    string? Restriction
)
{
    /// <summary>From which number on the natural letters count, where that is said: n ≥ 1 is not n ≥ 2.</summary>
    public int? Lowest { get; private init; }

    private const string Letters = @"([a-zA-Z](?:_\{?\w\}?)?(?:(?:,| ?and )[a-zA-Z](?:_\{?\w\}?)?){0,5})";

    /// <summary>No conditions.</summary>
    public static AnswerConditions None { get; } =
        new(new HashSet<string>(), new HashSet<string>(), new HashSet<string>(), null);

    /// <summary>Letters that may be renamed.</summary>
    public bool Declares(string letter) =>
        Integers.Contains(letter) || Naturals.Contains(letter) || Constants.Contains(letter);

    /// <summary>Reads the words and formulas behind an answer.</summary>
    public static AnswerConditions Of(string text)
    {
        string rest = Blanks().Replace(Markup().Replace(text, " "), " ").Trim(' ', ',', '.', ';', ':');
        if (rest.Length == 0)
            return None;
        HashSet<string> integers = [],
            naturals = [],
            constants = [];
        string plain = rest.Replace(" , ", ",", StringComparison.Ordinal)
            .Replace(", ", ",", StringComparison.Ordinal)
            .Replace(" and ", "and", StringComparison.Ordinal);
        plain = plain.Replace("and", " and ", StringComparison.Ordinal);
        plain = Blanks().Replace(plain, " ");
        foreach ((Regex pattern, HashSet<string> kind) in Patterns(integers, naturals, constants))
        {
            plain = pattern.Replace(
                plain,
                match =>
                {
                    foreach (Match letter in Letter().Matches(match.Groups[1].Value))
                    {
                        if (letter.Value != "and")
                            kind.Add(letter.Value);
                    }
                    return " ";
                }
            );
        }
        int? lowest =
            NaturalBound().Match(rest) is { Success: true } bound
                ? bound.Groups[3].Value[0] - '0' + (bound.Groups[2].Value == ">" ? 1 : 0)
            : rest.Contains("positive", StringComparison.OrdinalIgnoreCase) ? 1
            : NonNegative().IsMatch(rest) ? 0
            : null;
        plain = Glue().Replace(plain, " ").Trim(' ', ',', '.', ';', ':', '(', ')');
        return new AnswerConditions(integers, naturals, constants, plain.Length == 0 ? null : rest)
        {
            Lowest = naturals.Count > 0 ? lowest : null,
        };
    }

    private static (Regex Pattern, HashSet<string> Kind)[] Patterns(
        HashSet<string> integers,
        HashSet<string> naturals,
        HashSet<string> constants
    ) =>
        [
            (NaturalBefore(), naturals),
            (NaturalBehind(), naturals),
            (NaturalSet(), naturals),
            (NaturalBound(), naturals),
            (IntegerBefore(), integers),
            (IntegerBehind(), integers),
            (IntegerSet(), integers),
            (ConstantBefore(), constants),
            (ConstantBehind(), constants),
            (ConstantSet(), constants),
            (All(), constants),
        ];

    [GeneratedRegex(@"\\(?:text|mathrm|mathbb|mathbf|left|right|quad|qquad|textrm|mbox)\b|\\[,;:! ]|[{}$]|~")]
    private static partial Regex Markup();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();

    [GeneratedRegex(@"and|[a-zA-Z](?:_\{?\w\}?)?")]
    private static partial Regex Letter();

    [GeneratedRegex(
        @"(?:positive|natural|non-?negative) (?:integers?|numbers?|whole numbers?) " + Letters + @"(?![a-zA-Z])",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex NaturalBefore();

    [GeneratedRegex(
        @"(?<![a-zA-Z])"
            + Letters
            + @" (?:is|are|be|being|denotes?) (?:an? |any |some |arbitrary )*"
            + @"(?:positive|natural|non-?negative) (?:integers?|numbers?)",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex NaturalBehind();

    [GeneratedRegex(
        @"(?<![a-zA-Z])" + Letters + @" ?(?:\\in|∈) ?(?:N|ℕ|Z ?\^? ?\+|Z ?_ ?\+|Z_>0)(?: ?\^? ?[*+])?(?![a-zA-Z])"
    )]
    private static partial Regex NaturalSet();

    [GeneratedRegex(@"(?<![a-zA-Z])([k-n]) ?(\\geq?(?:slant)?|≥|>=|>) ?([012])(?![\d.])")]
    private static partial Regex NaturalBound();

    [GeneratedRegex("non-?negative", RegexOptions.IgnoreCase)]
    private static partial Regex NonNegative();

    [GeneratedRegex(@"(?:integers?|whole numbers?) " + Letters + @"(?![a-zA-Z])", RegexOptions.IgnoreCase)]
    private static partial Regex IntegerBefore();

    [GeneratedRegex(
        @"(?<![a-zA-Z])"
            + Letters
            + @" (?:is|are|be|being|denotes?) (?:an? |any |some |arbitrary )*(?:integers?|whole numbers?)",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex IntegerBehind();

    [GeneratedRegex(@"(?<![a-zA-Z])" + Letters + @" ?(?:\\in|∈) ?(?:Z|ℤ)(?![a-zA-Z^_+])")]
    private static partial Regex IntegerSet();

    [GeneratedRegex(
        @"(?:constants?|parameters?|(?:real|complex|rational) numbers?|reals?|numbers?) " + Letters + @"(?![a-zA-Z])",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex ConstantBefore();

    [GeneratedRegex(
        @"(?<![a-zA-Z])"
            + Letters
            + @" (?:is|are|be|being|denotes?) (?:an? |any |some |arbitrary |real |complex )*"
            + @"(?:constants?|parameters?|numbers?|arbitrary|reals?)",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex ConstantBehind();

    [GeneratedRegex(@"(?<![a-zA-Z])" + Letters + @" ?(?:\\in|∈) ?(?:R|ℝ|C|ℂ)(?![a-zA-Z^_+])")]
    private static partial Regex ConstantSet();

    [GeneratedRegex(@"(?:all|every|any|each) " + Letters + @"(?![a-zA-Z])", RegexOptions.IgnoreCase)]
    private static partial Regex All();

    [GeneratedRegex(
        @"\b(?:for|where|with|when|here|and|some|any|all|every|each|an?|the|arbitrary|is|are|being|denotes?|as|of|real|"
            + @"positive)\b|[,;.:()]",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Glue();
}
