namespace R1Workbook.Kernel.Notebooks;

/// <summary>A file that cannot be read as a notebook; the message names the file, the place and what to do.</summary>
public sealed class NotebookException : Exception
{
    /// <summary>Makes the error from a message that already names file and place.</summary>
    /// <param name="message">What was wrong, where, and what to do.</param>
    /// <param name="inner">The error underneath, if any.</param>
    public NotebookException(string message, Exception? inner = null)
        : base(message, inner) { }
}
