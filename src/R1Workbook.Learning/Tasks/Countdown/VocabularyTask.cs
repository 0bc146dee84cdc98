using R1Workbook.Core.Tasks;

namespace R1Workbook.Learning.Tasks.Countdown;

/// <summary>A task whose texts are words of <see cref="CountdownVocabulary"/>: one token is one word.</summary>
public abstract class VocabularyTask : ITask
{
    /// <inheritdoc/>
    public abstract string Name { get; }

    /// <inheritdoc/>
    public abstract IProblem Draw(Random random, int step);

    /// <inheritdoc/>
    public abstract IReadOnlyList<IProblem> HeldOut(int count, int seed);

    /// <inheritdoc/>
    public int[] Encode(string text) => CountdownVocabulary.Encode(text);

    /// <inheritdoc/>
    public string Decode(IReadOnlyList<int> tokens) => CountdownVocabulary.Decode(tokens);
}
