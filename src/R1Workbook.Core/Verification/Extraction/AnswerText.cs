namespace R1Workbook.Core.Verification.Extraction;

/// <summary>Chooses among the formulas and numbers of a stretch of text, joins what belongs together and cleans what
/// was found.</summary>
internal static class AnswerText
{
    private const int LongRun = 200;

    private readonly record struct Candidate(int Start, int End, string Text, bool IsFormula, bool IsBold);

    /// <summary>
    /// The answer of a stretch. Announced: what follows its first "is", else its first formula or number, and of a
    /// chain of "=" the end. Not announced: of its last sentence with a formula or a number what follows the last "is"
    /// or "=", else what is bold, else the last.
    /// </summary>
    public static ExtractedAnswer? Best(string text, int start, int end, ExtractionSettings settings, bool first)
    {
        List<Candidate> candidates = Scan(text, start, end, settings.Targets);
        if (candidates.Count == 0)
            return null;
        int sentence = first ? start : SentenceStart(text, start, end, candidates);
        int from = candidates.FindIndex(candidate => candidate.Start >= sentence),
            at = first ? from : candidates.Count - 1;
        int copula = Announcements.Copula(text, sentence, candidates[^1].Start, candidates[^1].Start, first);
        if (copula >= 0)
        {
            at = candidates.FindIndex(candidate => candidate.Start >= copula);
        }
        else if (
            !first
            && candidates.FindLastIndex(candidate => candidate.IsBold && candidate.Start >= sentence)
                is >= 0
                    and int bold
        )
        {
            at = bold;
        }

        while (at + 1 < candidates.Count && Computes(text.AsSpan(candidates[at].End..candidates[at + 1].Start)))
            at++;
        return Joined(text, candidates, at, end);
    }

    /// <summary>Where the sentence of the last candidate begins; a displayed formula that ends in a full stop ends its
    /// sentence too.</summary>
    private static int SentenceStart(string text, int start, int end, List<Candidate> candidates)
    {
        int next = candidates.Count - 2;
        for (int i = candidates[^1].Start - 1; i >= start; i--)
        {
            if (next >= 0 && i < candidates[next].End)
            {
                Candidate candidate = candidates[next--];
                if (
                    candidate.IsFormula && text.AsSpan(candidate.Start..candidate.End).TrimEnd("$\\]) \n").EndsWith(".")
                )
                {
                    return candidate.End;
                }

                i = candidate.Start;
            }
            else if (ProseRecognizer.EndsSentence(text, i, end))
            {
                return i + 1;
            }
        }
        return start;
    }

    private static bool Computes(ReadOnlySpan<char> gap) =>
        gap.Contains('=') && !gap.ContainsAny(",;，；\n") && !Connectives.Joins(gap);

    /// <summary>Without boxes, dollar signs, alignment and the stops at its end; of a chain of equations the name and
    /// the last side.</summary>
    public static string Cleaned(string formula)
    {
        string text = formula.Trim();
        if (text.Contains(@"box", StringComparison.Ordinal) && BoxScanner.Find(text) is { Count: > 0 } boxes)
        {
            text =
                boxes.Count == 1 && boxes[0].Start == 0 && boxes[0].End >= text.TrimEnd('.', ' ').Length
                    ? boxes[0].Text
                    : Unboxed(text, boxes);
        }

        if (text.Contains('$', StringComparison.Ordinal))
            text = text.Replace(@"\$", "", StringComparison.Ordinal).Replace("$", " ", StringComparison.Ordinal);
        if (text.StartsWith(@"\(", StringComparison.Ordinal) || text.StartsWith(@"\[", StringComparison.Ordinal))
            text = text[2..].Replace(@"\)", "", StringComparison.Ordinal).Replace(@"\]", "", StringComparison.Ordinal);
        if (text.Contains("{, }", StringComparison.Ordinal))
        {
            text = text.Replace("{, }", "{,}", StringComparison.Ordinal)
                .Replace(" {,}", "{,}", StringComparison.Ordinal);
        }

        return EquationChain.Grouped(EquationChain.LastSide(text.Trim().TrimEnd('.', ',', ';', ':', ' ', '\n')).Trim());
    }

