using System.Diagnostics;
using System.Globalization;
using Xunit.Sdk;

namespace R1Workbook.Testing;

/// <summary>How the work on an input grows with its size. No time is compared with a number of seconds: two sizes are
/// compared with each other, so that a slow or busy machine changes nothing.</summary>
public static class Growth
{
    private const int Times = 8,
        MostRounds = 40;

    // Eight times the input is eight times the work where that grows linearly, and 64 times where it is quadratic.
    private const double MostGrowth = 24;

    // What takes less is as good as nothing, and the clock does not resolve it.
    private static readonly TimeSpan Nothing = TimeSpan.FromMilliseconds(1);

    /// <summary>Fails where eight times the input takes more than 24 times the work. Both sizes are measured in turns
    /// until the shortest times of both show it; work that grows faster never shows it.</summary>
    /// <param name="size">The size of the larger input.</param>
    /// <param name="input">Makes an input of a size.</param>
    /// <param name="work">What is done with it.</param>
    /// <exception cref="XunitException">The work grows faster.</exception>
    public static void AtMostLinear<T>(int size, Func<int, T> input, Action<T> work)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(work);
        T few = input(size / Times),
            many = input(size);
        TimeSpan small = TimeSpan.MaxValue,
            large = TimeSpan.MaxValue;
        for (int round = 0; round < MostRounds; round++)
        {
            small = Shorter(small, work, few);
            large = Shorter(large, work, many);
            if (large < MostGrowth * (small > Nothing ? small : Nothing))
                return;
        }
        throw new XunitException(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{Times} times the input took {large / small:0.0} times the work ({small} and {large})."
            )
        );
    }

    private static TimeSpan Shorter<T>(TimeSpan shortest, Action<T> work, T input)
    {
        long start = Stopwatch.GetTimestamp();
        work(input);
        TimeSpan taken = Stopwatch.GetElapsedTime(start);
        return taken < shortest ? taken : shortest;
    }
}
