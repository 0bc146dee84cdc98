using System.Globalization;

namespace R1Workbook.Execution.Sandboxes.Cgroups;

/// <summary>The line of processes that led to this one.</summary>
internal static class Ancestry
{
    /// <summary>This process, its parent, and so on up to the first.</summary>
    public static IEnumerable<string> OfThisProcess()
    {
        string process = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        while (process != "0")
        {
            yield return process;
            string stat = File.ReadAllText($"/proc/{process}/stat");
            process = stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1];
        }
    }
}
