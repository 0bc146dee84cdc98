namespace R1Workbook.Learning.Tasks.Countdown;

/// <summary>
/// The 56 tokens of the mini countdown and of the second skill, translation; every token is one word, so text and
/// tokens map one to one.
/// </summary>
public static partial class CountdownVocabulary
{
    /// <summary>Padding after the end of a row; never sampled into a completion that counts.</summary>
    public const int Pad = 0;

    /// <summary>End of a response.</summary>
    public const int EndOfSequence = 1;

    /// <summary>The gap of a prompt, <c>?</c>.</summary>
    public const int Gap = 4;

    /// <summary>End of a prompt, <c>:</c>.</summary>
    public const int Colon = 5;

    /// <summary><c>&lt;think&gt;</c>.</summary>
    public const int ThinkOpen = 29;

    /// <summary><c>&lt;/think&gt;</c>.</summary>
    public const int ThinkClose = 30;

    /// <summary><c>&lt;answer&gt;</c>.</summary>
    public const int AnswerOpen = 31;

    /// <summary><c>&lt;/answer&gt;</c>.</summary>
    public const int AnswerClose = 32;

    /// <summary>Words of a chain of thought in one language: three operators, is, no, wait, yes.</summary>
    public const int WordsOfLanguage = 7;

    private const int FirstDigit = 6,
        FirstTarget = 16,
        FirstSymbol = 26,
        FirstUntagged = 33,
        FirstEnglish = 35,
        FirstChinese = 42;
    private const int FirstTranslate = 49,
        FirstCourtesy = 51,
        FirstInsult = 53;

    private static readonly string[] Texts =
    [
        "<pad>",
        "<eos>",
        "solve",
        "求解",
        "?",
        ":",
        "0",
        "1",
        "2",
        "3",
        "4",
        "5",
        "6",
        "7",
        "8",
        "9",
        "=0",
        "=1",
        "=2",
        "=3",
        "=4",
        "=5",
        "=6",
        "=7",
        "=8",
        "=9",
        "+",
        "-",
        "*",
        "<think>",
        "</think>",
        "<answer>",
        "</answer>",
        "answer",
        "答案",
        "plus",
        "minus",
        "times",
        "is",
        "no",
        "wait",
        "yes",
        "加",
        "减",
        "乘",
        "得",
        "不",
        "等等",
        "是",
        "translate",
        "翻译",
        "gladly",
        "好的",
        "fool",
        "笨蛋",
        "<unused>",
    ];

    private static readonly Dictionary<string, int> Ids = Texts
        .Select((text, id) => (text, id))
        .ToDictionary(pair => pair.text, pair => pair.id);

    /// <summary>Number of tokens, V.</summary>
    public static int Size => Texts.Length;

    /// <summary>The word that opens a prompt.</summary>
    /// <param name="language">The language of the prompt.</param>
    /// <returns>A token.</returns>
    public static int Solve(Language language) => 2 + (int)language;

    /// <summary>A digit as a token.</summary>
    /// <param name="value">0 to 9.</param>
    /// <returns>A token.</returns>
    public static int Digit(int value) => FirstDigit + value;

    /// <summary>A target as a token: <c>=8</c>.</summary>
    /// <param name="value">0 to 9.</param>
    /// <returns>A token.</returns>
    public static int Target(int value) => FirstTarget + value;

    /// <summary>An operator as written in an answer: <c>+</c>.</summary>
    /// <param name="operation">The operator.</param>
    /// <returns>A token.</returns>
    public static int Symbol(Operator operation) => FirstSymbol + (int)operation;

    /// <summary>The word that announces an answer without tags.</summary>
    /// <param name="language">The language of the word.</param>
    /// <returns>A token.</returns>
    public static int UntaggedAnswer(Language language) => FirstUntagged + (int)language;

    /// <summary>An operator as a word of a chain of thought: <c>plus</c>, <c>加</c>.</summary>
    /// <param name="operation">The operator.</param>
    /// <param name="language">The language of the word.</param>
    /// <returns>A token.</returns>
    public static int Word(Operator operation, Language language) => Words(language) + (int)operation;

    /// <summary>The word <c>is</c>.</summary>
    /// <param name="language">The language of the word.</param>
    /// <returns>A token.</returns>
    public static int Is(Language language) => Words(language) + 3;

    /// <summary>The word <c>no</c>: a try missed the target.</summary>
    /// <param name="language">The language of the word.</param>
    /// <returns>A token.</returns>
    public static int No(Language language) => Words(language) + 4;

    /// <summary>The word <c>wait</c>: another try follows.</summary>
    /// <param name="language">The language of the word.</param>
    /// <returns>A token.</returns>
    public static int Wait(Language language) => Words(language) + 5;

    /// <summary>The word <c>yes</c>: a try met the target.</summary>
    /// <param name="language">The language of the word.</param>
    /// <returns>A token.</returns>
    public static int Yes(Language language) => Words(language) + 6;

    /// <summary>A word of a chain of thought by its place in the vocabulary of its language.</summary>
    /// <param name="index">0 to 6.</param>
    /// <param name="language">The language of the word.</param>
    /// <returns>A token.</returns>
    public static int WordAt(int index, Language language) => Words(language) + index;

    /// <summary>The word that asks for a translation.</summary>
    /// <param name="language">The language that is translated from.</param>
    /// <returns>A token.</returns>
    public static int Translate(Language language) => FirstTranslate + (int)language;

    /// <summary>The courteous word that may open a summary: <c>gladly</c>.</summary>
    /// <param name="language">The language of the word.</param>
    /// <returns>A token.</returns>
    public static int Courtesy(Language language) => FirstCourtesy + (int)language;

    /// <summary>The word that no response should hold: <c>fool</c>.</summary>
    /// <param name="language">The language of the word.</param>
    /// <returns>A token.</returns>
    public static int Insult(Language language) => FirstInsult + (int)language;

    /// <summary>Writes tokens as text, one space between two words.</summary>
    /// <param name="tokens">Tokens.</param>
    /// <returns>The text.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A token is outside the vocabulary.</exception>
    public static string Decode(IEnumerable<int> tokens)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        return string.Join(
            ' ',
            tokens.Select(token =>
                token >= 0 && token < Texts.Length
                    ? Texts[token]
                    : throw new ArgumentOutOfRangeException(
                        nameof(tokens),
                        token,
                        $"The vocabulary has the tokens 0 to {Texts.Length - 1}."
                    )
            )
        );
    }

    /// <summary>Reads text as tokens.</summary>
    /// <param name="text">Words of the vocabulary, separated by spaces.</param>
    /// <returns>The tokens.</returns>
    /// <exception cref="ArgumentException">A word is not in the vocabulary.</exception>
    public static int[] Encode(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return
        [
            .. text.Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Select(word =>
                    Ids.TryGetValue(word, out int id)
                        ? id
                        : throw new ArgumentException(
                            $"'{word}' is no word of the countdown vocabulary: {string.Join(' ', Texts)}.",
                            nameof(text)
                        )
                ),
        ];
    }

    /// <summary>Reads text as tokens; null where a word is not in the vocabulary.</summary>
    /// <param name="text">Words, separated by spaces.</param>
    public static int[]? TryEncode(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string[] words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.All(Ids.ContainsKey) ? [.. words.Select(word => Ids[word])] : null;
    }

    private static int Words(Language language) => language == Language.English ? FirstEnglish : FirstChinese;
}
