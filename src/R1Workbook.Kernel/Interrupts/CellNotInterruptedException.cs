namespace R1Workbook.Kernel.Interrupts;

/// <summary>
/// An interrupted cell did not end: one call of a library runs on that neither looks at the cell's token nor waits nor
/// calls back into the cell. It keeps its thread; only the end of the process stops it.
/// </summary>
internal sealed class CellNotInterruptedException()
    : Exception(
        "This cell could not be stopped: a call inside it runs on, in the background, and looks at no interrupt."
    );
