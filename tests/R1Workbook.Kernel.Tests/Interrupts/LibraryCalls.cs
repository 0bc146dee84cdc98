namespace R1Workbook.Kernel.Tests.Interrupts;

/// <summary>Long calls of a library, which have no guards.</summary>
public static class LibraryCalls
{
    /// <summary>Lets <see cref="Deaf"/> end.</summary>
    internal static volatile bool Release;

    /// <summary>A call that looks at the cell's token.</summary>
    public static int Train(CancellationToken token)
    {
        int steps = 0;
        do
        {
            steps++;
            Thread.SpinWait(1_000);
        } while (!token.IsCancellationRequested);

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
