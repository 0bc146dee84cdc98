namespace R1Workbook.Kernel.Debugging;

/// <summary>A request of a debugger that cannot be answered; the message says why, and goes to the front end.</summary>
internal sealed class DebugRefusedException(string message) : Exception(message);
