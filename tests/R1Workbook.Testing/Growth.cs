using System.Globalization;
using System.Runtime.ExceptionServices;
using Xunit.Sdk;

namespace R1Workbook.Testing;

/// <summary>How the work on an input grows with its size, without a clock: by what it allocates, and by whether it ends
/// at all on an input so large that work which grows with the square of the size would not.</summary>
public static class Growth
{
    private const int Times = 8;

    // Eight times the input is eight times the bytes where they grow linearly, and 64 times where they are quadratic.
    private const double MostGrowth = 24;

    // What allocates less is as good as nothing: buffers and caches that are made once.
    private const long Nothing = 1 << 20;

    // Against a hang. What grows linearly ends within a second or two, also on a busy machine far from this.
    private static readonly TimeSpan Endless = TimeSpan.FromMinutes(1);

    /// <summary>Fails where eight times the input allocates more than 24 times the bytes, or where the work on the
    /// larger input does not end. Choose it so that its number of pieces times its length is above 10¹¹.</summary>
    /// <param name="size">The size of the larger input.</param>
    /// <param name="input">Makes an input of a size.</param>
    /// <param name="work">What is done with it, on the thread on which it is called.</param>
    /// <exception cref="XunitException">The work grows faster.</exception>
    public static void AtMostLinear<T>(int size, Func<int, T> input, Action<T> work) =>
        AtMostLinear(size, input, work, Endless);

    /// <summary>The same with a limit of one's own against a hang.</summary>
    /// <param name="size">The size of the larger input.</param>
    /// <param name="input">Makes an input of a size.</param>
    /// <param name="work">What is done with it.</param>
    /// <param name="limit">When the work is taken to be endless.</param>
    /// <exception cref="XunitException">The work grows faster.</exception>
    public static void AtMostLinear<T>(int size, Func<int, T> input, Action<T> work, TimeSpan limit)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(work);
        T few = input(size / Times),
            many = input(size);
        // Once before, for what is made at the first call only.
        Allocated(work, few, limit);
        long small = Allocated(work, few, limit),
            large = Allocated(work, many, limit);
        if (large > MostGrowth * Math.Max(small, Nothing))
        {
            throw new XunitException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{Times} times the input allocated {large:N0} bytes, where the small one allocated {small:N0}."
                )
            );
        }
    }

    private static long Allocated<T>(Action<T> work, T input, TimeSpan limit)
    {
        long bytes = 0;
        ExceptionDispatchInfo? failure = null;
        // A thread of its own, which a test that fails can leave behind.
        Thread thread = new(() =>
        {
            try
            {
                long before = GC.GetAllocatedBytesForCurrentThread();
                work(input);
                bytes = GC.GetAllocatedBytesForCurrentThread() - before;
            }
            catch (Exception exception)
            {
                failure = ExceptionDispatchInfo.Capture(exception);
            }
        })
        {
            IsBackground = true,
        };
        thread.Start();
        if (!thread.Join(limit))
            throw new XunitException("The work did not end: it grows faster than the input.");
        failure?.Throw();
        return bytes;
    }
}
