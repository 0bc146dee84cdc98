using System.Buffers;

namespace R1Workbook.Core.Verification.Extraction;

/// <summary>Reads the answer at a place of a text: in a box, behind an announcement, or as the whole text.</summary>
internal static class AnnouncedAnswer
{
    /// <summary>Where an answer was found that is the whole text.</summary>
    public const string Whole = "the whole text";

    private const int LongestLoose = 20_000;

    private static readonly SearchValues<char> Operators = SearchValues.Create("+-*/^");

    public const string BoxWhere = "box";

    public static ExtractedAnswer? Announced(string text, Announcement announcement, ExtractionSettings settings)
    {
        if (announcement.Where == BoxWhere)
        {
            List<AnswerSpan> boxes = BoxScanner.Find(text[announcement.Content..announcement.End]);
            string joined = string.Join(
                ", ",
                boxes.Select(box => AnswerText.Cleaned(box.Text)).Where(content => content.Length > 0)
            );
            bool percent =
                boxes.Count == 1
                && PlainScanner.Percent(text, AnswerText.MathEnd(text, announcement.End), text.Length).Found
                && !joined.EndsWith('%');
            return joined.Length == 0
                ? null
                : new ExtractedAnswer(
                    joined + (percent ? @"\%" : ""),
                    AnswerKind.Latex,
                    boxes.Count > 1 ? $"{boxes.Count} boxes" : "the last box"
                )
                {
                    IsBox = true,
                };
        }
        if (
            announcement.IsExact
            && WholeText(text[announcement.Content..announcement.End].Trim(), settings)
                is { Kind: not AnswerKind.Text } exact
        )
        {
            return exact with { Where = announcement.Where };
        }

        if (settings.Targets.HasFlag(AnswerTargets.Expression) && Equations(text, announcement) is { } equations)
            return equations;
        return AnswerText.Best(text, announcement.Content, announcement.End, settings, first: true) is { } best
            ? best with
            {
                Where = announcement.Where,
            }
            : null;
    }

    /// <summary>Several equations, or an expression without a number, in plain text: "x = 3 and y = 4", "a +
    /// b".</summary>
    private static ExtractedAnswer? Equations(string text, Announcement announcement)
    {
        if (Words(text, announcement) is not { } words || !ProseRecognizer.IsExpression(words.Text))
            return null;
        bool several =
            words.Text.Contains('=', StringComparison.Ordinal)
            && (words.Text.Contains(',', StringComparison.Ordinal) || Connectives.Joins(words.Text));
        bool symbols = !words.Text.Any(char.IsDigit) && words.Text.AsSpan().ContainsAny(Operators);
        return several || symbols ? words with { Kind = AnswerKind.Expression } : null;
    }

    public static ExtractedAnswer? Words(string text, Announcement announcement)
    {
        // "x = 5" names what is 5; "the answer is x" says it.
        int copula = Announcements.Copula(
            text,
            announcement.Content,
            announcement.End,
            announcement.End - 1,
            first: true
        );
        if (copula > 0 && text[copula - 1] == '=')
            copula = -1;
        string words = LatexText
            .WithoutMarkup(text[(copula < 0 ? announcement.Content : copula)..announcement.End])
            .Trim(' ', '"', '.', ':');
        return words.Length is > 0 and <= 200 ? new ExtractedAnswer(words, AnswerKind.Text, announcement.Where) : null;
    }

    /// <summary>The whole text, where it is nothing but a number, an expression or a few words.</summary>
    public static ExtractedAnswer? WholeText(string text, ExtractionSettings settings)
    {
        const int LongestWhole = 2000;
        if (
            text.Length is 0 or > LongestWhole
            || (text.StartsWith("[ ", StringComparison.Ordinal) && !text.Contains(',', StringComparison.Ordinal))
        )
        {
            return null;
        }

        bool plain = settings.Targets.HasFlag(AnswerTargets.Expression);
        string bare = text.TrimStart('$', '€', '£', '¥').TrimEnd('.', ' ');
        if (
            plain
            && bare.Length > 0
            && PlainScanner.TryRead(bare, 0, bare.Length, AnswerTargets.Expression, out AnswerSpan number)
            && bare.AsSpan(number.End).TrimStart(" $€£¥").IsEmpty
        )
        {
            // A comma may divide decimals or elements: nothing around tells, so the parser keeps both readings.
            bool comma =
                bare.Contains(',', StringComparison.Ordinal)
                && !bare.Contains('.', StringComparison.Ordinal)
                && !bare.Contains(' ', StringComparison.Ordinal);
            bool ambiguous = comma && number.Text.Contains('.', StringComparison.Ordinal);
            return new ExtractedAnswer(ambiguous ? bare[..number.End] : number.Text, AnswerKind.Expression, Whole);
        }
        if (
            text.Replace(@"\$", "", StringComparison.Ordinal).Contains('$', StringComparison.Ordinal)
            || text.Contains(@"\boxed", StringComparison.Ordinal)
            || text.Contains(@"\(", StringComparison.Ordinal)
            || text.Contains(@"\[", StringComparison.Ordinal)
        )
        {
            return null;
        }

        if (ProseRecognizer.IsFewWords(text))
            return new ExtractedAnswer(text.TrimEnd('.', '!'), AnswerKind.Text, Whole);
        bool latex = text.Contains('\\', StringComparison.Ordinal);
        if (!plain || !ProseRecognizer.IsExpression(text))
            return null;
        return new ExtractedAnswer(AnswerText.Cleaned(text), latex ? AnswerKind.Latex : AnswerKind.Expression, Whole);
    }

    /// <summary>The answer that nothing announces: in the last sentence that holds a formula or a number.</summary>
    public static ExtractedAnswer? Loose(string text, ExtractionSettings settings) =>
        AnswerText.Best(text, Math.Max(0, text.Length - LongestLoose), text.Length, settings, first: false);
}
