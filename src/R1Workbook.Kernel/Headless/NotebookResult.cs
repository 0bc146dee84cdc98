using System.Globalization;

namespace R1Workbook.Kernel.Headless;

/// <summary>The cell that stopped a notebook.</summary>
/// <param name="Cell">The code cell, from 1; the n of In[n].</param>
/// <param name="Line">The line of the cell, from 1; null when none is known.</param>
/// <param name="LineText">The text of that line.</param>
/// <param name="Name">The error's short name.</param>
/// <param name="Message">What went wrong.</param>
public sealed record CellFailure(int Cell, int? Line, string? LineText, string Name, string Message);

/// <summary>What became of one notebook.</summary>
/// <param name="NotebookPath">The notebook that was run.</param>
/// <param name="Elapsed">How long it took.</param>
public sealed record NotebookResult(string NotebookPath, TimeSpan Elapsed)
{
    /// <summary>The executed notebook; null when nothing could be written.</summary>
    public string? ExecutedPath { get; init; }

    /// <summary>The cell that stopped the notebook; null when none did.</summary>
    public CellFailure? Failure { get; init; }

    /// <summary>Why the notebook could not be run or saved at all; null when it could.</summary>
    public string? Error { get; init; }

    /// <summary>Whether it was stopped from outside.</summary>
    public bool Cancelled { get; init; }

    /// <summary>Whether every cell ran to its end.</summary>
    public bool Succeeded => Failure is null && Error is null && !Cancelled;

    /// <summary>One line or a few for the reader: notebook, cell, line and error; empty when all went well.</summary>
    public string Describe()
    {
        if (Error is not null)
        {
            return Error;
        }

        if (Failure is not { } failure)
        {
            return Cancelled ? $"{NotebookPath}: stopped" : "";
        }

        string line = failure.Line is { } number ? string.Create(CultureInfo.InvariantCulture, $", line {number}") : "";
        string text = string.IsNullOrWhiteSpace(failure.LineText) ? "" : $"\n    {failure.LineText.Trim()}";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{NotebookPath}: cell {failure.Cell}{line}: {failure.Name}: {failure.Message}{text}"
        );
    }
}
