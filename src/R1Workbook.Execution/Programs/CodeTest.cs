namespace R1Workbook.Execution.Programs;

/// <summary>One test of a program.</summary>
public abstract record CodeTest
{
    /// <summary>The program reads an input and must write an output.</summary>
    /// <param name="Input">What it reads from standard input.</param>
    /// <param name="Expected">What it must write to standard output; spaces at the ends of lines and empty lines at the
    /// end do not count.</param>
    public sealed record InputOutput(string Input, string Expected) : CodeTest;

    /// <summary>Code in the language of the answer that is put behind it; it must end without an exception and with
    /// exit code 0.</summary>
    /// <param name="Code">Assertions on the answer's functions, for example <c>assert f(2) == 4</c>.</param>
    public sealed record Assertion(string Code) : CodeTest;
}
