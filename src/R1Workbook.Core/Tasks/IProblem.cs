namespace R1Workbook.Core.Tasks;

/// <summary>
/// One thing that a policy is asked, and how a response to it is judged: a drawn problem of a training task, or a
/// question of a benchmark.
/// </summary>
public interface IProblem
{
    /// <summary>How responses and records name it.</summary>
    string Id { get; }

    /// <summary>The problem itself, without the words that a prompt puts around it. A problem gives its text, its
    /// prompt, or both: each stands for the other.</summary>
    string Text => Prompt(PromptStyle.Official);

    /// <summary>The right answer as text; null where there are many or none can be written down.</summary>
    string? Gold => null;

    /// <summary>Its kind where a task mixes several, such as reasoning and general; a reward may hold for one kind
    /// only.</summary>
    string Kind => "";

    /// <summary>The language it is asked in, an ISO 639-1 code; null where it is not known.</summary>
    string? Language => null;

    /// <summary>By what else response files name it: its text, an index.</summary>
    IReadOnlyList<string> OtherNames => [];

    /// <summary>The subject, category or difficulty under which it is also counted; empty where there is
    /// none.</summary>
    string Group => "";

    /// <summary>What a model is asked.</summary>
    /// <param name="style">How it is put.</param>
    string Prompt(PromptStyle style) => Text;

    /// <summary>What a model is asked for one of several samples; another text only where the benchmark asks anew each
    /// time (GPQA's choices).</summary>
    /// <param name="style">How it is put.</param>
    /// <param name="sample">The number of the sample, from 0.</param>
    string Prompt(PromptStyle style, int sample) => Prompt(style);

    /// <summary>Judges one response; the same verdict for the same response.</summary>
    /// <param name="response">What the policy wrote.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="InvalidOperationException">It cannot be judged here: a judge's reply or a sandbox is missing.
    /// The message says what to do.</exception>
    Verdict Judge(Response response, CancellationToken cancellationToken = default);

    /// <summary>Whether two answers count as one where samples vote.</summary>
    bool SameAnswer(string first, string second) => first == second;
}
