namespace R1Workbook.Benchmarks.Families;

/// <summary>What a judge's reply means.</summary>
/// <param name="Read">Correct, incorrect or not attempted, of the reply.</param>
public sealed record JudgeReply(Func<string, string> Read)
{
    /// <summary>What a reply can mean.</summary>
    public const string Correct = "correct",
        Incorrect = "incorrect",
        NotAttempted = "not attempted";

    /// <summary>SimpleQA: the first of the letters A, B and C; none is not attempted (openai/simple-evals,
    /// simpleqa_eval.py).</summary>
    public static JudgeReply SimpleQa { get; } =
        new(reply =>
            reply.AsSpan().IndexOfAny('A', 'B', 'C') is >= 0 and int at
                ? reply[at] switch
                {
                    'A' => Correct,
                    'B' => Incorrect,
                    _ => NotAttempted,
                }
                : NotAttempted
        );

    /// <summary>FRAMES: TRUE or FALSE, whichever comes last; neither is incorrect.</summary>
    public static JudgeReply Frames { get; } =
        new(reply =>
            reply.LastIndexOf("TRUE", StringComparison.OrdinalIgnoreCase)
            > reply.LastIndexOf("FALSE", StringComparison.OrdinalIgnoreCase)
                ? Correct
                : Incorrect
        );
}
