namespace R1Workbook.Kernel.Running;

/// <summary>
/// An interrupted cell did not end: one call of a library runs on that neither looks at the cell's token nor waits nor
/// calls back into the cell. It keeps its thread; only the end of the process stops it.
/// </summary>
internal sealed class CellNotInterruptedException()
    : Exception(
        "The cell was interrupted but a call inside it goes on and cannot be stopped from outside. Restart the "
            + "kernel to end it."
    );
