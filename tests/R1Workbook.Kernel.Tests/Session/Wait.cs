namespace R1Workbook.Kernel.Tests.Session;

/// <summary>Waits for what another thread or process does.</summary>
internal static class Wait
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>Asks again and again; fails when the answer is no for a minute.</summary>
    public static async Task UntilAsync(Func<Task<bool>> holds)
    {
        using var limit = new CancellationTokenSource(Limit);
        while (!await holds())
        {
            Assert.False(limit.IsCancellationRequested, "waited for a minute");
            await Task.Delay(20, CancellationToken.None);
        }
    }
}
