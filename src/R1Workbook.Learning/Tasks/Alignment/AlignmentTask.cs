using R1Workbook.Core.Tasks;
using R1Workbook.Learning.Tasks.Countdown;
using R1Workbook.Learning.Tasks.Translation;

namespace R1Workbook.Learning.Tasks.Alignment;

/// <summary>
/// Prompts for all scenarios (version 1 of the paper, section 2.3.4): reasoning problems, and from some step on general
/// requests among them.
/// </summary>
/// <param name="generalShare">Share of prompts that are general, once they begin.</param>
/// <param name="generalFrom">The first step with general prompts.</param>
public sealed class AlignmentTask(double generalShare = 0.5, int generalFrom = 1) : VocabularyTask
{
    /// <inheritdoc/>
    public override string Name => "alignment";

    /// <inheritdoc/>
    public override IProblem Draw(Random random, int step)
    {
        ArgumentNullException.ThrowIfNull(random);
        return step >= generalFrom && random.NextDouble() < generalShare
            ? TranslationProblem.Draw(random)
            : CountdownSplit.Draw(random);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<IProblem> HeldOut(int count, int seed) =>
        [.. new CountdownTask().HeldOut(count / 2, seed), .. new TranslationTask().HeldOut(count - count / 2, seed)];
}
