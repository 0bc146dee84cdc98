using System.Globalization;

namespace R1Workbook.Execution.Sandboxes.Cgroups;

/// <summary>Processes and the ones that started them.</summary>
internal static class Ancestry
{
    /// <summary>This process, its parent, and so on up to the first.</summary>
    public static IEnumerable<int> OfThisProcess()
    {
        for (int process = Environment.ProcessId; process > 0; process = ParentOf(process))
            yield return process;
    }

    /// <summary>The parent of a process; 0 where it has none, -1 where it has ended.</summary>
    /// <param name="process">The process.</param>
    public static int ParentOf(int process)
    {
        try
        {
            // pid (name) state ppid ...; the name may hold anything, so count from its last bracket.
            string stat = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/stat"));
            return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1], CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return -1;
        }
    }
}
