using R1Workbook.Core.Metrics;
using R1Workbook.Core.Tasks;

namespace R1Workbook.Benchmarks.Scoring;

/// <summary>One question with the judgement of each of its samples.</summary>
/// <param name="Question">The question.</param>
/// <param name="Given">[k] The samples.</param>
/// <param name="Samples">[k] The judgements.</param>
public sealed record JudgedQuestion(IProblem Question, IReadOnlyList<Response> Given, IReadOnlyList<Verdict> Samples)
{
    /// <summary>The mean score of the samples.</summary>
    public double Mean => Samples.Average(sample => sample.Credit);

    /// <summary>How many samples are wholly right.</summary>
    public int Correct => Samples.Count(sample => sample.Credit >= 1);
}

/// <summary>The score of a model on a benchmark whose questions are judged one by one.</summary>
/// <param name="Items">The questions that were answered, in their order; each has as many samples as the
/// others.</param>
/// <param name="Questions">How many questions the data has.</param>
public sealed record BenchmarkScore(IReadOnlyList<JudgedQuestion> Items, int Questions)
{
    /// <summary>How many samples each question has: k.</summary>
    public int Samples => Items[0].Samples.Count;

    /// <summary>The mean score over questions and samples: accuracy, or pass@1 as R1 reports it where there are several
    /// samples.</summary>
    public double Accuracy => Items.Average(item => item.Mean);

    /// <summary>The share of samples from which no answer could be read.</summary>
    public double NoAnswer => Items.SelectMany(item => item.Samples).Average(sample => sample.Answer is null ? 1.0 : 0);

    /// <summary>The 95 % interval of the accuracy over the questions (Wilson): what another set of as many questions
    /// might give.</summary>
    public ConfidenceInterval Interval => ConfidenceInterval.Wilson(Items.Sum(item => item.Mean), Items.Count);

    /// <summary>The accuracy and number of questions of each group, in the order of the names; empty where there are no
    /// groups.</summary>
    public IReadOnlyList<(string Group, double Accuracy, int Count)> ByGroup =>
        [
            .. Items
                .Where(item => item.Question.Group.Length > 0)
                .GroupBy(item => item.Question.Group)
                .Select(group => (group.Key, group.Average(item => item.Mean), group.Count()))
                .OrderBy(group => group.Key, StringComparer.Ordinal),
        ];

    /// <summary>pass@k, estimated without bias from all samples.</summary>
    /// <exception cref="ScoringException">There are fewer than k samples.</exception>
    public double PassAt(int k) =>
        PassAtK.Estimate(Items.Select(item => (item.Samples.Count, item.Correct)), Enough(k));

    /// <summary>cons@k: whether the answer that most of the first k samples give is right; answers that mean the same
    /// vote together.</summary>
    /// <exception cref="ScoringException">There are fewer than k samples.</exception>
    public double ConsAt(int k)
    {
        Enough(k);
        return Items.Average(item =>
        {
            Verdict[] first = [.. item.Samples.Take(k)];
            string? majority = ConsAtK.Majority([.. first.Select(sample => sample.Vote)], item.Question.SameAnswer);
            return majority is not null && first.First(sample => sample.Vote == majority).Credit >= 1 ? 1.0 : 0;
        });
    }

    /// <summary>Judges every sample of every question, on all cores.</summary>
    /// <param name="questions">The questions.</param>
    /// <param name="rows">What a model wrote.</param>
    /// <param name="subset">Whether questions without a response are left out.</param>
    /// <param name="cancellationToken">Stops between samples.</param>
    /// <exception cref="ScoringException">The responses are not one for each question: see
    /// <see cref="AnsweredQuestions.Match"/>.</exception>
    /// <exception cref="InvalidOperationException">A sample cannot be judged; the message says what to do.</exception>
    public static BenchmarkScore Of(
        IEnumerable<IProblem> questions,
        IEnumerable<ResponseRow> rows,
        bool subset = false,
        CancellationToken cancellationToken = default
    )
    {
        IProblem[] all = [.. questions];
        IReadOnlyList<(IProblem Question, IReadOnlyList<Response> Samples)> answered = AnsweredQuestions.Match(
            all,
            rows,
            subset
        );
        JudgedQuestion[] items = new JudgedQuestion[answered.Count];
        try
        {
            Parallel.For(
                0,
                items.Length,
                new ParallelOptions
                {
                    CancellationToken = cancellationToken,
                    MaxDegreeOfParallelism = Environment.ProcessorCount,
                },
                i =>
                    items[i] = new JudgedQuestion(
                        answered[i].Question,
                        answered[i].Samples,
                        [.. answered[i].Samples.Select(sample => answered[i].Question.Judge(sample, cancellationToken))]
                    )
            );
        }
        catch (AggregateException exception)
            when (exception.InnerExceptions.All(inner => inner is InvalidOperationException))
        {
            throw new InvalidOperationException(exception.InnerExceptions[0].Message, exception);
        }
        return new BenchmarkScore(items, all.Length);
    }

    private int Enough(int k) =>
        k >= 1 && k <= Samples
            ? k
            : throw new ScoringException($"{k} samples a question are asked for, and there are {Samples}.");
}
