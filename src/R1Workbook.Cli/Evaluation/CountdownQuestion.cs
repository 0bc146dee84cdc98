using R1Workbook.Benchmarks.Scoring;
using R1Workbook.Learning.Tasks.Countdown;
using Judgement = R1Workbook.Benchmarks.Scoring.Judgement;

namespace R1Workbook.Cli.Evaluation;

/// <summary>
/// A held-out problem of the mini countdown as a question of a benchmark: the one that the workbook's own decoders can
/// read. The answer is the two operators between the answer tags, and any that meets the target is right.
/// </summary>
/// <param name="Problem">The problem.</param>
internal sealed record CountdownQuestion(CountdownProblem Problem) : IQuestion
{
    // The draw of questions is part of the benchmark, not of an evaluation.
    private const int Draw = 0,
        Questions = 200;

    /// <summary>The benchmark; it reads no file.</summary>
    public static QuestionBenchmark Benchmark { get; } =
        new(
            "countdown",
            _ => CountdownSplit.DrawHeldOut(Questions, Draw).Select(problem => new CountdownQuestion(problem))
        );

    /// <inheritdoc/>
    public string Id => Prompt(PromptStyle.Official);

    /// <inheritdoc/>
    public string Group => $"{Problem.Language}";

    /// <inheritdoc/>
    public string Prompt(PromptStyle style) => CountdownVocabulary.Decode(Problem.Prompt());

    /// <inheritdoc/>
    public Judgement Judge(Sample sample, CancellationToken cancellationToken = default)
    {
        Operator?[] symbols = [.. sample.Text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Symbol)];
        if (symbols is not [{ } first, { } second])
            return new Judgement(null, 0, "the answer is not two operators in answer tags");
        string answer = sample.Text.Trim();
        return Problem.IsSolvedBy(new OperatorPair(first, second))
            ? new Judgement(answer, 1, $"{answer} meets the target")
            : new Judgement(answer, 0, $"{answer} makes another number");
    }

    private static Operator? Symbol(string word) =>
        word switch
        {
            "+" => Operator.Add,
            "-" => Operator.Subtract,
            "*" => Operator.Multiply,
            _ => null,
        };
}
