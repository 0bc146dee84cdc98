using R1Workbook.Core.Tasks;
using R1Workbook.Learning.Decoders;
using R1Workbook.Learning.Randomness;
using R1Workbook.Learning.Sampling;
using R1Workbook.Learning.Training.Runs;

namespace R1Workbook.Learning.Training.Imitation;

/// <summary>One rule that a sample has to pass.</summary>
/// <param name="Name">What it drops, in a few words.</param>
/// <param name="Keeps">Whether a response with this verdict passes.</param>
public sealed record RejectionFilter(string Name, Func<Verdict, bool> Keeps);

/// <summary>What rejection sampling kept and what it threw away.</summary>
/// <param name="Kept">The demonstrations, in the order they were drawn.</param>
/// <param name="Sampled">Completions drawn.</param>
/// <param name="Dropped">By filter, in order: how many it dropped of those that the filters before it had kept.</param>
public sealed record RejectionResult(
    Demonstration[] Kept,
    int Sampled,
    IReadOnlyList<(string Filter, int Dropped)> Dropped
);

/// <summary>
/// Rejection sampling (version 1 of the paper, section 2.3.3): draw several completions for each prompt, keep those
/// that are right and that a reader would like to read.
/// </summary>
public static class RejectionSampling
{
    /// <summary>Draws until enough demonstrations are kept, or the limit is reached.</summary>
    /// <param name="policy">The policy that writes them.</param>
    /// <param name="task">What it is asked.</param>
    /// <param name="filters">What they must pass.</param>
    /// <param name="wanted">How many shall be kept.</param>
    /// <param name="mostSampled">Completions drawn at most.</param>
    /// <param name="sampling">How they are drawn.</param>
    /// <param name="seed">The source of randomness.</param>
    /// <param name="groupSize">Completions a prompt.</param>
    /// <param name="cancellationToken">Stops between two tokens.</param>
    /// <returns>What was kept, at most <paramref name="wanted"/>, and what was dropped.</returns>
    /// <exception cref="TrainingException">Nothing was kept.</exception>
    public static RejectionResult Draw(
        Decoder policy,
        ITask task,
        IReadOnlyList<RejectionFilter> filters,
        int wanted,
        int mostSampled,
        SamplingSettings sampling,
        Seed seed,
        int groupSize = 4,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(task);
        ArgumentNullException.ThrowIfNull(filters);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(wanted);
        const int Together = 128; // prompts
        List<Demonstration> kept = [];
        int[] dropped = new int[filters.Count];
        int sampled = 0;
        for (int round = 0; kept.Count < wanted && sampled < mostSampled; round++)
        {
            Random random = seed.For("problems", round).Source();
            IProblem[] problems = [.. Enumerable.Range(0, Together).Select(_ => task.Draw(random, 0))]; // [Q]
            int[][] prompts = [.. problems.Select(task.Prompt)]; // [Q][P]
            Completion[] drawn = Sampler.Draw(
                policy,
                prompts,
                groupSize,
                sampling,
                seed.For("answers", round),
                cancellationToken
            ); // [Q G]
            sampled += drawn.Length;
            for (int i = 0; i < drawn.Length; i++)
            {
                Response response = task.Respond(drawn[i].Tokens);
                Verdict verdict = task.Judge(problems[i / groupSize], response, cancellationToken);
                int failed = 0;
                while (failed < filters.Count && filters[failed].Keeps(verdict))
                    failed++;
                if (failed < filters.Count)
                    dropped[failed]++;
                else
                    kept.Add(new Demonstration(prompts[i / groupSize], drawn[i].Tokens));
            }
        }

        if (kept.Count == 0)
        {
            throw new TrainingException(
                $"None of {sampled} completions passed all {filters.Count} filters ({Told(filters, dropped)}). "
                    + $"Train the policy that writes them further."
            );
        }

        return new RejectionResult(
            [.. kept.Take(wanted)],
            sampled,
            [.. filters.Select((filter, i) => (filter.Name, dropped[i]))]
        );
    }

    private static string Told(IReadOnlyList<RejectionFilter> filters, int[] dropped) =>
        string.Join(", ", filters.Select((filter, i) => $"{filter.Name}: {dropped[i]}"));
}
