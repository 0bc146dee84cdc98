using R1Workbook.Core.Verification;
using R1Workbook.Core.Verification.Extraction;

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

    /// <summary>This workbook's verifier by the rules that Math-Verify publishes.</summary>
    public static AnswerGrader MathVerify { get; } =
        new(
            "Math-Verify",
            "huggingface/Math-Verify, grader.py",
            (gold, completion) => MathVerifier.Verify(gold, completion, VerificationSettings.MathVerify).IsCorrect
        );

    private static Dictionary<string, AnswerGrader> Names() =>
        new(StringComparer.OrdinalIgnoreCase)
        {
            ["mathematics"] = Ours,
            ["math-verify"] = MathVerify,
            ["open-r1"] = new(
                "open-r1",
                "huggingface/open-r1, rewards.py: Math-Verify, of boxes first",
                (gold, completion) => MathVerifier.Verify(gold, completion, OpenR1).IsCorrect
            ),
            ["verl"] = Of("verl MATH"),
            ["verl-gsm8k"] = Of("verl GSM8K, strict"),
            ["verl-gsm8k-flexible"] = Of("verl GSM8K, flexible"),
            ["dapo"] = Of("DAPO"),
            ["skythought"] = Of("SkyThought"),
            ["reasoning-from-scratch"] = Of("reasoning-from-scratch"),
            ["open-instruct"] = Of("open-instruct puzzle"),
        };

    private static VerificationSettings OpenR1 =>
        VerificationSettings.MathVerify with
        {
            Extraction = VerificationSettings.MathVerify.Extraction with
            {
                Targets = AnswerTargets.Latex,
                BoxedPriority = 0,
            },
        };

    private static AnswerGrader Of(string name) => Others.Single(grader => grader.Name == name);

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

    /// <summary>The names under which graders are called: on the command line, in a row.</summary>
    public static IReadOnlyDictionary<string, AnswerGrader> Named { get; } = Names();
}
