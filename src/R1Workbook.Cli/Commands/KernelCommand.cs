using System.CommandLine;
using R1Workbook.Kernel.Jupyter;
using R1Workbook.Kernel.Running;

namespace R1Workbook.Cli.Commands;

/// <summary><c>r1 kernel</c>: the Jupyter kernel.</summary>
internal static class KernelCommand
{
    public static Command Create() => new("kernel", """
        The Jupyter kernel, for VS Code, JupyterLab and other clients.

        Example: r1 kernel install
        """)
    {
        Install(), Start(), Remove(),
    };

    private static Command Install()
    {
        (Option<string> name, Option<string?> prefix) = Place();
        var force = new Option<bool>("--force") { Description = "Replace a kernel of that name that is not ours." };
        var command = new Command("install", "Make the kernel known to Jupyter.") { name, prefix, force };
        command.SetAction(arguments => Guarded(() =>
        {
            HostCommand start = HostCommand.ThisProgram("kernel", "start");
            string folder = KernelSpec.Install(KernelSpec.Folder(arguments.GetValue(prefix)), arguments.GetRequiredValue(name), start.Arguments.Prepend(start.FileName), arguments.GetValue(force));
            Console.WriteLine(folder);
        }));
        return command;
    }

    private static Command Remove()
    {
        (Option<string> name, Option<string?> prefix) = Place();
        var command = new Command("remove", "Take the kernel away from Jupyter.") { name, prefix };
        command.SetAction(arguments => Guarded(() => Console.WriteLine(KernelSpec.Remove(KernelSpec.Folder(arguments.GetValue(prefix)), arguments.GetRequiredValue(name)))));
        return command;
    }

    private static Command Start()
    {
        var file = new Argument<string>("connection-file") { Description = "The connection file that the Jupyter client wrote." };
        var command = new Command("start", "Serve a Jupyter client; clients call this.") { file };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            try
            {
                using var kernel = new JupyterKernel(ConnectionFile.Read(arguments.GetRequiredValue(file)), HostCommand.ThisProgram(RunCellHostCommand.Name), Console.Error);
                await kernel.RunAsync(cancellationToken);
                return 0;
            }
            catch (Exception exception) when (exception is ConnectionFileException or NetMQ.NetMQException)
            {
                await Console.Error.WriteLineAsync(exception.Message);
                return 1;
            }
        });
        return command;
    }

    // The name that the notebooks ask for, so that they open with this kernel.
    private static (Option<string> Name, Option<string?> Prefix) Place() => (
        new Option<string>("--name") { Description = "The kernel's name.", DefaultValueFactory = _ => ".net-csharp" },
        new Option<string?>("--prefix") { Description = "A folder such as that of a virtual environment; default: the current user." });

    private static int Guarded(Action work)
    {
        try
        {
            work();
            return 0;
        }
        catch (Exception exception) when (exception is InvalidOperationException or IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine(exception.Message);
            return 1;
        }
    }
}
