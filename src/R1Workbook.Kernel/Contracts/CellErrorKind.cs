namespace R1Workbook.Kernel.Contracts;

/// <summary>What kind of end a cell came to. What happens next depends on the kind alone, never on the error's name: a
/// cell may throw an exception of any name.</summary>
public enum CellErrorKind
{
    /// <summary>The cell's own code threw, or its query failed while it ran.</summary>
    Thrown,

    /// <summary>The cell cannot run as it is written: it does not compile, a directive or a reference is
    /// wrong.</summary>
    Invalid,

    /// <summary>The cell was interrupted and has ended; variables are as it left them.</summary>
    Interrupted,

    /// <summary>The cell was interrupted and goes on in the background: only the end of its process stops it.</summary>
    NotInterrupted,

    /// <summary>The language cannot run a cell now.</summary>
    Busy,

    /// <summary>The whole run of the notebook was stopped while the cell ran.</summary>
    Stopped,

    /// <summary>The cell ran longer than it may.</summary>
    TimedOut,

    /// <summary>The process of the cells ended, or was replaced; variables are gone.</summary>
    ProcessEnded,

    /// <summary>The engine failed, not the cell.</summary>
    EngineFault,
}
