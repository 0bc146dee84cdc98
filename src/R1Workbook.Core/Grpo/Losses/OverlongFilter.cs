namespace R1Workbook.Core.Grpo.Losses;

/// <summary>
/// DAPO's overlong filtering (Yu et al. 2025, section 3.4; TRL, <c>mask_truncated_completions</c>): a completion that
/// the length limit cut off may have been on its way to the right answer, so it is not punished: its tokens leave the
/// loss. The gentler form, a reward that falls over the last tokens, is <c>OverlongReward</c>.
/// </summary>
public static class OverlongFilter
{
    /// <summary>The mask without truncated completions: they are empty, and count as such.</summary>
    /// <param name="mask">[B][T] The completion mask.</param>
    /// <param name="truncated">[B] Which completions ran into the limit.</param>
    /// <returns>[B][T]</returns>
    /// <exception cref="ArgumentException">Not one mark for each completion.</exception>
    public static bool[][] Mask(bool[][] mask, IReadOnlyList<bool> truncated)
    {
        ArgumentNullException.ThrowIfNull(mask);
        ArgumentNullException.ThrowIfNull(truncated);
        if (mask.Length != truncated.Count)
        {
            throw new ArgumentException(
                $"{truncated.Count} marks of truncation for {mask.Length} completions.",
                nameof(truncated)
            );
        }

        return [.. mask.Select((row, b) => truncated[b] ? new bool[row.Length] : row)];
    }
}
