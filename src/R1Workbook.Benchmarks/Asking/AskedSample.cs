using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using R1Workbook.Benchmarks.Files;
using R1Workbook.Core.Tasks;

namespace R1Workbook.Benchmarks.Asking;

/// <summary>One sample of one question as a row of the response file: what came, and with what it was asked.</summary>
/// <param name="Id">The question.</param>
/// <param name="Number">Which of its samples, from 0.</param>
/// <param name="Text">The response; reasoning stands in think tags before the answer.</param>
public sealed record AskedSample(string Id, int Number, string Text)
{
    private const string Prompt = "prompt_sha256",
        OpeningTag = "<think>";

    /// <summary>Why the response ended: "stop", or "length" where the token limit came first; null where the server
    /// does not say.</summary>
    public string? FinishReason { get; init; }

    /// <summary>Tokens of the prompt, of the whole response, and of the reasoning within it, as the server counted
    /// them; null where it did not.</summary>
    public long? InputTokens { get; init; }

    /// <inheritdoc cref="InputTokens"/>
    public long? OutputTokens { get; init; }

    /// <inheritdoc cref="InputTokens"/>
    public long? ThinkingTokens { get; init; }

    /// <summary>The samples of a response file.</summary>
    /// <exception cref="DataFileException">The file is missing or a row was not written by an evaluation.</exception>
    public static IEnumerable<AskedSample> Read(string path) => DataFile.Read(path, Of);

    /// <summary>The row of a response.</summary>
    internal static JsonObject Row(
        IProblem question,
        int number,
        string prompt,
        ChatResponse response,
        EvaluationSettings settings,
        string? model
    )
    {
        string thinking = string.Concat(
            response
                .Messages.SelectMany(message => message.Contents)
                .OfType<TextReasoningContent>()
                .Select(content => content.Text)
        );
        // Servers that part the reasoning off, as DeepSeek's does, and those that leave it in the text give the same
        // row.
        string text = thinking.Length > 0 ? $"<think>\n{thinking}\n</think>\n{response.Text}" : response.Text;
        if (
            settings.Prefilled
            && thinking.Length == 0
            && !text.TrimStart().StartsWith(OpeningTag, StringComparison.Ordinal)
        )
        {
            text = $"{OpeningTag}\n{text}";
        }

        return new JsonObject
        {
            ["id"] = question.Id,
            ["sample"] = number,
            ["response"] = text,
            ["model"] = model,
            ["temperature"] = Exact(settings.Temperature),
            ["top_p"] = Exact(settings.TopP),
            ["max_tokens"] = settings.MaxTokens,
            [Prompt] = Hash(prompt),
            ["finish_reason"] = response.FinishReason?.Value,
            ["input_tokens"] = response.Usage?.InputTokenCount,
            ["output_tokens"] = response.Usage?.OutputTokenCount,
            ["thinking_tokens"] = response.Usage?.ReasoningTokenCount,
        };
    }

    /// <summary>The sample of a row that was asked before, if it was asked as it would be now.</summary>
    /// <exception cref="DataFileException">It was asked otherwise, or of other questions: its file may not be gone on
    /// with.</exception>
    internal static (string Id, int Number) Kept(
        DataRow row,
        IReadOnlyDictionary<string, IProblem> questions,
        EvaluationSettings settings,
        string? model
    )
    {
        string id = row.Id("id");
        if (!questions.TryGetValue(id, out IProblem? question))
            throw row.Problem($"question \"{id}\" is not in the data: this is the response file of something else.");
        int number = row.Integer("sample");
        if (row.Text(Prompt) != Hash(question.Prompt(settings.Style, number)))
            throw row.Problem($"question \"{id}\" was put in other words then: take another response file.");
        if (number >= settings.Samples)
        {
            throw row.Problem(
                $"it is sample {number}, and {settings.Samples} a question are wanted (0 to "
                    + $"{settings.Samples - 1}): ask for as many as the file has, or take another file."
            );
        }

        if (model is not null && row.TextOrNull("model") is { } other && other != model)
            throw row.Problem($"the model was \"{other}\", and is \"{model}\" now: take another response file.");
        foreach (
            (string field, double now) in ((string, double)[])
                [
                    ("temperature", Exact(settings.Temperature)),
                    ("top_p", Exact(settings.TopP)),
                    ("max_tokens", settings.MaxTokens),
                ]
        )
        {
            if (row.IsGiven(field) && row.Number(field) is double then && then != now)
            {
                throw row.Problem(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{field} was {then}, and is {now} now: take another response file, or the same settings."
                    )
                );
            }
        }
        return (id, number);
    }

    /// <summary>Sixteen digits that tell a text from all others.</summary>
    internal static string Hash(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];

    /// <summary>A number of tokens that was written down; one that is none is taken for missing, as it would be
    /// today.</summary>
    internal static long? CountOrNull(DataRow row, string name) =>
        row.IsGiven(name) ? ImplausibleCounts.Plausible(row.Fields.GetProperty(name)) : null;

    private static AskedSample Of(DataRow row)
    {
        long? Count(string name) => CountOrNull(row, name);
        return new AskedSample(row.Id("id"), row.Integer("sample"), row.Text("response"))
        {
            FinishReason = row.TextOrNull("finish_reason"),
            InputTokens = Count("input_tokens"),
            OutputTokens = Count("output_tokens"),
            ThinkingTokens = Count("thinking_tokens"),
        };
    }

    // 0.6 in 32 bits is 0.60000002 in 64.
    private static double Exact(float value) =>
        double.Parse(value.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
