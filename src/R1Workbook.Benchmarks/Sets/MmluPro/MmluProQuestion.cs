using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using R1Workbook.Benchmarks.Files;
using R1Workbook.Benchmarks.Scoring;
using R1Workbook.Core.Tasks;

namespace R1Workbook.Benchmarks.Sets.MmluPro;

/// <summary>A question of MMLU-Pro (Wang et al. 2024, arXiv 2406.01574) with up to ten options.</summary>
/// <param name="Id"><c>question_id</c>.</param>
/// <param name="Question">The question.</param>
/// <param name="Options">The options; those written "N/A" are none.</param>
/// <param name="Answer">The letter of the right one.</param>
/// <param name="Category">One of 14 categories.</param>
public sealed partial record MmluProQuestion(
    string Id,
    string Question,
    IReadOnlyList<string> Options,
    string Answer,
    string Category
) : IProblem
{
    private const string Letters = "ABCDEFGHIJKLMNOP";

    /// <inheritdoc/>
    public string Text => Question;

    /// <inheritdoc/>
    public string Group => Category;

    /// <summary>The official Parquet file of Hugging Face, and the result files of TIGER-AI-Lab/MMLU-Pro, which hold
    /// the questions too.</summary>
    /// <exception cref="DataFileException">The file is missing or a row is not in the format.</exception>
    public static IEnumerable<IProblem> Read(string path) =>
        DataFile.Read(
            path,
            row =>
            {
                string answer = row.Text("answer");
                string[] options = [.. row.Texts("options").Where(option => option != "N/A")];
                if (
                    answer.Length != 1
                    || Letters.IndexOf(answer[0], StringComparison.Ordinal) is var place
                        && (place < 0 || place >= options.Length)
                )
                {
                    throw row.Wrong("answer", $"the letter of one of the {options.Length} options");
                }

                return (IProblem)
                    new MmluProQuestion(
                        row.Id("question_id"),
                        row.Text("question"),
                        options,
                        answer,
                        row.Text("category")
                    );
            }
        );

    /// <summary>The official prompt (cot_prompt_lib/initial_prompt.txt, evaluate_from_local.py) without its five
    /// examples: zero-shot, as R1 was asked.</summary>
    public string Prompt(PromptStyle style)
    {
        StringBuilder prompt = new(
            $"The following are multiple choice questions (with answers) about {Category}. Think step by step and "
                + $"then finish your answer with \"the answer is (X)\" where X is the correct letter choice.\n\n\n"
        );
        prompt.Append("Question:\n").Append(Question).Append("\nOptions:\n");
        for (int i = 0; i < Options.Count; i++)
            prompt.Append(Letters[i]).Append(". ").Append(Options[i]).Append('\n');
        return prompt.Append("Answer: Let's think step by step.").ToString();
    }

    /// <inheritdoc/>
    public Verdict Judge(Response response, CancellationToken cancellationToken = default) =>
        Verdict.Exact(Extract(response.Text), Answer);

    /// <summary>The official extraction in three steps (compute_accuracy.py): "answer is (X)", "Answer: X", the last
    /// letter that stands alone.</summary>
    public static string? Extract(string response) =>
        AnswerIs().Match(response) is { Success: true } said ? said.Groups[1].Value
        : AnswerColon().Match(response) is { Success: true } colon ? colon.Groups[1].Value
        : LoneLetter().Match(response) is { Success: true } alone ? alone.Value
        : null;

    /// <summary>
    /// The official accuracy takes a random letter where none was read; as it seeds Python's generator with 12345 each
    /// time, the letter is always G. Ours counts no answer as wrong.
    /// </summary>
    internal static void AddOfficial(BenchmarkScore score, JsonObject metrics) =>
        metrics["accuracy_with_random_letters"] = score.Items.Average(item =>
            item.Samples.Average(sample => (sample.Answer ?? "G") == ((MmluProQuestion)item.Question).Answer ? 1.0 : 0)
        );

    [GeneratedRegex(@"answer is \(?([A-J])\)?", RegexOptions.CultureInvariant)]
    private static partial Regex AnswerIs();

    // ".*" takes the last on the first line that has one.
    [GeneratedRegex(@".*[aA]nswer:\s*([A-J])", RegexOptions.CultureInvariant)]
    private static partial Regex AnswerColon();

    [GeneratedRegex(@"\b[A-J]\b", RegexOptions.CultureInvariant | RegexOptions.RightToLeft)]
    private static partial Regex LoneLetter();
}
