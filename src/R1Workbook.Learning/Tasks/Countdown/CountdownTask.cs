using R1Workbook.Core.Tasks;

namespace R1Workbook.Learning.Tasks.Countdown;

/// <summary>The mini countdown: find two operators so that three digits make a target, modulo 10.</summary>
public sealed class CountdownTask : VocabularyTask
{
    /// <summary>The kind of its problems in a task that mixes several.</summary>
    public const string Kind = "reasoning";

    /// <inheritdoc/>
    public override string Name => "countdown";

    /// <inheritdoc/>
    public override IProblem Draw(Random random, int step) => CountdownSplit.Draw(random);

    /// <inheritdoc/>
    public override IReadOnlyList<IProblem> HeldOut(int count, int seed) =>
        [.. CountdownSplit.DrawHeldOut(count, seed).Cast<IProblem>()];
}
