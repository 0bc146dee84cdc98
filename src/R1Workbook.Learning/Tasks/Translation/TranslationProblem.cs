using R1Workbook.Core.Tasks;
using R1Workbook.Learning.Tasks.Countdown;

namespace R1Workbook.Learning.Tasks.Translation;

/// <summary>
/// Put four words into the other language, in order: <c>translate plus no is yes ? ? :</c>. The second, easy skill: it
/// stands for the writing, translation and self-knowledge that the paper calls non-reasoning data.
/// </summary>
/// <param name="Language">The language of the words.</param>
/// <param name="Words">Their places in the vocabulary of their language, four digits to the base 7 in one number: 0 to
/// 2400.</param>
public readonly record struct TranslationProblem(Language Language, int Words) : IProblem
{
    /// <summary>Words of a request.</summary>
    public const int Length = 4;

    /// <summary>How many requests there are in each language.</summary>
    public const int Count = 2401; // 7 to the power of 4

    // A request whose number leaves this remainder is never trained on.
    private const int HeldOutEvery = 10;

    /// <inheritdoc/>
    public string Id => Text;

    /// <inheritdoc/>
    public string Text => CountdownVocabulary.Decode(Prompt());

    /// <inheritdoc/>
    public string Gold => CountdownVocabulary.Decode(Translation());

    /// <inheritdoc/>
    public string Kind => TranslationTask.Kind;

    string? IProblem.Language => Language.Code();

    /// <summary>Whether the request is held out.</summary>
    public bool IsHeldOut => Words % HeldOutEvery == 0;

    /// <summary>Draws a request to train on, in either language.</summary>
    /// <param name="random">The source of randomness.</param>
    /// <returns>A request that is not held out.</returns>
    public static TranslationProblem Draw(Random random) => Draw(random, heldOut: false);

    /// <summary>Draws held-out requests.</summary>
    /// <param name="count">How many.</param>
    /// <param name="random">The source of randomness.</param>
    /// <returns>[count]</returns>
    public static TranslationProblem[] DrawHeldOut(int count, Random random) =>
        [.. Enumerable.Range(0, count).Select(_ => Draw(random, heldOut: true))];

    /// <inheritdoc/>
    public Verdict Judge(Response response, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(response);
        IReadOnlyList<int>? tokens = response.Tokens ?? CountdownVocabulary.TryEncode(response.Text);
        return tokens is null
            ? new Verdict(Outcome.Incorrect, "the response has words that are not in the vocabulary of the task")
            : TranslationTrace.Read(this, tokens).ToVerdict();
    }

    /// <summary>The words that are asked for.</summary>
    /// <returns>[4] Tokens in the language of the request.</returns>
    public int[] Source()
    {
        int[] words = new int[Length];
        int rest = Words;
        for (int i = Length - 1; i >= 0; i--)
        {
            (rest, words[i]) = (
                rest / CountdownVocabulary.WordsOfLanguage,
                CountdownVocabulary.WordAt(rest % CountdownVocabulary.WordsOfLanguage, Language)
            );
        }

        return words;
    }

    /// <summary>The right translation.</summary>
    /// <returns>[4] Tokens in the other language.</returns>
    public int[] Translation() => [.. Source().Select(word => CountdownVocabulary.Twin(word)!.Value)];

    /// <summary>The prompt.</summary>
    /// <returns>[P] Tokens.</returns>
    public int[] Prompt() =>
        [
            CountdownVocabulary.Translate(Language),
            .. Source(),
            CountdownVocabulary.Gap,
            CountdownVocabulary.Gap,
            CountdownVocabulary.Colon,
        ];

    private static TranslationProblem Draw(Random random, bool heldOut)
    {
        ArgumentNullException.ThrowIfNull(random);
        while (true)
        {
            var drawn = new TranslationProblem((Language)random.Next(2), random.Next(Count));
            if (drawn.IsHeldOut == heldOut)
                return drawn;
        }
    }
}
