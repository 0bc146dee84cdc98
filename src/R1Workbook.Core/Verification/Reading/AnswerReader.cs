using System.Buffers;
using System.Collections.Frozen;
using System.Text.RegularExpressions;
using R1Workbook.Core.Verification.Expressions;
using R1Workbook.Core.Verification.Extraction;
using R1Workbook.Core.Verification.Parsing;

namespace R1Workbook.Core.Verification.Reading;

/// <summary>
/// Reads a whole answer as mathematics, or says that it cannot: no part of it is left out. Words that only announce
/// ("the answer is"), that declare letters ("for some integer k") or that name what a value is ("Maximum = 2") are
/// understood; an answer with other words is not mathematics.
/// </summary>
internal static partial class AnswerReader
{
    /// <summary>Reads an answer that stands alone.</summary>
    public static AnswerReading Read(string text)
    {
        if (text.Length > MathParser.LongestText)
            return Unread($"longer than {MathParser.LongestText} characters");
        if (IsFormula(text))
        {
            ParseResult formula = MathParser.ParseWhole(EquationChain.LastSide(text.Trim().TrimEnd('.', ',', ' ')));
            // 12{,}5: no thousands, so a decimal comma.
            if (formula.Expression is null && text.Contains("{,}", StringComparison.Ordinal))
                formula = MathParser.ParseWhole(DecimalComma().Replace(text, "."));
            return new AnswerReading(formula.Expression, AnswerConditions.None, formula.Error);
        }
        return ReadWords(AnswerRepair.Repaired(text));
    }

    /// <summary>Reads an answer that <see cref="AnswerRepair"/> has been over.</summary>
    public static AnswerReading ReadRepaired(string text) =>
        text.Length > MathParser.LongestText || IsFormula(text) ? Read(text) : ReadWords(text);

    private static AnswerReading ReadWords(string text)
    {
        if (NamedAnswers.Find(text) is { } named)
            return new AnswerReading(named, AnswerConditions.None);
        if (CompoundUnits.Read(text) is { } measure)
            return new AnswerReading(measure, AnswerConditions.None) { IsCompound = measure.Unit != "dollars" };
        text = WordedSets.Rewritten(text);
        string said = text;
        text = AnswerForms.Rewritten(text);
        if (text.All(c => char.IsLetter(c) || c is ' ' or '-') && SpelledNumbers.Number(text) is { } spelled)
            text = spelled;
        List<AnswerPart> parts = WordedText.Divide(text);
        if (parts.Count == 0)
            return Unread("empty");
        if (parts is [{ IsWords: true, Text: var words }] && SpelledNumbers.Number(words) is { } number)
            parts = [new AnswerPart(false, number)]; // words in \text{...}
        DropAnnouncement(parts);
        string conditions = TakeConditions(parts);
        for (int i = 0; i < parts.Count; i++)
        {
            if (!parts[i].IsWords)
                continue;
            if (i > 0 && i + 1 < parts.Count && Copula().IsMatch(parts[i].Text))
            {
                parts[i] = new AnswerPart(false, "=");
            }
            else if (
                i + 1 < parts.Count
                && parts[i + 1] is { IsWords: false } next
                && Label().Match(next.Text) is { Success: true } mark
            )
            {
                parts[i + 1] = next with { Text = "=" + next.Text[mark.Length..] };
            }
        }
        string answer = WordedText.Joined(parts).TrimEnd('.', ',', ';', ':', ' ');
        if (conditions.Length == 0)
            (answer, conditions) = WithoutDomain(answer);
        // "x = 1, y = 2 or x = 2, y = 1" is two solutions.
        string[] solutions = Joining().Split(answer);
        if (solutions.Length > 1 && solutions.All(solution => solution.Count(c => c == '=') > 1))
            answer = string.Join("; ", solutions.Select(solution => solution.Trim(' ', ',', ';')));
        answer = EquationChain.Grouped(EquationChain.LastSide(answer));
        ParseResult parsed = MathParser.ParseWhole(answer);
        return new AnswerReading(
            SaysRatio().IsMatch(said) && parsed.Expression is { } ratio ? AsRatio(ratio) : parsed.Expression,
            AnswerConditions.Of(conditions),
            parsed.Error
        );
    }

