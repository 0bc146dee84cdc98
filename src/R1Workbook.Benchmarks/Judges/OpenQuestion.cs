using R1Workbook.Benchmarks.AlpacaEval;
using R1Workbook.Benchmarks.ArenaHard;
using R1Workbook.Benchmarks.Codeforces;
using R1Workbook.Benchmarks.Files;
using R1Workbook.Benchmarks.IfEval;
using R1Workbook.Benchmarks.Scoring;

namespace R1Workbook.Benchmarks.Judges;

/// <summary>A question without one right answer: what a model writes is judged as a whole, by its benchmark or by
/// another model.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Text">The whole prompt.</param>
public sealed record OpenQuestion(string Id, string Text) : IQuestion
{
    /// <inheritdoc/>
    public IReadOnlyList<string> OtherNames => [Text];

    /// <summary>The questions of any benchmark that can be put to a model one by one; null where it has none: its data
    /// are repositories, contests or reports.</summary>
    /// <param name="benchmark">The benchmark.</param>
    /// <param name="path">Its data file.</param>
    /// <exception cref="DataFileException">The file is missing or a row is not in the format.</exception>
    public static IEnumerable<IQuestion>? Of(IBenchmark benchmark, string path) =>
        benchmark switch
        {
            QuestionBenchmark questions => questions.Read(path),
            IfEvalBenchmark => IfEvalPrompt
                .Read(path)
                .Select(prompt => new OpenQuestion($"{prompt.Key}", prompt.Prompt)),
            ArenaHardBenchmark => ArenaHardBenchmark
                .ReadQuestions(path)
                .Select(question => new OpenQuestion(question.Id, question.Prompt)),
            AlpacaEvalBenchmark => DataFile
                .Read(path, row => row.Text("instruction"))
                .Select((instruction, i) => new OpenQuestion($"{i}", instruction)),
            CodeforcesBenchmark when DataFile.Read(path, row => row.Has("problem")).FirstOrDefault() =>
                CodeforcesProblem.Read(path),
            _ => null,
        };

    /// <inheritdoc/>
    public string Prompt(PromptStyle style) => Text;

    /// <inheritdoc/>
    public Judgement Judge(Sample sample, CancellationToken cancellationToken = default) =>
        throw new InvalidOperationException(
            $"question \"{Id}\" has no one right answer; its benchmark judges all responses together."
        );
}
