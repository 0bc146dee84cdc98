using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using R1Workbook.Cli.Commands;
using R1Workbook.Cli.Streams;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;

if (args is not [RunCellHostCommand.Name, ..])
    StandardStreams.Install();

var root = new RootCommand(
    "r1: learn, run and check how DeepSeek-R1 was made. Exit codes: 0 done, 1 the work failed, 2 bad arguments; 130, "
        + "143 and 129 stopped by Ctrl-C (SIGINT), SIGTERM and SIGHUP."
);
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

if (arguments.Errors.Count > 0)
    return InvalidArguments(arguments);

// To a kernel, Ctrl-C is the interrupt of a cell; the process of the cells takes its orders from the one that started
// it.
if (KernelCommand.TakesSignals(arguments) || arguments.CommandResult.Command.Name == RunCellHostCommand.Name)
    return await arguments.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });

// A training writes its checkpoint and a notebook is saved with what ran; other verbs have written what they know.
bool saves = Chain(arguments.CommandResult).Any(command => command.Name is "train" or "run");
return await new VerbRun(arguments, TimeSpan.FromSeconds(saves ? 20 : 1)).RunAsync();

static IEnumerable<Command> Chain(CommandResult result) =>
    result.Parent is CommandResult parent ? Chain(parent).Append(result.Command) : [result.Command];

// The contract of the command line: 2 means that nothing was tried.
static int InvalidArguments(ParseResult arguments)
{
    arguments.Invoke();
    return 2;
}
