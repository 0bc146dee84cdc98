using System.CommandLine;
using System.Globalization;
using R1Workbook.Cli.Commands;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;

var root = new RootCommand("r1: learn, run and check how DeepSeek-R1 was made.");
root.Subcommands.Add(BookCommand.Create());
root.Subcommands.Add(VerifyCommand.Create());
root.Subcommands.Add(RewardCommand.Create());
root.Subcommands.Add(LossCommand.Create());
root.Subcommands.Add(ScoreCommand.Create());
root.Subcommands.Add(DataCommand.Create());
root.Subcommands.Add(EvalCommand.Create());
root.Subcommands.Add(ContaminationCommand.Create());
root.Subcommands.Add(DoctorCommand.Create());
root.Subcommands.Add(TrainCommand.Create());
root.Subcommands.Add(RunCommand.Create());
root.Subcommands.Add(KernelCommand.Create());
root.Subcommands.Add(RunCellHostCommand.Create());
ParseResult arguments = root.Parse(args);

// After Ctrl-C a verb still saves what was done.
var invocation = new InvocationConfiguration
{
    ProcessTerminationTimeout = KernelCommand.TakesSignals(arguments) ? null : TimeSpan.FromSeconds(20),
};
return arguments.Errors.Count > 0 ? InvalidArguments(arguments) : await arguments.InvokeAsync(invocation);

// The contract of the command line: 2 means that nothing was tried.
static int InvalidArguments(ParseResult arguments)
{
    arguments.Invoke();
    return 2;
}
