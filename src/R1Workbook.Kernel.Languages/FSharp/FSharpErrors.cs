using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using FSharp.Compiler.Diagnostics;
using R1Workbook.Kernel.Contracts;

namespace R1Workbook.Kernel.Languages.FSharp;

/// <summary>Errors of F# in the words of a reader of the cell.</summary>
internal static partial class FSharpErrors
{
    private const int Most = 20;

    /// <summary>Why a piece did not compile; the first error gives name, message and line.</summary>
    public static CellError Compiling(IReadOnlyList<FSharpDiagnostic> errors, string fileName)
    {
        List<string> lines =
        [
            .. errors
                .Take(Most)
                .Select(e =>
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{fileName}({e.StartLine},{e.StartColumn + 1}): error {e.ErrorNumberText}: {e.Message}"
                    )
                ),
        ];
        if (errors.Count > Most)
        {
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"... and {errors.Count - Most} more errors"));
        }

        return new CellError(
            CellErrorKind.Invalid,
            errors[0].ErrorNumberText,
            errors[0].Message,
            errors[0].StartLine,
            lines
        );
    }

    /// <summary>What a piece threw, with the line of the cell and a stack without F# Interactive's own
    /// frames.</summary>
    public static CellError Running(Exception exception, string fileName)
    {
        Exception thrown = exception
            is AggregateException { InnerExceptions.Count: 1 }
                or System.Reflection.TargetInvocationException { InnerException: not null }
            ? exception.InnerException!
            : exception;
        StackFrame? frame = new StackTrace(thrown, fNeedFileInfo: true)
            .GetFrames()
            .FirstOrDefault(f =>
                f.GetFileLineNumber() > 0 && f.GetFileName()?.EndsWith(fileName, StringComparison.Ordinal) == true
            );
        return new CellError(
            CellErrorKind.Thrown,
            thrown.GetType().Name,
            thrown.Message,
            frame?.GetFileLineNumber(),
            Traceback(thrown)
        );
    }

    private static List<string> Traceback(Exception exception)
    {
        var lines = new List<string>();
        foreach (string line in exception.ToString().ReplaceLineEndings("\n").Split('\n'))
        {
            if (
                !line.Contains("at FSharp.Compiler.", StringComparison.Ordinal)
                && !line.StartsWith("--- End of stack trace", StringComparison.Ordinal)
                && !line.Contains("at System.RuntimeMethodHandle.", StringComparison.Ordinal)
                && !line.Contains("at System.Reflection.Method", StringComparison.Ordinal)
            )
            {
                lines.Add(CellFrame().Replace(line, Frame));
            }
        }

        return lines;
    }

    // The statements at the top of a cell are a function of F# Interactive's own.
    private static string Frame(Match frame)
    {
        string function = frame.Groups[1].Value;
        string within = function.Contains("main@", StringComparison.Ordinal) ? "" : function + " in ";
        return $"   at {within}{frame.Groups[2].Value}, line {frame.Groups[3].Value}";
    }

    [GeneratedRegex(
        @"^   at (?:<StartupCode\$FSI_\d+>\.\$)?FSI_\d+\.(.+) in (?:.*[/\\])?(In\[\d+\]):line (\d+)$",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex CellFrame();
}
