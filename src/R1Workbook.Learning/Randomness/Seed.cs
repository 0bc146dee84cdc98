using MathNet.Numerics.Random;

namespace R1Workbook.Learning.Randomness;

/// <summary>
/// The one number that a run's randomness comes from. Each part of a run draws from a source of its own, named by
/// purpose and index, so that a step draws the same whether or not the run was interrupted before it and however many
/// cores share the work.
/// </summary>
/// <param name="Value">The seed.</param>
public readonly record struct Seed(ulong Value)
{
    /// <summary>The seed of one part.</summary>
    /// <param name="purpose">What is drawn, for example <c>rollout</c>.</param>
    /// <param name="index">Which one, for example the step.</param>
    /// <returns>Another seed, the same for the same part.</returns>
    public Seed For(string purpose, int index = 0)
    {
        ArgumentNullException.ThrowIfNull(purpose);
        ulong hash = 14695981039346656037; // FNV-1a
        foreach (char letter in purpose)
            hash = (hash ^ letter) * 1099511628211;
        return new Seed(Mix(Mix(Value ^ hash) + (ulong)(uint)index));
    }

    /// <summary>A source of randomness that starts from this seed. Not safe for several threads.</summary>
    /// <returns>The source.</returns>
    public Random Source() => new Xoshiro256StarStar((int)(uint)Mix(Value), threadSafe: false);

    // The finaliser of SplitMix64 (Steele, Lea and Flood 2014): neighbouring seeds give unrelated values.
    private static ulong Mix(ulong value)
    {
        value += 0x9E3779B97F4A7C15;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
