namespace R1Workbook.Core.Tasks;

/// <summary>
/// What a policy is trained on and asked: problems, the prompt of each, the text of a response, a verdict. Rewards are
/// not the task's: a reward recipe makes them from verdicts and responses.
/// </summary>
public interface ITask
{
    /// <summary>Its name in run records.</summary>
    string Name { get; }

    /// <summary>Draws a problem to train on.</summary>
    /// <param name="random">The source of randomness.</param>
    /// <param name="step">The step it is drawn for: some problems may begin late.</param>
    /// <returns>A problem that is not held out.</returns>
    IProblem Draw(Random random, int step);

    /// <summary>Problems that are never trained on.</summary>
    /// <param name="count">How many.</param>
    /// <param name="seed">Seed of the draw.</param>
    /// <returns>[count] The same for the same seed.</returns>
    IReadOnlyList<IProblem> HeldOut(int count, int seed);

    /// <summary>The prompt of a problem.</summary>
    /// <param name="problem">One of this task's problems.</param>
    /// <returns>[P] Token ids.</returns>
    int[] Prompt(IProblem problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        return Encode(problem.Text);
    }

    /// <summary>The token ids of a text.</summary>
    /// <param name="text">A prompt or a response.</param>
    /// <returns>[T]</returns>
    /// <exception cref="ArgumentException">The text has a word that the policy cannot read.</exception>
    int[] Encode(string text);

    /// <summary>The text of token ids.</summary>
    /// <param name="tokens">[T] Token ids of a prompt or of a response.</param>
    string Decode(IReadOnlyList<int> tokens);

    /// <summary>A completion as a response: with its text and its tokens.</summary>
    /// <param name="tokens">[T] What the policy wrote.</param>
    /// <param name="number">Which sample of its problem it is, from 0.</param>
    Response Respond(IReadOnlyList<int> tokens, int number = 0) =>
        new(Decode(tokens)) { Tokens = tokens, Number = number };

    /// <summary>Judges one response.</summary>
    /// <param name="problem">One of this task's problems.</param>
    /// <param name="response">What the policy wrote.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    Verdict Judge(IProblem problem, Response response, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(problem);
        return problem.Judge(response, cancellationToken);
    }
}
