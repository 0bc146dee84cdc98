namespace R1Workbook.Benchmarks.Scoring;

/// <summary>
/// Python's <c>random.Random(seed)</c>, as far as official code uses it, to order GPQA's choices, to draw DROP's
/// examples and by langdetect: the Mersenne Twister MT19937 (Matsumoto and Nishimura 1998), seeded through its array
/// initialisation.
/// </summary>
internal sealed class PythonRandom
{
    private const int N = 624,
        M = 397;
    private readonly uint[] _state = new uint[N];
    private int _next = N;
    private double? _kept;

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

    /// <summary><c>sample(range(n), k)</c>: k different numbers of 0 to n − 1.</summary>
    public int[] Sample(int n, int k)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(k, n);
        int few = 21;
        if (k > 5)
            few += (int)Math.Pow(4, Math.Ceiling(Math.Log(k * 3, 4)));
        return n <= few ? FromPool(n, k) : ByRejection(n, k);
    }

    private int[] FromPool(int n, int k)
    {
        int[] pool = [.. Enumerable.Range(0, n)],
            drawn = new int[k];
        for (int i = 0; i < k; i++)
        {
            int j = Below(n - i);
            drawn[i] = pool[j];
            pool[j] = pool[n - i - 1];
        }
        return drawn;
    }

    private int[] ByRejection(int n, int k)
    {
        int[] drawn = new int[k];
        HashSet<int> seen = [];
        for (int i = 0; i < k; i++)
        {
            do drawn[i] = Below(n);
            while (!seen.Add(drawn[i]));
        }
        return drawn;
    }

    /// <summary><c>random()</c>: at least 0 and below 1, in steps of 2^-53.</summary>
    public double Double()
    {
        uint high = Next() >> 5,
            low = Next() >> 6;
        return (high * 67108864.0 + low) / 9007199254740992.0;
    }

    /// <summary><c>gauss(0, 1)</c>: of the pair that each draw makes (Box and Muller 1958) the second is kept for the
    /// next call.</summary>
    public double Gauss()
    {
        if (_kept is { } kept)
        {
            _kept = null;
            return kept;
        }
        double angle = Double() * Math.Tau,
            radius = Math.Sqrt(-2 * Math.Log(1 - Double()));
        _kept = Math.Sin(angle) * radius;
        return Math.Cos(angle) * radius;
    }

    /// <summary><c>randrange(n)</c>, which is also the place that <c>choice</c> takes.</summary>
    public int Below(int n)
    {
        int bits = 32 - System.Numerics.BitOperations.LeadingZeroCount((uint)n);
        uint drawn;
        do drawn = Next() >> (32 - bits);
        while (drawn >= n);
        return (int)drawn;
    }

    private uint Next()
    {
        if (_next == N)
            Twist();
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
        for (int i = 1; i < N; i++)
            _state[i] = (1812433253 * (_state[i - 1] ^ (_state[i - 1] >> 30))) + (uint)i;
    }

    private void Advance(ref int i)
    {
        if (++i < N)
            return;
        _state[0] = _state[N - 1];
        i = 1;
    }
}
