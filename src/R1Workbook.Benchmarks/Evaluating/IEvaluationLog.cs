namespace R1Workbook.Benchmarks.Evaluating;

/// <summary>Hears how far an evaluation is.</summary>
public interface IEvaluationLog
{
    /// <summary>Nobody listens.</summary>
    static IEvaluationLog Silent { get; } = new Nobody();

    /// <summary>A message.</summary>
    /// <param name="message">The message.</param>
    void Say(string message);

    /// <summary>Begins to count.</summary>
    /// <param name="what">What is counted, for example "responses".</param>
    /// <returns>Takes how many there are, and of how many.</returns>
    Action<int, int> Count(string what);

    private sealed class Nobody : IEvaluationLog
    {
        public void Say(string message) { }

        public Action<int, int> Count(string what) => (_, _) => { };
    }
}
