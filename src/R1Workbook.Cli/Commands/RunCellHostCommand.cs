using System.CommandLine;
using R1Workbook.Kernel.Host;

namespace R1Workbook.Cli.Commands;

/// <summary><c>r1 run-cell-host PIPE</c>: the process in which <c>r1 run</c> runs the cells of one notebook. Not for
/// people.</summary>
internal static class RunCellHostCommand
{
    public const string Name = "run-cell-host";

    public static Command Create()
    {
        var pipe = new Argument<string>("pipe") { Description = "The pipe over which cells come." };
        var command = new Command(Name, "Run the cells of one notebook for 'r1 run'.") { pipe };
        command.Hidden = true;
        command.SetAction(arguments => CellHost.Run(arguments.GetRequiredValue(pipe)));
        return command;
    }
}
