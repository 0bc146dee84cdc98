using R1Workbook.Core.Verification;

namespace R1Workbook.Core.Peers;

/// <summary>A grader of answers, as the projects of the field use them to reward or to evaluate.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Source">Where its rule is written.</param>
/// <param name="IsCorrect">Whether a completion (second) is judged right by a gold answer (first).</param>
public sealed record AnswerGrader(string Name, string Source, Func<string, string, bool> IsCorrect)
{
    /// <summary>This workbook's verifier.</summary>
    public static AnswerGrader Ours { get; } =
        new("R1 Workbook", "MathVerifier", (gold, completion) => MathVerifier.Verify(gold, completion).IsCorrect);

    /// <summary>The graders of other projects, to be held against <see cref="Ours"/>.</summary>
    public static IReadOnlyList<AnswerGrader> Others { get; } =
    [
        new(
            "verl MATH",
            "hendrycks/math, modeling/math_equivalence.py; volcengine/verl, math_reward.py",
            (gold, completion) => HendrycksGrader.Score(completion, gold) == 1
        ),
        new(
            "verl GSM8K, strict",
            "volcengine/verl, gsm8k.py",
            (gold, completion) => VerlGsm8kGrader.Score(completion, gold) == 1
        ),
        new(
            "verl GSM8K, flexible",
            "volcengine/verl, gsm8k.py",
            (gold, completion) => VerlGsm8kGrader.Score(completion, gold, flexible: true) == 1
        ),
        new(
            "DAPO",
            "volcengine/verl, math_dapo.py",
            (gold, completion) => MinervaGrader.Score(completion, gold).Score == 1
        ),
        new(
            "SkyThought",
            "NovaSky-AI/SkyThought, math_parsing_util.py",
            (gold, completion) => SkyThoughtGrader.AreEqual(SkyThoughtText.Extract(completion), gold)
        ),
        new(
            "reasoning-from-scratch",
            "rasbt/reasoning-from-scratch, ch03",
            (gold, completion) => RaschkaGrader.Grade(RaschkaGrader.FinalCandidate(completion), gold)
        ),
        new(
            "open-instruct puzzle",
            "allenai/open-instruct, ground_truth_utils.py",
            (gold, completion) => OpenInstructGrader.Puzzle(completion, gold) == 1
        ),
    ];
}
