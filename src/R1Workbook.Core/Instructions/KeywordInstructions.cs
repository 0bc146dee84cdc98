using System.Text.RegularExpressions;

namespace R1Workbook.Core.Instructions;

/// <summary>Instructions about which words, letters and sentences stand in a response.</summary>
internal static partial class KeywordInstructions
{
    /// <summary>Each keyword stands somewhere, also within a word.</summary>
    public static Func<string, InstructionCheck> Existence(InstructionArguments arguments)
    {
        (string Word, KeywordPattern Pattern)[] keywords =
        [
            .. arguments.Texts("keywords").Select(word => (word, new KeywordPattern(word))),
        ];
        return response =>
        {
            string[] missing =
            [
                .. keywords.Where(keyword => !keyword.Pattern.IsIn(response)).Select(keyword => $"\"{keyword.Word}\""),
            ];
            return missing.Length == 0
                ? new InstructionCheck(true, $"all {keywords.Length} keywords are there")
                : new InstructionCheck(
                    false,
                    $"{string.Join(", ", missing)} {(missing.Length == 1 ? "is" : "are")} missing"
                );
        };
    }

    /// <summary>A keyword stands often enough, or not too often.</summary>
    public static Func<string, InstructionCheck> Frequency(InstructionArguments arguments)
    {
        string keyword = PythonText.Strip(arguments.Text("keyword"));
        KeywordPattern pattern = new(keyword);
        CountLimit limit = arguments.Limit("frequency", "relation");
        return response => limit.Check(pattern.Count(response), $"times \"{keyword}\"");
    }

    /// <summary>No forbidden word stands as a word of its own.</summary>
    public static Func<string, InstructionCheck> Forbidden(InstructionArguments arguments)
    {
        (string Word, KeywordPattern Pattern)[] words =
        [
            .. arguments
                .Texts("forbidden_words")
                .Distinct()
                .Select(word => (word, new KeywordPattern(word, PythonText.Boundary, PythonText.Boundary))),
        ];
        return response =>
        {
            string? used = words.FirstOrDefault(word => word.Pattern.IsIn(response)).Word;
            return used is null
                ? new InstructionCheck(true, "no forbidden word is used")
                : new InstructionCheck(false, $"the forbidden \"{used}\" is used");
        };
    }

    /// <summary>A letter, capital or small, stands often enough, or not too often.</summary>
    public static Func<string, InstructionCheck> LetterFrequency(InstructionArguments arguments)
    {
        string letter = arguments.Text("letter").ToLowerInvariant();
        if (new System.Globalization.StringInfo(letter).LengthInTextElements != 1)
        {
            throw new FormatException(
                $"instruction keywords:letter_frequency: argument \"letter\" should be one letter, not \"{letter}\"."
            );
        }

        CountLimit limit = arguments.Limit("let_frequency", "let_relation");
        return response => limit.Check(response.ToLowerInvariant().AsSpan().Count(letter), $"letters \"{letter}\"");
    }

    /// <summary>As many of the given sentences as asked for are sentences of the response.</summary>
    public static Func<string, InstructionCheck> KeySentences(InstructionArguments arguments)
    {
        // Google's own test gives a Python set, which a row can only hold as it is printed.
        string[] wanted = [.. arguments.TextsOrPrintedSet("key_sentences")];
        int number = arguments.Count("num_sentences");
        return response =>
        {
            HashSet<string> sentences =
            [
                .. SentenceSplitter.Split(response).Select(sentence => PythonText.Strip(sentence.Replace('\n', ' '))),
            ];
            int found = wanted.Count(sentences.Contains);
            return new InstructionCheck(
                found == number,
                $"{found} of the {wanted.Length} sentences, {number} are asked for"
            );
        };
    }

    /// <summary>The response shares a number of words with a paragraph, between two limits.</summary>
    public static Func<string, InstructionCheck> RephraseParagraph(InstructionArguments arguments)
    {
        Dictionary<string, int> original = Counts(arguments.Text("original_paragraph"));
        int low = arguments.Count("low"),
            high = arguments.Count("high");
        return response =>
        {
            Dictionary<string, int> words = Counts(response);
            int shared = original.Sum(word => Math.Min(word.Value, words.GetValueOrDefault(word.Key)));
            return new InstructionCheck(
                shared >= low && shared <= high,
                $"{shared} words are shared, {low} to {high} are asked for"
            );
        };
    }

    /// <summary>The response is a message with nothing changed but what stands between asterisks.</summary>
    public static Func<string, InstructionCheck> Rephrase(InstructionArguments arguments)
    {
        string original = arguments.Text("original_message");
        if (!Change().IsMatch(original))
        {
            throw new FormatException(
                "instruction detectable_format:rephrase: argument \"original_message\" marks no change by asterisks."
            );
        }

        string kept = Change().Replace(original, "");
        return response =>
            !Change().IsMatch(response) ? new InstructionCheck(false, "no change is marked by asterisks")
            : Change().Replace(response, "") == kept
                ? new InstructionCheck(true, "only what stands between asterisks is changed")
            : new InstructionCheck(false, "more is changed than what stands between asterisks");
    }

    private static Dictionary<string, int> Counts(string text) =>
        PythonText
            .Words(text.ToLowerInvariant())
            .GroupBy(word => word)
            .ToDictionary(group => group.Key, group => group.Count());

    [GeneratedRegex(@"\*.*\*", RegexOptions.CultureInvariant)]
    private static partial Regex Change();
}
