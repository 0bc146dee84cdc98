using System.Text.Json.Nodes;

namespace R1Workbook.Core.Instructions;

/// <summary>An entry of the catalogue.</summary>
/// <param name="Id">The official id, its group before the colon.</param>
/// <param name="Arguments">The names of its arguments.</param>
/// <param name="Asks">What it asks for.</param>
/// <param name="InBenchmark">Whether IF-Eval's prompts use it; the others stand in the official code only.</param>
/// <param name="Create">Makes its rule.</param>
public sealed record InstructionEntry(
    string Id,
    string Arguments,
    string Asks,
    bool InBenchmark,
    Func<InstructionArguments, Func<string, InstructionCheck>> Create
);

/// <summary>The 25 instructions of IF-Eval (Zhou et al. 2023, arXiv 2311.07911, Table 1) and four that its code has
/// beside them.</summary>
public static class InstructionCatalogue
{
    /// <summary>All instructions.</summary>
    public static IReadOnlyList<InstructionEntry> All { get; } =
    [
        new("keywords:existence", "keywords", "keywords stand in the response", true, KeywordInstructions.Existence),
        new(
            "keywords:frequency",
            "keyword, frequency, relation",
            "a keyword stands often enough, or not too often",
            true,
            KeywordInstructions.Frequency
        ),
        new("keywords:forbidden_words", "forbidden_words", "words are avoided", true, KeywordInstructions.Forbidden),
        new(
            "keywords:letter_frequency",
            "letter, let_frequency, let_relation",
            "a letter stands often enough, or not too often",
            true,
            KeywordInstructions.LetterFrequency
        ),
        new("language:response_language", "language", "the response is in a language", true, CaseInstructions.Language),
        new(
            "length_constraints:number_paragraphs",
            "num_paragraphs",
            "so many paragraphs between ***",
            true,
            LengthInstructions.Paragraphs
        ),
        new("length_constraints:number_words", "num_words, relation", "so many words", true, LengthInstructions.Words),
        new(
            "length_constraints:number_sentences",
            "num_sentences, relation",
            "so many sentences",
            true,
            LengthInstructions.Sentences
        ),
        new(
            "length_constraints:nth_paragraph_first_word",
            "num_paragraphs, nth_paragraph, first_word",
            "a paragraph begins with a word",
            true,
            LengthInstructions.ParagraphFirstWord
        ),
        new("detectable_content:postscript", "postscript_marker", "a postscript", true, FormatInstructions.Postscript),
        new(
            "detectable_content:number_placeholders",
            "num_placeholders",
            "so many placeholders in square brackets",
            true,
            FormatInstructions.Placeholders
        ),
        new(
            "detectable_format:number_bullet_lists",
            "num_bullets",
            "exactly so many bullet points",
            true,
            FormatInstructions.BulletList
        ),
        new("detectable_format:title", "", "a title within << and >>", true, FormatInstructions.Title),
        new(
            "detectable_format:constrained_response",
            "",
            "one of three answers",
            true,
            FormatInstructions.ConstrainedResponse
        ),
        new(
            "detectable_format:number_highlighted_sections",
            "num_highlights",
            "so many highlights between asterisks",
            true,
            FormatInstructions.Highlights
        ),
        new(
            "detectable_format:multiple_sections",
            "section_spliter, num_sections",
            "so many headed sections",
            true,
            FormatInstructions.Sections
        ),
        new("detectable_format:json_format", "", "JSON", true, FormatInstructions.Json),
        new(
            "combination:repeat_prompt",
            "prompt_to_repeat",
            "the request is repeated first",
            true,
            CombinationInstructions.RepeatPrompt
        ),
        new(
            "combination:two_responses",
            "",
            "two responses between ******",
            true,
            CombinationInstructions.TwoResponses
        ),
        new("change_case:english_capital", "", "English in capitals", true, CaseInstructions.EnglishCapitals),
        new("change_case:english_lowercase", "", "English in small letters", true, CaseInstructions.EnglishSmall),
        new(
            "change_case:capital_word_frequency",
            "capital_frequency, capital_relation",
            "so many words in capitals",
            true,
            CaseInstructions.CapitalWords
        ),
        new("startend:end_checker", "end_phrase", "the response ends with a phrase", true, CombinationInstructions.End),
        new(
            "startend:quotation",
            "",
            "the response stands between quotation marks",
            true,
            CombinationInstructions.Quotation
        ),
        new("punctuation:no_comma", "", "no comma", true, CaseInstructions.NoComma),
        new(
            "keywords:key_sentences",
            "key_sentences, num_sentences",
            "so many of some sentences",
            false,
            KeywordInstructions.KeySentences
        ),
        new(
            "keywords:rephrase_paragraph",
            "original_paragraph, low, high",
            "words shared with a paragraph",
            false,
            KeywordInstructions.RephraseParagraph
        ),
        new(
            "detectable_format:rephrase",
            "original_message",
            "only what stands between asterisks changes",
            false,
            KeywordInstructions.Rephrase
        ),
        new(
            "multi-turn:constrained_start",
            "starter",
            "the response begins with a phrase",
            false,
            CombinationInstructions.ConstrainedStart
        ),
    ];

    // Google's tests call one by another id than its registry.
    private static readonly Dictionary<string, InstructionEntry> ById = new(
        All.Select(entry => KeyValuePair.Create(entry.Id, entry))
    )
    {
        ["detectable_format:rephrasing"] = All.Single(entry => entry.Id == "detectable_format:rephrase"),
    };

    /// <summary>An instruction by its id.</summary>
    /// <param name="id">The official id.</param>
    /// <param name="arguments">Its arguments; nulls count as missing. Null: none.</param>
    /// <param name="languageOf">Tells the language of a text, an ISO 639-1 code, or null where none can be told, which
    /// counts as followed; <see cref="Languages.TextLanguage.Of"/> where absent.</param>
    /// <exception cref="ArgumentException">There is no such instruction; the message lists the ids.</exception>
    /// <exception cref="FormatException">An argument is missing, unknown or of the wrong kind; the message names
    /// it.</exception>
    public static Instruction Create(string id, JsonObject? arguments = null, Func<string, string?>? languageOf = null)
    {
        if (!ById.TryGetValue(id, out InstructionEntry? entry))
        {
            throw new ArgumentException(
                $"there is no instruction \"{id}\"; there are {string.Join(", ", All.Select(other => other.Id))}.",
                nameof(id)
            );
        }

        InstructionArguments given = new(id, arguments ?? []) { LanguageOf = languageOf ?? Languages.TextLanguage.Of };
        Instruction instruction = new(id, entry.Create(given));
        given.ThrowIfUnread();
        return instruction;
    }
}
