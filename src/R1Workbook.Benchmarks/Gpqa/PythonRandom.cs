namespace R1Workbook.Benchmarks.Gpqa;

/// <summary>
/// Python's <c>random.Random(seed)</c>, as far as GPQA's official code uses it to order the choices: the Mersenne Twister MT19937 (Matsumoto and
/// Nishimura 1998), seeded through its array initialisation.
/// </summary>
internal sealed class PythonRandom
{
    private const int N = 624, M = 397;
    private readonly uint[] _state = new uint[N];
    private int _next = N;

    public PythonRandom(uint seed)
    {
        Initialise(19650218);
        int i = 1;
        for (int k = N; k > 0; k--)
        {
            // The key has one word, so its index is always 0.
            _state[i] = (_state[i] ^ ((_state[i - 1] ^ (_state[i - 1] >> 30)) * 1664525)) + seed;
            Advance(ref i);
        }
        for (int k = N - 1; k > 0; k--)
        {
            _state[i] = (_state[i] ^ ((_state[i - 1] ^ (_state[i - 1] >> 30)) * 1566083941)) - (uint)i;
            Advance(ref i);
        }
        _state[0] = 0x80000000;
    }

    /// <summary><c>sample(range(n), n)</c> for n up to 21: an order of 0 to n − 1.</summary>
    public int[] Order(int n)
    {
        int[] pool = [.. Enumerable.Range(0, n)], order = new int[n];
        for (int i = 0; i < n; i++)
        {
            int j = Below(n - i);
            order[i] = pool[j];
            pool[j] = pool[n - i - 1];
        }
        return order;
    }

    private int Below(int n)
    {
        int bits = 32 - System.Numerics.BitOperations.LeadingZeroCount((uint)n);
        uint drawn;
        do drawn = Next() >> (32 - bits);
        while (drawn >= n);
        return (int)drawn;
    }

    private uint Next()
    {
        if (_next == N) Twist();
        uint y = _state[_next++];
        y ^= y >> 11;
        y ^= (y << 7) & 0x9d2c5680;
        y ^= (y << 15) & 0xefc60000;
        return y ^ (y >> 18);
    }

    private void Twist()
    {
        for (int i = 0; i < N; i++)
        {
            uint y = (_state[i] & 0x80000000) | (_state[(i + 1) % N] & 0x7fffffff);
            _state[i] = _state[(i + M) % N] ^ (y >> 1) ^ ((y & 1) * 0x9908b0df);
        }
        _next = 0;
    }

    private void Initialise(uint seed)
    {
        _state[0] = seed;
        for (int i = 1; i < N; i++) _state[i] = (1812433253 * (_state[i - 1] ^ (_state[i - 1] >> 30))) + (uint)i;
    }

    private void Advance(ref int i)
    {
        if (++i < N) return;
        _state[0] = _state[N - 1];
        i = 1;
    }
}
