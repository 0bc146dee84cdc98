using System.Globalization;
using System.Security.Cryptography;

namespace R1Workbook.Execution.Programs;

/// <summary>
/// What a program writes behind its last test, to show that it came there. The key is drawn for each run and is in the
/// program as two numbers that are put together only at the end; names that end in <see cref="Suffix"/> cannot be
/// guessed by an answer that was written before.
/// </summary>
/// <remarks>
/// This guards against a program that ends early, that makes assertions do nothing, or that writes what it likes. It
/// cannot guard against an answer that takes its own compiled code apart while it runs and finds the numbers, nor
/// against one that rewrites the stack of its caller: tests and answer are one process. Python's tests
/// do not have this weakness (see Judging).
/// </remarks>
/// <param name="First">One part.</param>
/// <param name="Second">The other.</param>
/// <param name="Suffix">Letters and digits for names.</param>
internal sealed record TestKey(ulong First, ulong Second, string Suffix)
{
    /// <summary>A new key. It must not be foreseen, so it comes from the system and from no seed.</summary>
    public static TestKey Draw() => new(Number(), Number(), Number().ToString("x16", CultureInfo.InvariantCulture));

    /// <summary>Whether an output holds the key in a line of its own.</summary>
    public bool IsIn(string output) =>
        output.Split('\n').Contains((First ^ Second).ToString("x16", CultureInfo.InvariantCulture));

    private static ulong Number() => BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(8));
}
