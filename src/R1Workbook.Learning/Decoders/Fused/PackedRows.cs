namespace R1Workbook.Learning.Decoders.Fused;

/// <summary>
/// Texts of different lengths one after the other, without padding, and which of their tokens are scored. The last
/// token of a text is only a target: nothing follows it.
/// </summary>
internal sealed class PackedRows
{
    /// <summary>Packs padded rows.</summary>
    /// <param name="ids">[B, T] Tokens.</param>
    /// <param name="width">T.</param>
    /// <param name="lengths">[B] The length of each text.</param>
    /// <param name="from">The first position that is scored, from 1.</param>
    public PackedRows(ReadOnlySpan<int> ids, int width, ReadOnlySpan<int> lengths, int from)
    {
        int rows = lengths.Length;
        Starts = new int[rows + 1];
        int scored = 0;
        for (int b = 0; b < rows; b++)
        {
            Starts[b + 1] = Starts[b] + Math.Max(0, lengths[b] - 1);
            scored += Math.Max(0, lengths[b] - from);
        }
        (Tokens, Positions) = (new int[Starts[rows]], new int[Starts[rows]]);
        (Scored, Targets, Places) = (new int[scored], new int[scored], new int[scored]);
        int next = 0;
        for (int b = 0; b < rows; b++)
        {
            for (int t = 0; t + 1 < lengths[b]; t++)
            {
                (Tokens[Starts[b] + t], Positions[Starts[b] + t]) = (ids[b * width + t], t);
                if (t + 1 < from)
                    continue;
                (Scored[next], Targets[next], Places[next]) = (
                    Starts[b] + t,
                    ids[b * width + t + 1],
                    b * (width - from) + t + 1 - from
                );
                next++;
            }
        }
    }

    /// <summary>[M] Tokens that are read.</summary>
    public int[] Tokens { get; }

    /// <summary>[M] The position of each in its text.</summary>
    public int[] Positions { get; }

    /// <summary>[B + 1] Where each text begins among the tokens, and the end.</summary>
    public int[] Starts { get; }

    /// <summary>[S] The tokens whose successors are scored.</summary>
    public int[] Scored { get; }

    /// <summary>[S] Their successors.</summary>
    public int[] Targets { get; }

    /// <summary>[S] Where each score lies in the padded matrix [B, T - P].</summary>
    public int[] Places { get; }
}
