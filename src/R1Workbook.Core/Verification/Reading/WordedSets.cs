using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace R1Workbook.Core.Verification.Reading;

/// <summary>Sets and bounds in words as formulas: "all real numbers except 1", "x is at most 4", "all positive
/// integers". Each is read from its first word to its last, or not at all.</summary>
internal static partial class WordedSets
{
    private const int Longest = 120;

    private static readonly FrozenDictionary<string, string> Bounds = new Dictionary<string, string>
    {
        ["at most"] = @"\le",
        ["no more than"] = @"\le",
        ["not more than"] = @"\le",
        ["no greater than"] = @"\le",
        ["not greater than"] = @"\le",
        ["less than or equal to"] = @"\le",
        ["smaller than or equal to"] = @"\le",
        ["at least"] = @"\ge",
        ["no less than"] = @"\ge",
        ["not less than"] = @"\ge",
        ["no smaller than"] = @"\ge",
        ["greater than or equal to"] = @"\ge",
        ["larger than or equal to"] = @"\ge",
        ["more than or equal to"] = @"\ge",
        ["less than"] = "<",
        ["strictly less than"] = "<",
        ["smaller than"] = "<",
        ["strictly smaller than"] = "<",
        ["below"] = "<",
        ["greater than"] = ">",
        ["strictly greater than"] = ">",
        ["larger than"] = ">",
        ["strictly larger than"] = ">",
        ["more than"] = ">",
        ["above"] = ">",
        ["not equal to"] = @"\ne",
        ["different from"] = @"\ne",
    }.ToFrozenDictionary();

    /// <summary>The answer as a formula, where it is such words and nothing else; otherwise as it was.</summary>
    public static string Rewritten(string text)
    {
        if (text.Length > Longest || !Sign().IsMatch(text))
            return text;
        string plain = Blanks()
            .Replace(Wrapping().Replace(text, " $1 ").Replace("$", " ", StringComparison.Ordinal), " ");
        plain = plain.Trim(' ', '.');
        return Set(plain) ?? Bound(plain) ?? text;
    }

    private static string? Set(string text)
    {
        if (SetOf().Match(text) is not { Success: true } match)
            return null;
        bool real =
            match.Groups["kind"].Value.StartsWith("real", StringComparison.OrdinalIgnoreCase) || IsBareNumber(match);
        string rest = match.Groups["rest"].Value.Trim(' ', ','),
            letter = match.Groups["letter"] is { Success: true, Value: var named } ? named : "x";
        string? set = Base(match.Groups["sign"].Value.Replace("-", "", StringComparison.Ordinal), match, real);
        if (set is null || (IsBareNumber(match) && rest.Length == 0))
            return null;
        if (rest.Length == 0)
            return set;
        if (Without().Match(rest) is { Success: true } without)
        {
            string items = Item().Replace(without.Groups[1].Value, "");
            return HasWords(items) ? null : $@"{set} \setminus \{{{And().Replace(items, ",")}\}}";
        }
        string condition = Such().Replace(rest, "").Trim();
        if (!real || match.Groups["sign"].Success)
        {
            // "all integers n ≥ 3"; that n is positive besides says nothing new only above 0.
            bool above = AboveZero().IsMatch(condition),
                plain = !match.Groups["sign"].Success;
            return
                set is @"\mathbb{Z}" or @"\mathbb{Z}^+"
                && (plain || above)
                && match.Groups["letter"].Success
                && !HasWords(condition)
                && Relation().IsMatch(condition)
                ? $@"{Named(condition, letter)} {condition}, {letter} \in \mathbb{{Z}}"
                : null;
        }
        return Bound(condition)
            ?? Bound($"{letter} is {condition}")
            ?? (!HasWords(condition) && Relation().IsMatch(condition) ? condition : null);
    }

    private static string Named(string condition, string letter) =>
        condition.StartsWith(letter, StringComparison.Ordinal) ? "" : letter;

    private static bool IsBareNumber(Match match) =>
        match.Groups["kind"].Value.Equals("numbers", StringComparison.OrdinalIgnoreCase);

    private static string? Base(string sign, Match match, bool real)
    {
        bool integer = match.Groups["kind"].Value.StartsWith("integer", StringComparison.OrdinalIgnoreCase);
        return sign.ToLowerInvariant() switch
        {
            "" when real => @"\mathbb{R}",
            "" when integer => @"\mathbb{Z}",
            "" => @"\mathbb{Q}",
            "nonzero" when real => @"\mathbb{R} \setminus \{0\}",
            "nonzero" when integer => @"\mathbb{Z} \setminus \{0\}",
            "positive" when real => @"(0, \infty)",
            "negative" when real => @"(-\infty, 0)",
            "nonnegative" when real => @"[0, \infty)",
            "nonpositive" when real => @"(-\infty, 0]",
            "positive" when integer => @"\mathbb{Z}^+",
            _ => null,
        };
    }

