using R1Workbook.Benchmarks.Evaluating;

namespace R1Workbook.Cli.Evaluation;

/// <summary>The log of <c>r1 eval</c> on standard error.</summary>
/// <param name="errors">Takes the lines.</param>
/// <param name="terminal">Whether it is a terminal.</param>
internal sealed class EvaluationLog(TextWriter errors, bool terminal) : IEvaluationLog
{
    private EvalProgress? _progress;

    /// <inheritdoc/>
    public void Say(string message)
    {
        // A message must not be written into the line that counts.
        if (_progress is { } counting)
            counting.Say(message);
        else
            errors.WriteLine(message);
    }

    /// <inheritdoc/>
    public Action<int, int> Count(string what) => (_progress = new EvalProgress(errors, what, terminal)).Report;
}
