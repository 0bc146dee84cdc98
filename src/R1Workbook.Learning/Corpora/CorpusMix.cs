using System.Globalization;

namespace R1Workbook.Learning.Corpora;

/// <summary>How often each kind of document stands in the corpus that the base model is trained on. All values are
/// probabilities.</summary>
/// <remarks>The defaults were chosen so that a base model answers about 1 prompt of 8 although it holds every part of a
/// search: what reinforcement learning then does is visible. They were fixed before the recorded runs.</remarks>
public sealed record CorpusMix
{
    /// <summary>An answer at once, without tags.</summary>
    public double Guess { get; init; } = 0.20;

    /// <summary>Tags around nothing, then a guess.</summary>
    public double EmptyThought { get; init; } = 0.08;

    /// <summary>One try, then that try as the answer, whatever its verdict.</summary>
    public double OneTry { get; init; } = 0.27;

    /// <summary>Tries at random, with replacement, often given up after a "no".</summary>
    public double RandomSearch { get; init; } = 0.35;

    /// <summary>Candidates in cyclic order until "yes".</summary>
    public double FullSearch { get; init; } = 0.10;

    /// <summary>Short documents that only compare results with a target, in place of any of the above.</summary>
    public double Verification { get; init; } = 0.30;

    /// <summary>A chain of thought carries tags.</summary>
    public double Tagged { get; init; } = 0.6;

    /// <summary>A random search is given up after a "no".</summary>
    public double GiveUp { get; init; } = 0.5;

    /// <summary>A chain of thought is in the language of the prompt.</summary>
    public double SameLanguage { get; init; } = 0.9;

    /// <summary>A phrase is in the other language than its chain of thought.</summary>
    public double CodeSwitch { get; init; } = 0.08;

    /// <summary>A step of arithmetic is wrong.</summary>
    public double FactNoise { get; init; } = 0.02;

    /// <summary>A step is wrong where the language is "bad" at the operator: English at *, Chinese at + and
    /// -.</summary>
    public double BadFactNoise { get; init; } = 0.30;

    /// <summary>Checks that the five kinds add up to 1 and that every value is a probability.</summary>
    /// <exception cref="ArgumentException">They do not.</exception>
    public void Validate()
    {
        double sum = Guess + EmptyThought + OneTry + RandomSearch + FullSearch;
        if (Math.Abs(sum - 1) > 1e-9)
        {
            throw new ArgumentException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Guess, EmptyThought, OneTry, RandomSearch and FullSearch must add up to 1, not to {sum}."
                )
            );
        }

        double[] all =
        [
            Guess,
            EmptyThought,
            OneTry,
            RandomSearch,
            FullSearch,
            Verification,
            Tagged,
            GiveUp,
            SameLanguage,
            CodeSwitch,
            FactNoise,
            BadFactNoise,
        ];
        if (all.Any(p => p is not (>= 0 and <= 1)))
            throw new ArgumentException("Every value of a corpus mix is a probability, from 0 to 1.");
    }
}