    /// <summary>Behind the delimiter that ends a formula: what follows a box within dollar signs follows the
    /// formula.</summary>
    public static int MathEnd(string text, int at)
    {
        while (at < text.Length && text[at] is ' ' or '$')
            at++;
        return LatexText.StartsWith(text, at, @"\)") || LatexText.StartsWith(text, at, @"\]")
            ? at + 2
            : Math.Min(at, text.Length);
    }

    private static string Unboxed(string text, List<AnswerSpan> boxes)
    {
        for (int i = boxes.Count - 1; i >= 0; i--)
            text = text[..boxes[i].Start] + boxes[i].Text + text[boxes[i].End..];
        return text;
    }

    private static ExtractedAnswer Joined(string text, List<Candidate> candidates, int at, int end)
    {
        int first = at,
            last = at;
        while (
            last + 1 < candidates.Count
            && candidates[last + 1].IsFormula == candidates[at].IsFormula
            && Connectives.After(text, candidates[last].End, end) == candidates[last + 1].Start
        )
        {
            last++;
        }

        while (
            first > 0
            && candidates[first - 1].IsFormula == candidates[at].IsFormula
            && Connectives.After(text, candidates[first - 1].End, end) == candidates[first].Start
        )
        {
            first--;
        }

        string joined =
            first == last
                ? candidates[at].Text
                : string.Join(", ", candidates[first..(last + 1)].Select(candidate => candidate.Text));
        bool formula = candidates[at].IsFormula;
        string where = (formula ? "formula" : "number or expression") + (last > first ? "s" : "");
        return new ExtractedAnswer(joined, formula ? AnswerKind.Latex : AnswerKind.Expression, $"the last {where}")
        {
            Qualifier =
                BoundWords.Before(text, candidates[first].Start) ?? BoundWords.Behind(text, candidates[last].End),
        };
    }

    private static List<Candidate> Scan(string text, int start, int end, AnswerTargets targets)
    {
        List<Candidate> candidates = [];
        bool latex = targets.HasFlag(AnswerTargets.Latex),
            bold = false;
        for (int i = start; i < end; )
        {
            char c = text[i];
            if (c == '*' && i + 1 < end && text[i + 1] == '*')
            {
                bold = !bold;
                i += 2;
            }
            else if (latex && c is '$' or '\\' or '[' && FormulaScanner.TryRead(text, i, end, out AnswerSpan formula))
            {
                (int after, bool percent) = PlainScanner.Percent(text, formula.End, end);
                string content = Cleaned(Alignment(formula.Text));
                if (content.Length > 0)
                    candidates.Add(new Candidate(i, after, percent ? content + @"\%" : content, true, bold));
                i = after;
            }
            else if (PlainScanner.TryRead(text, i, end, targets, out AnswerSpan plain))
            {
                if (!Enumerates(text, i, plain.End, end))
                    candidates.Add(new Candidate(i, plain.End, plain.Text, false, bold));
                i = plain.End;
            }
            else
            {
                // Within a long run of letters and signs that holds no number none begins later either.
                i = plain.End - i > LongRun ? plain.End : i + 1;
            }
        }
        return candidates;
    }

    /// <summary>Whether a number only counts the steps of a derivation: "3." at the beginning of a line, "Step
    /// 3".</summary>
    private static bool Enumerates(string text, int at, int after, int end)
    {
        int before = at - 1;
        while (before >= 0 && text[before] is ' ' or '*' or '#')
            before--;
        if (
            (before < 0 || text[before] == '\n')
            && after + 1 < end
            && text[after] is '.' or ')'
            && text[after + 1] == ' '
        )
        {
            return char.IsAsciiDigit(text[after - 1]);
        }

        return before >= 3 && string.Compare(text, before - 3, "step", 0, 4, StringComparison.OrdinalIgnoreCase) == 0;
    }

    /// <summary>The last row of an aligned derivation.</summary>
    private static string Alignment(string formula)
    {
        if (!formula.Contains('&', StringComparison.Ordinal) || formula.Contains(@"\begin", StringComparison.Ordinal))
            return formula;
        string row =
            formula
                .Split(@"\\", StringSplitOptions.RemoveEmptyEntries)
                .LastOrDefault(line => !string.IsNullOrWhiteSpace(line))
            ?? formula;
        return row.Replace("&", "", StringComparison.Ordinal).Trim().TrimStart('=').Trim();
    }
}
