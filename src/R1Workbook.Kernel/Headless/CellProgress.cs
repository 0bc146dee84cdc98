namespace R1Workbook.Kernel.Headless;

/// <summary>How far a notebook is.</summary>
/// <param name="Notebook">The notebook's name without folder and extension.</param>
/// <param name="Cell">The code cell, from 1.</param>
/// <param name="Cells">How many code cells the notebook has.</param>
/// <param name="Elapsed">How long the cell has run.</param>
/// <param name="State">What became of the cell.</param>
public sealed record CellProgress(string Notebook, int Cell, int Cells, TimeSpan Elapsed, CellState State);

/// <summary>What became of a cell.</summary>
public enum CellState
{
    /// <summary>Still running.</summary>
    Running,

    /// <summary>Ran to its end.</summary>
    Done,

    /// <summary>Stopped by an error.</summary>
    Failed,
}
