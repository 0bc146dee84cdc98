namespace R1Workbook.Kernel.Running;

/// <summary>Asks the reader of the notebook for a line.</summary>
/// <param name="prompt">What is asked.</param>
/// <param name="password">Whether the answer is not to be seen while it is typed.</param>
/// <param name="cancellationToken">Stops the waiting.</param>
public delegate Task<string> UserInput(string prompt, bool password, CancellationToken cancellationToken);
