using System.Text.Json.Nodes;
using R1Workbook.Benchmarks.Scoring;
using R1Workbook.Core.Tasks;

namespace R1Workbook.Benchmarks.Sets.IfEval;

/// <summary>IF-Eval on the command line: the four official accuracies; R1's table has the prompt-level strict
/// one.</summary>
public sealed class IfEvalBenchmark : IBenchmark
{
    /// <inheritdoc/>
    public string Id => "if-eval";

    /// <inheritdoc/>
    public bool CanBeAsked => true;

    /// <inheritdoc/>
    public bool CountsOneResponse => true;

    /// <summary>The folder of the Python package by whose data languages are told as officially; without it the
    /// workbook tells them itself.</summary>
    public Companion? Companion =>
        new(
            "--langdetect",
            "folder of the Python package langdetect (pip show -f langdetect)",
            "for the official verdicts on languages; without it the workbook tells languages itself"
        );

    /// <inheritdoc/>
    public IEnumerable<IProblem>? Questions(string path) =>
        IfEvalPrompt.Read(path).Select(prompt => new OpenQuestion($"{prompt.Key}", prompt.Prompt));

    /// <inheritdoc/>
    public ScoreReport Score(ScoreRequest request, CancellationToken cancellationToken = default)
    {
        request.RefuseK(Id);
        IfEvalPrompt[] prompts = [.. IfEvalPrompt.Read(request.Data, LanguageOf(request))];
        IfEvalResponse[] responses = [.. IfEvalResponse.Read(request.Responses, request.Told)];
        if (request.Subset)
        {
            HashSet<string> answered = [.. responses.Select(response => response.Id)];
            prompts =
            [
                .. prompts.Where(prompt => answered.Contains(prompt.Prompt) || answered.Contains($"{prompt.Key}")),
            ];
        }
        IfEvalScore score = IfEvalScore.Of(prompts, responses, cancellationToken);
        JsonObject metrics = new()
        {
            ["benchmark"] = Id,
            ["questions"] = score.Items.Count,
            ["instructions"] = score.Items.Sum(item => item.Strict.Count),
            ["prompt_level_strict_acc"] = score.PromptStrict,
            ["inst_level_strict_acc"] = score.InstructionStrict,
            ["prompt_level_loose_acc"] = score.PromptLoose,
            ["inst_level_loose_acc"] = score.InstructionLoose,
            ["by_group"] = new JsonObject(
                score.ByInstruction.Select(row =>
                    KeyValuePair.Create(
                        row.Id,
                        (JsonNode?)
                            new JsonObject
                            {
                                ["asked"] = row.Asked,
                                ["strict"] = row.Strict,
                                ["loose"] = row.Loose,
                            }
                    )
                )
            ),
        };
        return new ScoreReport(
            metrics,
            score.Items.Select(item => new JsonObject
            {
                ["id"] = item.Prompt.Key,
                ["score"] = item.Strict.All(check => check.Followed) ? 1 : 0,
                ["strict"] = new JsonArray([.. item.Strict.Select(check => (JsonNode)check.Followed)]),
                ["loose"] = new JsonArray([.. item.Loose.Select(check => (JsonNode)check.Followed)]),
            })
        );
    }

    private static Func<string, string?>? LanguageOf(ScoreRequest request) =>
        request.Companion is { } folder ? new LangdetectDetector(LangdetectProfiles.Read(folder)).Detect : null;
}
