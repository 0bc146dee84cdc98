using System.Globalization;

namespace R1Workbook.Core.Rewards.Shape;

/// <summary>Where the punishment of long completions begins and ends. The defaults are those of DAPO and
/// open-r1.</summary>
public sealed record OverlongSettings
{
    /// <summary>The longest completion, its cache included, in tokens. Default 16384 (open-r1; DAPO's paper:
    /// 20480).</summary>
    public int MaxLength { get; init; } = 16384;

    /// <summary>Over how many tokens before the maximum the punishment grows. Default 4096.</summary>
    public int Cache { get; init; } = 4096;

    /// <summary>What the whole punishment weighs. Default 1.</summary>
    public double Factor { get; init; } = 1;

    /// <summary>Whether the punishment ends at the maximum. verl lets it grow on beyond.</summary>
    public bool Floored { get; init; } = true;
}

/// <summary>
/// The soft punishment of overlong completions (DAPO, arXiv 2503.14476, equation 13; TRL,
/// <c>soft_overlong_punishment</c>): 0 up to maximum - cache, then falling evenly to -1 at the maximum, and -1 beyond.
/// Truncation then costs something before it costs everything.
/// </summary>
public static class OverlongReward
{
    /// <summary>The reward in the catalogue.</summary>
    [CatalogueEntry]
    public static RewardEntry Entry { get; } =
        RewardEntry.Each(
            "overlong",
            "soft_overlong_punishment",
            "DAPO, arXiv 2503.14476, equation 13; TRL, open-r1",
            "max_completion_len=16384, soft_punish_cache=4096, factor=1, floored=true",
            arguments =>
            {
                int longest = arguments.Whole("max_completion_len", 16384, least: 1);
                OverlongSettings settings = new()
                {
                    MaxLength = longest,
                    Cache = arguments.Whole("soft_punish_cache", 4096, least: 1, most: longest),
                    Factor = arguments.Number("factor", 1),
                    Floored = arguments.Flag("floored", true),
                };
                return input => Explain(input, settings);
            }
        );

    private static readonly OverlongSettings Default = new();

    /// <summary>The reward of a length in tokens, never above 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The length is negative, or the cache is not positive or longer
    /// than the maximum.</exception>
    public static double Of(int tokens, OverlongSettings? settings = null)
    {
        settings ??= Default;
        ArgumentOutOfRangeException.ThrowIfNegative(tokens);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(settings.Cache, nameof(settings));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(settings.Cache, settings.MaxLength, nameof(settings));
        int exceed = tokens - (settings.MaxLength - settings.Cache);
        if (exceed <= 0)
            return 0;
        double share = (double)exceed / settings.Cache;
        return -settings.Factor * (settings.Floored ? Math.Min(share, 1) : share);
    }

    /// <summary>The reward of a completion with its reason.</summary>
    /// <exception cref="ArgumentException">Its tokens are not known.</exception>
    public static RewardExplanation Explain(RewardInput input, OverlongSettings? settings = null)
    {
        settings ??= Default;
        int tokens = input.Length(LengthUnit.Tokens);
        return new RewardExplanation(
            Of(tokens, settings),
            string.Create(
                CultureInfo.InvariantCulture,
                $"{tokens} tokens; free up to {settings.MaxLength - settings.Cache}, the whole punishment at "
                    + $"{settings.MaxLength}"
            )
        );
    }
}
