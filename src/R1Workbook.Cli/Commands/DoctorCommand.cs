using System.CommandLine;

namespace R1Workbook.Cli.Commands;

/// <summary><c>r1 doctor</c>: what on this machine works, what does not, and how to mend it.</summary>
internal static class DoctorCommand
{
    public static Command Create()
    {
        var command = new Command("doctor", "Say what on this machine works, what does not, and how to mend it.");
        command.SetAction(_ => 0);
        return command;
    }
}
