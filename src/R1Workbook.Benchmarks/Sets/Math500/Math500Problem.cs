using R1Workbook.Benchmarks.Files;

namespace R1Workbook.Benchmarks.Sets.Math500;

/// <summary>One problem in the official MATH format (openai/prm800k, <c>math_splits/test.jsonl</c>).</summary>
/// <param name="Id"><c>unique_id</c>.</param>
/// <param name="Problem">The question, LaTeX within text.</param>
/// <param name="Solution">A worked solution that ends in a box.</param>
/// <param name="Answer">The answer, LaTeX.</param>
/// <param name="Subject">One of seven subjects.</param>
/// <param name="Level">1 (easy) to 5 (hard).</param>
public sealed record Math500Problem(
    string Id,
    string Problem,
    string Solution,
    string Answer,
    string Subject,
    int Level
)
{
    /// <summary>The problems of a file, in its order.</summary>
    /// <exception cref="DataFileException">The file is missing or a row is not in the format.</exception>
    public static IEnumerable<Math500Problem> Read(string path) =>
        DataFile.Read(
            path,
            row => new Math500Problem(
                row.Text("unique_id"),
                row.Text("problem"),
                row.Text("solution"),
                row.Text("answer"),
                row.Text("subject"),
                row.Integer("level")
            )
        );

    /// <summary>The prompt that DeepSeek recommends for R1 (README of deepseek-ai/DeepSeek-R1, usage): no system
    /// prompt, one directive.</summary>
    public string Prompt() => $"{Problem}\nPlease reason step by step, and put your final answer within \\boxed{{}}.";
}

/// <summary>What a model wrote for one problem.</summary>
/// <param name="Id">The problem's id.</param>
/// <param name="Text">The completion, chain of thought included.</param>
public sealed record Math500Response(string Id, string Text)
{
    /// <summary>The rows <c>{id, response}</c> of a file.</summary>
    /// <exception cref="DataFileException">The file is missing or a row is not in the format.</exception>
    public static IEnumerable<Math500Response> Read(string path) =>
        DataFile.Read(path, row => new Math500Response(row.Text("id"), row.Text("response")));
}