    private static string? Bound(string text)
    {
        if (Between().Match(text) is { Success: true } between)
        {
            string how = (between.Groups[2].Value + between.Groups[5].Value).Trim().ToLowerInvariant();
            (string low, string high) = (between.Groups[3].Value, between.Groups[4].Value);
            string sign =
                how is "strictly" or "exclusive" ? "<"
                : how == "inclusive" ? @"\le"
                : "";
            // Whether the ends belong to it is not said otherwise.
            return sign.Length == 0 || HasWords(low + high)
                ? null
                : $"{low} {sign} {between.Groups[1].Value} {sign} {high}";
        }
        return
            Named().Match(text) is { Success: true } match
            && Bounds.TryGetValue(match.Groups[2].Value.ToLowerInvariant(), out string? relation)
            && !HasWords(match.Groups[3].Value)
            ? $"{match.Groups[1].Value} {relation} {match.Groups[3].Value}"
            : null;
    }

    private static bool HasWords(string text) => Word().IsMatch(And().Replace(text, ","));

    [GeneratedRegex(
        @"\b(?:all|any|every|reals?|integers?|numbers?|than|at most|at least|between|different from|equal to)\b",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Sign();

    [GeneratedRegex(@"\\(?:text|mathrm|textrm|mbox)\s?\{([^{}\\]*)\}")]
    private static partial Regex Wrapping();

    [GeneratedRegex(@"(?:\s|~|\\[,;: ])+")]
    private static partial Regex Blanks();

    [GeneratedRegex(
        @"^(?:the )?(?:set of )?(?:all |any |every )?(?:the )?"
            + @"(?<sign>non-?zero|positive|negative|non-?negative|non-?positive)? ?"
            + @"(?<kind>real numbers?|reals?|real values|integers?|rational numbers?|numbers)(?: of)?"
            + @"(?: (?<letter>[a-z])(?![a-z]))?(?<rest>(?:,? .*)?)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Singleline
    )]
    private static partial Regex SetOf();

    [GeneratedRegex(
        @"^(?:except|but|other than|excluding|without|besides|apart from|"
            + @"different from|not equal to|except for)(?: for)? (.+)$",
        RegexOptions.IgnoreCase | RegexOptions.Singleline
    )]
    private static partial Regex Without();

    [GeneratedRegex(@"[a-z]\s*=\s*|\\\{|\\\}", RegexOptions.IgnoreCase)]
    private static partial Regex Item();

    [GeneratedRegex(@"\s*,?\s*\b(?:and|or)\b\s*|\s*,\s*", RegexOptions.IgnoreCase)]
    private static partial Regex And();

    [GeneratedRegex(
        @"^(?:(?:such that|with|where|satisfying|for which|that are|which are|that satisfy)\s+)+",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Such();

    [GeneratedRegex(@"^(?:[a-z]\s*)?(?:>|≥|\\geq?(?:slant)?\b)\s*[0-9]+$")]
    private static partial Regex AboveZero();

    [GeneratedRegex(@"[<>≤≥≠]|\\(?:le|ge|leq|geq|ne|neq|lt|gt|leqslant|geqslant)\b")]
    private static partial Regex Relation();

    [GeneratedRegex(
        @"^([a-z]|\\[a-z]+) (?:is|are|must be|can be|should be|has to be|will be) "
            + @"(strictly )?between (.+?) and (.+?)(?:,? \(?(inclusive|exclusive)\)?)?$",
        RegexOptions.IgnoreCase | RegexOptions.Singleline
    )]
    private static partial Regex Between();

    [GeneratedRegex(
        @"^([a-z]|\\[a-z]+) (?:is|are|must be|can be|should be|has to be|will be) "
            + @"((?:strictly |no |not |at |less |greater |smaller |larger |more |below|above|different |"
            + @"equal |or |than ?|most|least|from|to)+?) ([^a-z].*|\\.*)$",
        RegexOptions.IgnoreCase | RegexOptions.Singleline
    )]
    private static partial Regex Named();

    [GeneratedRegex(@"(?<!\\|\\[A-Za-z]{0,12})[A-Za-z]{2,}")]
    private static partial Regex Word();
}
