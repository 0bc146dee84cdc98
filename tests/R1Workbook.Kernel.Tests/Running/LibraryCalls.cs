namespace R1Workbook.Kernel.Tests.Running;

/// <summary>Long calls of a library, which have no guards.</summary>
public static class LibraryCalls
{
    /// <summary>Lets <see cref="Deaf"/> end.</summary>
    internal static volatile bool Release;

    /// <summary>Whether <see cref="Train"/> has begun.</summary>
    internal static volatile bool Training;

    /// <summary>A call that looks at the cell's token.</summary>
    public static int Train(CancellationToken token)
    {
        int steps = 0;
        Training = true;
        while (!token.IsCancellationRequested)
        {
            steps++;
            Thread.SpinWait(1_000);
        }

        return steps;
    }

    /// <summary>A call that nothing stops.</summary>
    public static void Deaf()
    {
        while (!Release)
        {
            Thread.SpinWait(1_000);
        }
    }
}
