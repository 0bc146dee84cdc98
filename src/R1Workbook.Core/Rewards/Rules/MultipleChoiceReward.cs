using System.Text.RegularExpressions;
using R1Workbook.Core.Completions;
using R1Workbook.Core.Verification.Extraction;

namespace R1Workbook.Core.Rewards.Rules;

/// <summary>
/// The accuracy reward of multiple choice: 1 where the answer names the right letter and no other. An answer that names
/// several letters ("A or B or C") earns 0, whichever they are.
/// </summary>
public static partial class MultipleChoiceReward
{
    /// <summary>The reward in the catalogue.</summary>
    [CatalogueEntry]
    public static RewardEntry Entry { get; } =
        RewardEntry.Each(
            "multiple_choice",
            "",
            "the workbook's own",
            "",
            _ => input => Explain(input.Completion, input.Gold ?? "")
        );

    /// <summary>1 or 0; null where the gold answer is no letter.</summary>
    /// <param name="completion">What the model wrote; the answer is read after the reasoning where there is
    /// any.</param>
    /// <param name="gold">The letter, in parentheses or not.</param>
    public static double? Of(string completion, string gold) => Explain(completion, gold).Value;

    /// <summary>The reward with the letters that were read.</summary>
    public static RewardExplanation Explain(string completion, string gold)
    {
        if (Alone().Match(gold) is not { Success: true } wanted)
            return new RewardExplanation(null, "the gold answer is no letter");
        string letter = wanted.Groups[1].Value.ToUpperInvariant();
        (string text, string where) = Statement(ThinkAnswer.Parse(completion).Answer ?? completion);
        RewardEvidence[] letters =
        [
            .. Letter()
                .Matches(text)
                .Select(match => new RewardEvidence(match.Groups[1].Value.ToUpperInvariant(), where))
                .DistinctBy(found => found.What),
        ];
        return letters.Length switch
        {
            0 => new RewardExplanation(0, "no letter is named"),
            1 when letters[0].What == letter => new RewardExplanation(1, $"{letter} is named {where}", letters),
            1 => new RewardExplanation(0, $"{letters[0].What} is named {where}, {letter} is right", letters),
            _ => new RewardExplanation(0, $"{letters.Length} letters are named {where}", letters),
        };
    }

    /// <summary>Where the answer is stated: the last box, else what follows the last "answer is", else a text of a few
    /// characters.</summary>
    private static (string Text, string Where) Statement(string text)
    {
        if (AnswerExtractor.LastBox(text) is { } box)
            return (box, "in the last box");
        Match? said = AnswerIs().Matches(text).LastOrDefault();
        if (said is not null)
            return (SentenceEnd().Split(text[(said.Index + said.Length)..].TrimStart(), 2)[0], "after \"answer\"");
        string whole = text.Trim();
        return whole.Length <= 40 || Alone().IsMatch(whole)
            ? (whole, "in the whole text")
            : (LastLine(whole), "in the last line");
    }

    private static string LastLine(string text) => text[(text.LastIndexOf('\n') + 1)..];

    [GeneratedRegex(
        @"^\s*\(?\s*(?:\\text\s*\{\s*)?\(?([A-Za-z])\)?\s*\}?\s*\)?[.:]?\s*$",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Alone();

    // A capital by itself; "A" before a lower-case word is an article.
    [GeneratedRegex(
        @"(?<![\p{L}\d'’])([A-Z])(?![\p{L}\d'’])(?!\s+[a-z]{2,}(?<!\s(?:or|and|und|oder|et|ou|y|o|is)))"
            + @"|^\s*([a-z])\s*$",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Letter();

    [GeneratedRegex(
        @"(?:\banswers?|\bchoice|\boption|\bantwort|\bréponse|\brespuesta|\brisposta|\bresposta|ответ)"
            + @"\s*(?:is|ist|est|es|è|é|:|：|=)?\s*:?|答案(?:是|为|：|:)?|答えは|정답은",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex AnswerIs();

    [GeneratedRegex(@"\.(?:\s|$)|\n|。", RegexOptions.CultureInvariant)]
    private static partial Regex SentenceEnd();
}
