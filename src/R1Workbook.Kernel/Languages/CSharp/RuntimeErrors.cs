using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace R1Workbook.Kernel.Languages.CSharp;

/// <summary>Exceptions thrown by a cell in the words of its reader.</summary>
internal static partial class RuntimeErrors
{
    /// <summary>The exception with the line of the cell that threw or called what threw, and a stack without the engine's own frames.</summary>
    public static CellError Describe(Exception exception, string fileName)
    {
        Exception thrown = exception is AggregateException { InnerExceptions.Count: 1 } ? exception.InnerException! : exception;
        return new CellError(thrown.GetType().Name, thrown.Message, Line(exception, fileName) ?? Line(thrown, fileName), Traceback(exception));
    }

    // The innermost frame in this cell: its own throw, or its call of what threw.
    private static int? Line(Exception exception, string fileName) =>
        new StackTrace(exception, fNeedFileInfo: true).GetFrames()
            .Where(f => IsIn(f.GetFileName(), fileName) && f.GetFileLineNumber() > 0)
            .Select(f => (int?)f.GetFileLineNumber()).FirstOrDefault();

    // Debug information names In[7] as a file of the notebook's folder.
    private static bool IsIn(string? path, string fileName) =>
        path == fileName || path?.EndsWith(Path.DirectorySeparatorChar + fileName, StringComparison.Ordinal) == true;

    private static List<string> Traceback(Exception exception)
    {
        var lines = new List<string>();
        foreach (string line in exception.ToString().ReplaceLineEndings("\n").Split('\n'))
        {
            if (line.Contains("Microsoft.CodeAnalysis.Scripting", StringComparison.Ordinal)
                || line.StartsWith("--- End of stack trace", StringComparison.Ordinal))
            {
                continue;
            }

            lines.Add(CellFrame().Replace(line, m => string.Create(
                CultureInfo.InvariantCulture, $"   at {(m.Groups[1].Value.StartsWith("<<Initialize>>", StringComparison.Ordinal) ? "" : m.Groups[1].Value + " in ")}{m.Groups[2].Value}, line {m.Groups[3].Value}")));
        }

        return lines;
    }

    [GeneratedRegex(@"^   at Submission#\d+\.(.+) in (?:.*[/\\])?(In\[\d+\]):line (\d+)$", RegexOptions.CultureInvariant)]
    private static partial Regex CellFrame();
}
