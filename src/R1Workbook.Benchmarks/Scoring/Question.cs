namespace R1Workbook.Benchmarks.Scoring;

/// <summary>How a question is put to a model.</summary>
public enum PromptStyle
{
    /// <summary>As the benchmark's own code puts it, without examples.</summary>
    Official,

    /// <summary>As R1 was asked: zero-shot, the answer in a form that the benchmark's scorer reads (version 1 of the
    /// paper, section 3).</summary>
    R1,
}

/// <summary>One sample that a model gave for one question.</summary>
/// <param name="Text">What counts of it: the answer after the reasoning where there is any, otherwise the
/// whole.</param>
public sealed record Sample(string Text)
{
    /// <summary>Which sample of its question it is, from 0.</summary>
    public int Number { get; init; }

    /// <summary>What a judge, a model or a person, replied about it; null where nobody was asked.</summary>
    public string? Grade { get; init; }

    /// <summary>Whether it passed its tests, as the file records it; null where nothing is recorded.</summary>
    public bool? Passed { get; init; }
}

/// <summary>What became of one sample.</summary>
/// <param name="Answer">The answer that was read from it; null where there is none.</param>
/// <param name="Score">0 to 1.</param>
/// <param name="Reason">Why, in one line.</param>
public sealed record Judgement(string? Answer, double Score, string Reason)
{
    /// <summary>What it counts as where samples vote: the answer, unless the same words mean something else in another
    /// sample.</summary>
    public string? Vote
    {
        get => field ?? Answer;
        init;
    }

    /// <summary>The judgement of an answer that must be the gold answer, letter for letter.</summary>
    /// <param name="answer">The answer; null where none was found.</param>
    /// <param name="gold">The right answer.</param>
    public static Judgement Exact(string? answer, string gold) =>
        answer is null
            ? new Judgement(null, 0, "no answer was found")
            : new Judgement(
                answer,
                answer == gold ? 1 : 0,
                answer == gold ? $"{answer} is right" : $"{answer} where {gold} is right"
            );
}

/// <summary>One question of a benchmark: what is asked, and how an answer is judged.</summary>
public interface IQuestion
{
    /// <summary>How responses name it.</summary>
    string Id { get; }

    /// <summary>By what else response files name it: its text, an index.</summary>
    IReadOnlyList<string> OtherNames => [];

    /// <summary>The question itself, without the words that a prompt puts around it, by which sets are
    /// compared.</summary>
    string Text => Prompt(PromptStyle.Official);

    /// <summary>The subject, category or difficulty under which it is also counted; empty where there is
    /// none.</summary>
    string Group => "";

    /// <summary>What a model is asked.</summary>
    string Prompt(PromptStyle style);

    /// <summary>What a model is asked for one of several samples; another text only where the benchmark asks anew each
    /// time (GPQA's choices).</summary>
    /// <param name="style">How it is put.</param>
    /// <param name="sample">The number of the sample, from 0.</param>
    string Prompt(PromptStyle style, int sample) => Prompt(style);

    /// <summary>Judges one sample; the same for the same sample.</summary>
    /// <exception cref="InvalidOperationException">It cannot be judged here: a judge's reply or a sandbox is missing.
    /// The message says what to do.</exception>
    Judgement Judge(Sample sample, CancellationToken cancellationToken = default);

    /// <summary>Whether two answers count as one where samples vote.</summary>
    bool SameAnswer(string first, string second) => first == second;
}
