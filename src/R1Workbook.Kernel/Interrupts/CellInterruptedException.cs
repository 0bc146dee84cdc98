namespace R1Workbook.Kernel.Interrupts;

/// <summary>Ends code of a cell that was interrupted. Code that catches it is stopped again at its next
/// guard.</summary>
public sealed class CellInterruptedException() : OperationCanceledException("The cell was interrupted.");
