using System.Text;

namespace R1Workbook.Kernel.Interactive;

/// <summary>Asks the user of the notebook for a line of text.</summary>
/// <param name="prompt">What is asked.</param>
/// <param name="isPassword">Whether what is typed stays hidden.</param>
/// <param name="cancellationToken">Cancelled when the cell is to stop; the question is then given up.</param>
/// <returns>What was typed, without the end of the line.</returns>
/// <exception cref="NoInputException">There is nobody to ask.</exception>
public delegate Task<string> UserInput(string prompt, bool isPassword, CancellationToken cancellationToken);

/// <summary>A cell asked for input where nobody can give any; the message says why.</summary>
public sealed class NoInputException(string message) : InvalidOperationException(message);

/// <summary>Console.In of cells: each line is asked of the user.</summary>
internal sealed class InputReader(UserInput ask) : TextReader
{
    private string _rest = "";

    public override int Peek() => Rest() is { Length: > 0 } rest ? rest[0] : -1;

    public override int Read()
    {
        string rest = Rest();
        _rest = rest[1..];
        return rest[0];
    }

    public override int Read(char[] buffer, int index, int count)
    {
        string rest = Rest();
        int taken = Math.Min(count, rest.Length);
        rest.CopyTo(0, buffer, index, taken);
        _rest = rest[taken..];
        return taken;
    }

    public override string ReadLine()
    {
        string line = Rest();
        _rest = "";
        return line[..^1];
    }

    public override string ReadToEnd()
    {
        var text = new StringBuilder(Rest());
        _rest = "";
        return text.ToString();
    }

    // One line at a time, as a terminal gives them.
    private string Rest() =>
        _rest.Length > 0
            ? _rest
            : _rest = ask("", false, RunningCell.Current?.CancellationToken ?? default).GetAwaiter().GetResult() + "\n";
}
