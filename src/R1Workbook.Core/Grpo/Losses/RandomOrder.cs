namespace R1Workbook.Core.Grpo.Losses;

/// <summary>
/// The numbers 0 to n − 1 in a random order: what <c>torch.randperm(n)</c> gives on the CPU after
/// <c>torch.manual_seed(seed)</c>, so that a draw of a peer can be made again. It is a Fisher-Yates shuffle from the
/// front by the Mersenne Twister MT19937 (Matsumoto and Nishimura 1998).
/// </summary>
public static class RandomOrder
{
    private const int Size = 624,
        Shift = 397;

    /// <summary>An order.</summary>
    /// <param name="count">n; fewer than 200 million, where libtorch changes its method.</param>
    /// <param name="seed">The seed.</param>
    /// <returns>[n]</returns>
    public static int[] Of(int count, uint seed)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(count, 200_000_000);
        int[] order = [.. Enumerable.Range(0, count)];
        using IEnumerator<uint> numbers = Numbers(seed).GetEnumerator();
        for (int i = 0; i < count - 1; i++)
        {
            numbers.MoveNext();
            int other = i + (int)(numbers.Current % (uint)(count - i));
            (order[i], order[other]) = (order[other], order[i]);
        }
        return order;
    }

    private static IEnumerable<uint> Numbers(uint seed)
    {
        uint[] state = new uint[Size];
        state[0] = seed;
        for (uint i = 1; i < Size; i++)
            state[i] = 1812433253 * (state[i - 1] ^ (state[i - 1] >> 30)) + i;
        while (true)
        {
            for (int i = 0; i < Size; i++)
            {
                uint joined = (state[i] & 0x80000000) | (state[(i + 1) % Size] & 0x7fffffff);
                state[i] = state[(i + Shift) % Size] ^ (joined >> 1) ^ ((joined & 1) == 0 ? 0 : 0x9908b0df);
            }
            for (int i = 0; i < Size; i++)
            {
                uint y = state[i];
                y ^= y >> 11;
                y ^= (y << 7) & 0x9d2c5680;
                y ^= (y << 15) & 0xefc60000;
                yield return y ^ (y >> 18);
            }
        }
    }
}
