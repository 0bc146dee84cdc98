using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using R1Workbook.Benchmarks.Asking;
using R1Workbook.Benchmarks.Files;
using R1Workbook.Benchmarks.Judging;
using R1Workbook.Benchmarks.Scoring;
using R1Workbook.Core.Completions;
using R1Workbook.Core.Tasks;

namespace R1Workbook.Benchmarks.Sets.AlpacaEval;

/// <summary>
/// AlpacaEval 2.0's annotator: a judge names the better of two outputs, called m and M, in one token, and what counts
/// is the probability it gives each (tatsu-lab/alpaca_eval, alpaca_eval_clf_gpt4_turbo). Which output is m changes from
/// instruction to instruction. The judged file has the rows of annotations.json.
/// </summary>
public static class PreferenceAnnotator
{
    private const int Rivals = 5;

    /// <summary>How AlpacaEval is judged. A server that gives no probabilities is read by its word alone.</summary>
    public static JudgeProtocol Protocol { get; } =
        new(
            "alpaca-eval",
            JudgePrompt.Own("alpaca-eval", new JudgeFields("instruction", "output_1", "output_2")),
            new ChatOptions
            {
                Temperature = 0,
                MaxOutputTokens = 1,
                AdditionalProperties = new() { [ChatCompletionFormat.TopLogProbs] = Rivals },
            },
            Rows
        )
        {
            Compares = true,
        };

    /// <summary>A row for each instruction.</summary>
    /// <exception cref="DataFileException">The file of the baseline is missing or not in the format.</exception>
    /// <exception cref="ScoringException">The baseline lacks an instruction.</exception>
    public static IEnumerable<JudgedRow> Rows(JudgeRequest request)
    {
        string path = request.Baseline ?? request.Data;
        Dictionary<string, (string Output, string Generator)> baseline = [];
        foreach (
            (string instruction, string output, string generator) in DataFile.Read(
                path,
                row => (row.Text("instruction"), row.Text("output"), row.TextOrNull("generator") ?? "baseline")
            )
        )
        {
            baseline[instruction] = (output, generator);
        }

        foreach ((IProblem question, IReadOnlyList<Response> samples) in request.Answered)
        {
            string instruction = question.Prompt(PromptStyle.Official),
                output = samples[0].Text;
            if (!baseline.TryGetValue(instruction, out (string Output, string Generator) other))
            {
                throw new ScoringException(
                    $"{path} has no output for instruction {question.Id}, with which the model's could be compared."
                );
            }

            bool modelFirst = IsSwapped(instruction);
            (string first, string second) = modelFirst ? (output, other.Output) : (other.Output, output);
            yield return new JudgedRow(
                [request.Prompt.Write(instruction, first, second)],
                replies => new JsonObject
                {
                    ["instruction"] = instruction,
                    ["output_1"] = other.Output,
                    ["generator_1"] = other.Generator,
                    ["output_2"] = output,
                    ["generator_2"] = request.Model,
                    ["annotator"] = request.Judge,
                    ["model_is_m"] = modelFirst,
                    ["preference"] = Second(replies[0]) is { } second ? 1 + (modelFirst ? 1 - second : second) : null,
                    ["raw_completion"] = replies[0].Text,
                }
            );
        }
    }

    /// <summary>How far a judge prefers M, the second output: 0 to 1; null where its reply names neither.</summary>
    public static double? Second(ChatResponse reply)
    {
        if (CachedChatClient.FirstToken(reply) is { } tokens && (tokens.ContainsKey("m") || tokens.ContainsKey("M")))
        {
            double Probability(string token) =>
                tokens.TryGetValue(token, out double logProbability) ? Math.Exp(logProbability) : 0;
            return Probability("M") / (Probability("m") + Probability("M"));
        }
        return ThinkAnswer.AfterThinking(reply.Text).Trim(' ', '\n', '"', '\'', '*', '.') switch
        {
            "m" => 0,
            "M" => 1,
            _ => null,
        };
    }

    // Judges prefer a side: half of the instructions, always the same ones, are put the other way round.
    private static bool IsSwapped(string instruction) =>
        (SHA256.HashData(Encoding.UTF8.GetBytes(instruction))[0] & 1) == 1;
}
