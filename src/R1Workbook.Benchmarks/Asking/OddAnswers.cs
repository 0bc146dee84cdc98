using System.Collections.Concurrent;

namespace R1Workbook.Benchmarks.Asking;

/// <summary>
/// What one odd answer costs: one sample. Answers that are too long, no chat completion or against HTTP are set aside
/// while the server answers other questions; where only odd ones come, the run ends.
/// </summary>
/// <param name="what">What was asked for, in the plural, for example "samples of the questions".</param>
/// <param name="refusalsToo">Whether a refusal of one question (HTTP 400) is set aside here as well.</param>
internal sealed class OddAnswers(string what, bool refusalsToo = false)
{
    /// <summary>So many before the first right answer say that the server is another one.</summary>
    public const int MostAtFirst = 5;

    /// <summary>So many one after another say that the server has broken.</summary>
    public const int MostInARow = 20;

    private const int Shown = 5;

    private readonly ConcurrentBag<(string Id, EndpointException Why)> _aside = [];
    private int _answered,
        _inARow;

    /// <summary>A question was answered as it should be, now or in an earlier run.</summary>
    public void Answered()
    {
        Volatile.Write(ref _answered, 1);
        Volatile.Write(ref _inARow, 0);
    }

    /// <summary>Sets an odd answer aside.</summary>
    /// <returns>False where it is none of this kind, or one too many: the run ends.</returns>
    public bool SetAside(string id, EndpointException why)
    {
        if (!why.SpoilsAnswer && !(refusalsToo && why.RefusesQuestion))
            return false;
        int inARow = Interlocked.Increment(ref _inARow);
        if (inARow > (Volatile.Read(ref _answered) > 0 ? MostInARow : MostAtFirst))
            return false;
        _aside.Add((id, why));
        return true;
    }

    /// <summary>The error at the end, naming the questions; null: no answer was odd.</summary>
    public EndpointException? Error()
    {
        if (_aside.IsEmpty)
            return null;
        string[] ids = [.. _aside.Select(one => one.Id).Distinct().Order(StringComparer.Ordinal)];
        EndpointException first = _aside.First().Why;
        return new EndpointException(
            $"{_aside.Count} {what} {string.Join(", ", ids.Take(Shown))}"
                + $"{(ids.Length > Shown ? ", ..." : "")} got no answer that can be used, and all others are there. "
                + $"One of them: {first.Message}",
            transient: false,
            first
        );
    }
}
