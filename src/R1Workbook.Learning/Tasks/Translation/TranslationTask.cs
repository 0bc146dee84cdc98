using R1Workbook.Core.Tasks;
using R1Workbook.Learning.Randomness;
using R1Workbook.Learning.Tasks.Countdown;

namespace R1Workbook.Learning.Tasks.Translation;

/// <summary>Translation requests: the second, easy skill.</summary>
public sealed class TranslationTask : VocabularyTask
{
    /// <summary>The kind of its problems in a task that mixes several.</summary>
    public const string Kind = "general";

    /// <inheritdoc/>
    public override string Name => "translation";

    /// <inheritdoc/>
    public override IProblem Draw(Random random, int step) => TranslationProblem.Draw(random);

    /// <inheritdoc/>
    public override IReadOnlyList<IProblem> HeldOut(int count, int seed) =>
        [
            .. TranslationProblem
                .DrawHeldOut(count, new Seed((ulong)(uint)seed).For("translation").Source())
                .Cast<IProblem>(),
        ];
}
