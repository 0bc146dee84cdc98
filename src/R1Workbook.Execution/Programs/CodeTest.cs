namespace R1Workbook.Execution.Programs;

/// <summary>One test of a program.</summary>
public abstract record CodeTest
{
    /// <summary>The program reads an input and must write an output.</summary>
    /// <param name="Input">What it reads from standard input.</param>
    /// <param name="Expected">What it must write to standard output; spaces at the ends of lines and empty lines at the
    /// end do not count.</param>
    public sealed record InputOutput(string Input, string Expected) : CodeTest;

    /// <summary>
    /// Code in the language of the answer that checks its functions. It must be seen to run to its end. In Python it
    /// runs in a process of its own, which asks the answer for values; in C# and C++ it is compiled with the answer.
    /// </summary>
    /// <param name="Code">Assertions on the answer's functions, for example <c>assert f(2) == 4</c>. In C++ they stand
    /// in <c>main</c>; in C# they are statements of the top level, or stand in <c>Main</c> as
    /// <c>Debug.Assert</c>.</param>
    public sealed record Assertion(string Code) : CodeTest
    {
        /// <summary>
        /// What the code needs to be compiled or run before the answer. In C++: includes, types and the head of the
        /// function; the tests then stand before the answer, so that its macros and operators do not reach them. In
        /// Python: functions that the tests use beside the answer's.
        /// </summary>
        public string Before { get; init; } = "";

        /// <summary>The function of the answer that the code asks for; in Python every name that the code does not
        /// define is the answer's where this is empty.</summary>
        public string Function { get; init; } = "";
    }

    /// <summary>A Python function, or a method of the class <c>Solution</c>, is called with plain values and must
    /// return one (LeetCode's form).</summary>
    /// <param name="Function">The function; <c>Solution.f</c> for a method.</param>
    /// <param name="Arguments">One JSON value a line.</param>
    /// <param name="Expected">The JSON value that is returned. A tuple counts as a list, as in LiveCodeBench.</param>
    public sealed record Call(string Function, string Arguments, string Expected) : CodeTest;
}
