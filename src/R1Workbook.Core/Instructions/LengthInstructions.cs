using System.Buffers;
using System.Text.RegularExpressions;

namespace R1Workbook.Core.Instructions;

/// <summary>Instructions about how many words, sentences and paragraphs a response has.</summary>
internal static partial class LengthInstructions
{
    private static readonly SearchValues<char> EndOfFirstWord = SearchValues.Create(".,?!'\"");

    /// <summary>Words are runs of letters, digits and underscores.</summary>
    public static Func<string, InstructionCheck> Words(InstructionArguments arguments)
    {
        CountLimit limit = arguments.Limit("num_words", "relation");
        return response => limit.Check(PythonText.Words(response).Count(), "words");
    }

    /// <summary>Sentences are those of <see cref="SentenceSplitter"/>.</summary>
    public static Func<string, InstructionCheck> Sentences(InstructionArguments arguments)
    {
        CountLimit limit = arguments.Limit("num_sentences", "relation");
        return response => limit.Check(SentenceSplitter.Split(response).Count, "sentences");
    }

    /// <summary>Exactly so many paragraphs with <c>***</c> between them; there may be one before the first and one
    /// after the last.</summary>
    public static Func<string, InstructionCheck> Paragraphs(InstructionArguments arguments)
    {
        int wanted = arguments.Count("num_paragraphs");
        return response =>
        {
            string[] paragraphs = Divider().Split(response);
            if (paragraphs[1..Math.Max(1, paragraphs.Length - 1)].Any(PythonText.IsBlank))
                return new InstructionCheck(false, "a paragraph is blank");
            int found = paragraphs.Count(paragraph => !PythonText.IsBlank(paragraph));
            return new InstructionCheck(found == wanted, $"{found} paragraphs, {wanted} are asked for");
        };
    }

    /// <summary>Exactly so many paragraphs with a blank line between them, and one begins with a given word.</summary>
    public static Func<string, InstructionCheck> ParagraphFirstWord(InstructionArguments arguments)
    {
        int wanted = arguments.Count("num_paragraphs"),
            nth = arguments.Count("nth_paragraph");
        string first = arguments.Text("first_word").ToLowerInvariant();
        if (nth < 1 || nth > wanted)
        {
            throw new FormatException(
                $"instruction length_constraints:nth_paragraph_first_word: argument \"nth_paragraph\" should be 1 "
                    + $"to {wanted} (\"num_paragraphs\"), not {nth}."
            );
        }

        return response =>
        {
            string[] paragraphs = response.Split("\n\n");
            int found = paragraphs.Count(paragraph => !PythonText.IsBlank(paragraph));
            if (found != wanted)
                return new InstructionCheck(false, $"{found} paragraphs, {wanted} are asked for");
            // Blank paragraphs count for the position, but not for the number: so the official check.
            string? word = PythonText.Split(paragraphs[nth - 1]).FirstOrDefault();
            if (word is null)
                return new InstructionCheck(false, $"paragraph {nth} is blank");
            word = word.TrimStart('\'').TrimStart('"').ToLowerInvariant();
            int end = word.AsSpan().IndexOfAny(EndOfFirstWord);
            if (end >= 0)
                word = word[..end];
            return new InstructionCheck(
                word == first,
                $"paragraph {nth} begins with \"{word}\", \"{first}\" is asked for"
            );
        };
    }

    [GeneratedRegex(@"\s?\*\*\*\s?", RegexOptions.CultureInvariant)]
    private static partial Regex Divider();
}
