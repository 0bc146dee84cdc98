using System.Globalization;
using R1Workbook.Benchmarks.Scoring;
using R1Workbook.Core.Completions;
using R1Workbook.Core.Instructions;

namespace R1Workbook.Benchmarks.Sets.IfEval;

/// <summary>One prompt with what was answered and how each of its instructions was judged.</summary>
/// <param name="Prompt">The prompt.</param>
/// <param name="Strict">The strict judgement of each instruction.</param>
/// <param name="Loose">The loose judgement of each instruction.</param>
public sealed record IfEvalItem(
    IfEvalPrompt Prompt,
    IReadOnlyList<InstructionCheck> Strict,
    IReadOnlyList<InstructionCheck> Loose
);

/// <summary>
/// The official metrics (Zhou et al. 2023, arXiv 2311.07911, section 3): a prompt counts where all of its instructions
/// are followed, an instruction by itself. DeepSeek-R1's table gives prompt-level strict accuracy.
/// </summary>
/// <param name="Items">Every prompt, in order.</param>
public sealed record IfEvalScore(IReadOnlyList<IfEvalItem> Items)
{
    /// <summary>The share of prompts all of whose instructions are strictly followed.</summary>
    public double PromptStrict => Items.Average(item => item.Strict.All(check => check.Followed) ? 1.0 : 0);

    /// <summary>The share of instructions that are strictly followed.</summary>
    public double InstructionStrict => Items.SelectMany(item => item.Strict).Average(check => check.Followed ? 1.0 : 0);

    /// <summary>The share of prompts all of whose instructions are loosely followed.</summary>
    public double PromptLoose => Items.Average(item => item.Loose.All(check => check.Followed) ? 1.0 : 0);

    /// <summary>The share of instructions that are loosely followed.</summary>
    public double InstructionLoose => Items.SelectMany(item => item.Loose).Average(check => check.Followed ? 1.0 : 0);

    /// <summary>For each instruction how often it is asked for and followed, strictly and loosely, in the order of
    /// their ids.</summary>
    public IReadOnlyList<(string Id, int Asked, int Strict, int Loose)> ByInstruction =>
        [
            .. Items
                .SelectMany(item =>
                    item.Prompt.Instructions.Select((instruction, i) => (instruction.Id, item.Strict[i], item.Loose[i]))
                )
                .GroupBy(judged => judged.Id)
                .Select(group =>
                    (
                        group.Key,
                        group.Count(),
                        group.Count(judged => judged.Item2.Followed),
                        group.Count(judged => judged.Item3.Followed)
                    )
                )
                .OrderBy(row => row.Key, StringComparer.Ordinal),
        ];

    /// <summary>Scores one response to each prompt; the response is judged after the reasoning where there is
    /// any.</summary>
    /// <param name="prompts">The prompts.</param>
    /// <param name="responses">What the model wrote, in any order.</param>
    /// <param name="cancellationToken">Stops between prompts.</param>
    /// <exception cref="ScoringException">
    /// There are no prompts, or a prompt has no response or several, or a response belongs to no prompt: the figures
    /// would be wrong.
    /// </exception>
    public static IfEvalScore Of(
        IEnumerable<IfEvalPrompt> prompts,
        IEnumerable<IfEvalResponse> responses,
        CancellationToken cancellationToken = default
    )
    {
        IfEvalPrompt[] all = [.. prompts];
        if (all.Length == 0)
            throw new ScoringException("There are no prompts to score.");
        Dictionary<string, int> places = [];
        for (int i = 0; i < all.Length; i++)
        {
            if (!places.TryAdd(Key(all[i]), i))
                throw new ScoringException($"Key {Key(all[i])} stands twice among the prompts.");
            places.TryAdd(all[i].Prompt, i);
        }
        string?[] texts = new string?[all.Length];
        foreach (IfEvalResponse response in responses)
        {
            string place = response.Place is { } where ? $"{where}: " : "";
            if (!places.TryGetValue(response.Id, out int at))
            {
                throw new ScoringException(
                    $"{place}response \"{Short(response.Id)}\" belongs to no prompt; a response names the prompt "
                        + $"itself or its key, for example {Key(all[0])}."
                );
            }

            if (texts[at] is not null)
            {
                throw new ScoringException(
                    $"{place}prompt {Key(all[at])} has two responses, this one and another already; one each "
                        + $"is scored."
                );
            }

            texts[at] = response.Text;
        }
        string[] missing = [.. all.Where((_, i) => texts[i] is null).Select(Key)];
        if (missing.Length > 0)
        {
            throw new ScoringException(
                $"{missing.Length} of {all.Length} prompts have no response: "
                    + $"{string.Join(", ", missing.Take(5))}{(missing.Length > 5 ? ", ..." : "")}."
            );
        }

        return new IfEvalScore([
            .. all.Select(
                (prompt, i) =>
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    return Judge(prompt, texts[i]!);
                }
            ),
        ]);
    }

    private static IfEvalItem Judge(IfEvalPrompt prompt, string text)
    {
        string response = ThinkAnswer.AfterThinking(text);
        return new IfEvalItem(
            prompt,
            [.. prompt.Instructions.Select(instruction => instruction.Strict(response))],
            [.. prompt.Instructions.Select(instruction => instruction.Loose(response))]
        );
    }

    private static string Key(IfEvalPrompt prompt) => prompt.Key.ToString(CultureInfo.InvariantCulture);

    private static string Short(string id) => id.Length <= 60 ? id : id[..60] + "...";
}
