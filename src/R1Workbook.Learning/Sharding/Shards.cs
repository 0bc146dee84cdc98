using TorchSharp;
using static TorchSharp.torch;

namespace R1Workbook.Learning.Sharding;

/// <summary>
/// Runs the parts of one step side by side, one thread of libtorch each: at the sizes of the workbook two such parts
/// use two cores far better than one part with two threads. What a part computes does not depend on how many run at
/// once, so results do not depend on the machine.
/// </summary>
public static class Shards
{
    /// <summary>Computes every part.</summary>
    /// <typeparam name="T">What a part gives.</typeparam>
    /// <param name="device">Where the model lies; parts run one after the other where it is no CPU.</param>
    /// <param name="count">How many parts.</param>
    /// <param name="part">Computes one; runs on any thread, with a scope of tensors of its own to make.</param>
    /// <returns>[count] In order.</returns>
    public static T[] Map<T>(Device device, int count, Func<int, T> part)
    {
        ArgumentNullException.ThrowIfNull(device);
        ArgumentNullException.ThrowIfNull(part);
        var results = new T[count];
        if (device.type != DeviceType.CPU)
        {
            for (int i = 0; i < count; i++)
                results[i] = part(i);
            return results;
        }
        // The calling thread goes on with one thread too: a sum over a long vector would otherwise be split by who
        // happened to run a part.
        set_num_threads(1);
        try
        {
            Parallel.For(
                0,
                count,
                new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount },
                i =>
                {
                    // Kept by each thread for itself.
                    set_num_threads(1);
                    results[i] = part(i);
                }
            );
        }
        catch (AggregateException failures)
        {
            // A cancelled part says so as a cancellation; one failure of several is enough to know.
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(
                failures.InnerExceptions.FirstOrDefault(inner => inner is not OperationCanceledException)
                    ?? failures.InnerExceptions[0]
            );
        }
        return results;
    }
}
