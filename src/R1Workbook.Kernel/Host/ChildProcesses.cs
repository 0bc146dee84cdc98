using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace R1Workbook.Kernel.Host;

/// <summary>The processes that cells started.</summary>
internal static class ChildProcesses
{
    /// <summary>Ends them with all theirs, so that nothing of a notebook outlives it. Linux only: elsewhere the process
    /// that keeps the outputs does it.</summary>
    public static void Kill()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        foreach (Process process in Process.GetProcesses())
        {
            using (process)
            {
                try
                {
                    if (ParentOf(process.Id) == Environment.ProcessId)
                    {
                        process.Kill(entireProcessTree: true);
                    }
                }
                catch (Exception e)
                    when (e
                            is InvalidOperationException
                                or Win32Exception
                                or AggregateException
                                or IOException
                                or UnauthorizedAccessException
                    )
                {
                    // It ended meanwhile.
                }
            }
        }
    }

    // "pid (name) state parent ..."; the name may hold anything, brackets too.
    private static int ParentOf(int id)
    {
        string stat = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{id}/stat"));
        return int.Parse(
            stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[1],
            CultureInfo.InvariantCulture
        );
    }
}
