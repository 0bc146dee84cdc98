using System.Text;
using System.Text.Json;
using R1Workbook.Core.Files;

namespace R1Workbook.Core.Languages;

/// <summary>A passage of a labelled text.</summary>
/// <param name="Start">The index of its first character.</param>
/// <param name="Length">How many UTF-16 characters it has.</param>
/// <param name="Language">Its language as an ISO 639-1 code, or <see cref="MixedText.Neutral"/>.</param>
public sealed record LabelledSegment(int Start, int Length, string Language);

/// <summary>
/// A text whose languages are known because it was put together from sentences of known language: what
/// <see cref="LanguageMix"/> is measured against. The sentences are the project's own
/// (data/samples/language-sentences.json).
/// </summary>
/// <param name="Text">The text.</param>
/// <param name="Segments">Its passages, in order; what lies between them are spaces.</param>
public sealed record MixedText(string Text, IReadOnlyList<LabelledSegment> Segments)
{
    /// <summary>The label of formulas, code, numbers and addresses: of no language.</summary>
    public const string Neutral = "none";

    private static readonly string[] Inserts =
    [
        "$x^2 + 1 = 0$",
        "`print(n)`",
        "\\frac{3}{4}",
        "https://example.org/a/b",
        "x = 12",
        "12,5 %",
        "\\boxed{42}",
        "f(x) = 3x",
    ];

    private static readonly JsonSerializerOptions Json = new(JsonText.Line)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
    };

    /// <summary>Reads labelled texts, one JSON object a line: text, segments with start, length, language.</summary>
    public static IReadOnlyList<MixedText> Read(string path) =>
        [.. File.ReadLines(path).Select(line => JsonSerializer.Deserialize<MixedText>(line, Json)!)];

    /// <summary>The text as a line of such a file.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Json);

    /// <summary>
    /// Puts texts together, the same at every call: seven patterns by turns, from one language alone to a phrase of
    /// another within a sentence.
    /// </summary>
    /// <param name="sentences">The file of sentences and phrases, by language.</param>
    /// <param name="count">How many texts.</param>
    public static IReadOnlyList<MixedText> Generate(string sentences, int count)
    {
        var languages = JsonSerializer.Deserialize<Dictionary<string, Source>>(File.ReadAllText(sentences), Json)!;
        string[] codes = [.. languages.Keys];
        Random draw = new(7);
        List<MixedText> texts = [];
        for (int i = 0; i < count; i++)
        {
            string[] mixed = draw.GetItems(codes, codes.Length);
            // The pattern walks through all languages, so that each is the first equally often.
            string a = codes[i / 7 % codes.Length],
                b = mixed.First(code => code != a),
                c = mixed.FirstOrDefault(code => code != a && code != b) ?? a;
            (string Language, string Text) Sentence(string code) =>
                (code, languages[code].Sentences[draw.Next(languages[code].Sentences.Length)]);
            (string Language, string Text) phrase = (b, languages[b].Phrases[draw.Next(languages[b].Phrases.Length)]);
            (string Language, string Text) insert = (Neutral, Inserts[draw.Next(Inserts.Length)]);
            texts.Add(
                Join(
                    (i % 7) switch
                    {
                        0 => [Sentence(a), Sentence(a), Sentence(a)],
                        1 => [Sentence(a), Sentence(a), Sentence(b)],
                        2 => [Sentence(a), Sentence(b), Sentence(a)],
                        3 => [Sentence(a), Sentence(b), Sentence(c)],
                        4 => [Sentence(a), insert, Sentence(b)],
                        5 => [phrase, Sentence(a), insert, Sentence(a)],
                        _ => Within(Sentence(a), phrase),
                    }
                )
            );
        }
        return texts;
    }

    private static (string Language, string Text)[] Within(
        (string Language, string Text) sentence,
        (string Language, string Text) phrase
    )
    {
        string text = sentence.Text;
        int middle = text.Length / 2,
            cut = text.IndexOfAny([' ', '，', '、', '。'], middle);
        if (cut <= 0)
            cut = middle;
        else if (text[cut] is '，' or '、')
            cut++;
        return [(sentence.Language, text[..cut].Trim()), phrase, (sentence.Language, text[cut..].Trim())];
    }

    private static MixedText Join((string Language, string Text)[] parts)
    {
        StringBuilder text = new();
        List<LabelledSegment> segments = [];
        foreach ((string language, string part) in parts.Where(part => part.Text.Length > 0))
        {
            if (text.Length > 0)
                text.Append(' ');
            segments.Add(new LabelledSegment(text.Length, part.Length, language));
            text.Append(part);
        }
        return new MixedText(text.ToString(), segments);
    }

    private sealed record Source(string[] Sentences, string[] Phrases);
}
