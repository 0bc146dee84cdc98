using R1Workbook.Book;
using R1Workbook.Kernel.Outputs;

namespace R1Workbook.Cli;

/// <summary>The HTML book of the workbook: the kernel's book with plotly.js, taken once from the Plotly.NET package,
/// beside the pages.</summary>
internal static class WorkbookBook
{
    /// <summary>Writes the book.</summary>
    /// <returns>The path of its index.</returns>
    public static string Write(IReadOnlyList<string> executedNotebooks, string outDir, Action<string> warn)
    {
        string index = HtmlBook.Write(
            executedNotebooks,
            outDir,
            scripts: new Dictionary<string, Func<Stream>> { ["plotly.min.js"] = () => PlotlyScript.Open()! },
            warn: warn
        );
        // Last: what is no notebook is refused before anything lies in the folder.
        foreach (string notebook in executedNotebooks)
        {
            string beside = Path.Combine(outDir, Path.GetFileName(notebook));
            if (Path.GetFullPath(beside) != Path.GetFullPath(notebook))
                File.Copy(notebook, beside, overwrite: true);
        }
        return index;
    }
}