    /// <summary>The expression whose ratio is no time, because the words beside it say so.</summary>
    private static Expression AsRatio(Expression expression) =>
        expression switch
        {
            Ratio ratio => ratio with { IsRatio = !ratio.IsTime },
            Relation or Collection => expression.With(expression.Parts.Map(AsRatio)),
            _ => expression,
        };

    /// <summary>Whether a text is one formula in which nothing has to be rewritten: most answers are.</summary>
    private static bool IsFormula(string text)
    {
        bool rewritten = text.Contains('=', StringComparison.Ordinal) || text is ['(', _, ')', ..];
        if (text is [_, ')', ..])
            return false;
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (c > 126 || c is 'R' or 'C' or 'P' || Rewritten.Contains(c) || (c == '(' && rewritten))
                return false;
            if (c == '.' && i > 0 && char.IsAsciiLetter(text[i - 1]) && i + 1 < text.Length)
                return false;
            if (c == '\\')
            {
                int end = i + 1;
                while (end < text.Length && char.IsAsciiLetter(text[end]))
                    end++;
                ReadOnlySpan<char> command = text.AsSpan((i + 1)..end);
                if (command.Length == 0)
                    end++;
                else if (command is "begin" or "end")
                    end = Math.Max(end, text.IndexOf('}', end) + 1);
                // "3n + 2, n ≥ 0" says of its letter what it is.
                else if (command is "ge" or "geq" && text.Contains(',', StringComparison.Ordinal))
                    return false;
                else if (!Plain.GetAlternateLookup<ReadOnlySpan<char>>().Contains(command))
                    return false;
                i = end - 1;
            }
            else if (char.IsAsciiLetter(c) && i + 1 < text.Length && char.IsAsciiLetter(text[i + 1]))
            {
                return false;
            }
        }
        return text.Length > 0;
    }

    // What the forms of everyday writing, HTML and lost escapes contain; R is also the sign of a remainder, C and P
    // count choices.
    private static readonly SearchValues<char> Rewritten = SearchValues.Create("<;:$~\"'\t\f\b\r\n");

    private static readonly SearchValues<string> DomainSigns = SearchValues.Create(
        [@"\in", "∈", @"\ge", "≥", ">="],
        StringComparison.Ordinal
    );

    private static readonly FrozenSet<string> Plain = (
        "frac dfrac tfrac sqrt pi circ cdot times left right le leq ge geq pm infty cup "
        + "sin cos tan log ln alpha beta theta"
    )
        .Split(' ')
        .ToFrozenSet(StringComparer.Ordinal);

    private static AnswerReading Unread(string why) => new(null, AnswerConditions.None, why);

    private static void DropAnnouncement(List<AnswerPart> parts)
    {
        if (parts is not [{ IsWords: true, Text: var first }, { IsWords: false, Text: var next }, ..])
            return;
        string words = first.Trim(' ', ':', '*');
        if (!Announcement().IsMatch(words))
            return;
        parts.RemoveAt(0);
        parts[0] = parts[0] with { Text = Label().Replace(next, "", 1) };
    }

    /// <summary>Takes the part from the first words that begin a condition, and what is behind them.</summary>
    private static string TakeConditions(List<AnswerPart> parts)
    {
        for (int i = 1; i < parts.Count; i++)
        {
            if (!parts[i].IsWords)
                continue;
            if (IsInteger().IsMatch(parts[i].Text) && LastLetter().Match(parts[i - 1].Text) is { Success: true } letter)
            {
                string said =
                    $"{letter.Groups[2].Value} is {string.Join(' ', parts.Skip(i).Select(part => part.Text))}";
                parts.RemoveRange(i, parts.Count - i);
                parts[^1] = parts[^1] with { Text = letter.Groups[1].Value };
                return said;
            }
            if (!Condition().IsMatch(parts[i].Text))
                continue;
            string taken = string.Join(' ', parts.Skip(i).Select(part => part.Text));
            parts.RemoveRange(i, parts.Count - i);
            // "(where k is an integer)" leaves its bracket behind.
            string before = parts[^1].Text.TrimEnd();
            if (before.EndsWith('(') && taken.TrimEnd(' ', '.').EndsWith(')'))
                parts[^1] = parts[^1] with { Text = before[..^1].TrimEnd(' ', ',', '\\') };
            return taken;
        }
        return "";
    }

    /// <summary>"kπ, k ∈ Z" and "kπ (k ∈ Z)" as kπ and what it says of k.</summary>
    private static (string Answer, string Conditions) WithoutDomain(string answer) =>
        answer.AsSpan().IndexOfAny(DomainSigns) >= 0
            ? Domain().Match(answer) is { Success: true, Index: > 0 } domain
                ? (answer[..domain.Index].TrimEnd(' ', ',', ';', '\\'), domain.Groups[1].Value)
                : (answer, "")
            : (answer, "");

    [GeneratedRegex(
        @"^(?:(?:so|thus|hence|therefore|then|and|we|get|have|find|obtain|that|the|final|correct|right|our|my|costs?|"
            + @"solutions?|answers?|results?|values?|equals?|is|are|it|they|only|exactly|given|by|remainder|"
            + @"ratio)[\s,:]*)+$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Announcement();

    [GeneratedRegex(
        @"^(?:for|where|with|when|here|if|provided|such that|as|given that|whenever|in which)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Condition();

    // "6n + 1, n an integer"
    [GeneratedRegex(@"^(?:an?|any) (?:(?:positive|natural|non-?negative) )?(?:integer|whole number)s?$")]
    private static partial Regex IsInteger();

    [GeneratedRegex(@"(?<=[0-9])\{,\}(?=[0-9]{1,2}(?![0-9]))")]
    private static partial Regex DecimalComma();

    [GeneratedRegex(@"^(.*\S)\s*[,;]\s*([a-zA-Z])\s*$", RegexOptions.Singleline)]
    private static partial Regex LastLetter();

    [GeneratedRegex(@"(?<=[\s}\d)])(?<!\\[a-z]{2,10}\{\s*)\b(?:or|and)\b(?=\s)")]
    private static partial Regex Joining();

    [GeneratedRegex(@"^(?:is|are|equals?|is equal to|will be)$", RegexOptions.IgnoreCase)]
    private static partial Regex Copula();

    [GeneratedRegex(
        @"\b(?:ratios?|odds|proportions?|scale)\b|[0-9]\s*(?:\\text\s?\{\s*)?to\b|[A-Za-z]\s*:\s*[A-Za-z]\s*=",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex SaysRatio();

    [GeneratedRegex(@"^\s*[:：]\s*")]
    private static partial Regex Label();

    [GeneratedRegex(
        @"(?:[,;]|\\quad|\\qquad|\()(?:\\[,;: ]|\\quad|\s|\\left)*\(?\s*"
            + @"([k-n]\s*(?:\\geq?(?:slant)?|≥|>=)\s*[012]|"
            + @"[a-zA-Z](?:\s*,\s*[a-zA-Z]){0,4}\s*(?:\\in|∈)\s*(?:\\(?:mathbb|mathbf|mathrm|Bbb)\s*)?"
            + @"\{?\s*[ZNRCℤℕℝℂ]\s*\}?(?:\s*[\^_]?\s*\{?\s*[*+]\s*\}?)?)\s*(?:\\right)?\)?\s*\.?\s*$",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Domain();
}
