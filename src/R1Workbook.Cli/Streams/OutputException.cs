namespace R1Workbook.Cli.Streams;

/// <summary>Standard output takes no more, for example because the disk is full.</summary>
internal sealed class OutputException(string reason, Exception? cause = null)
    : Exception(
        $"standard output cannot be written ({reason.TrimEnd('.')}). What was written before is kept; mend that, then "
            + "the same command.",
        cause
    );
