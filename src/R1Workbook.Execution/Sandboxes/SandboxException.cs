namespace R1Workbook.Execution.Sandboxes;

/// <summary>There is no sandbox on this machine; the message says what to install. Nothing is ever run without
/// one.</summary>
public sealed class SandboxException(string message) : Exception(message);
