namespace R1Workbook.Kernel.Zmtp;

/// <summary>A peer sent what the protocol does not allow, or more than it may; its connection is closed.</summary>
internal sealed class ZmtpException(string message) : IOException(message);
