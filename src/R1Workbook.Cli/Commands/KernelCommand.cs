using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.RegularExpressions;
using R1Workbook.Kernel.Host;
using R1Workbook.Kernel.Jupyter;

namespace R1Workbook.Cli.Commands;

/// <summary><c>r1 kernel</c>: the Jupyter kernel.</summary>
internal static partial class KernelCommand
{
    public static Command Create() =>
        new(
            "kernel",
            """
            The Jupyter kernel, for VS Code, JupyterLab and other clients.

            Example: r1 kernel install
            """
        )
        {
            Install(),
            Start(),
            Remove(),
        };

    /// <summary>Whether the verb says itself what Ctrl-C and SIGTERM do: to a kernel, Ctrl-C is the interrupt of a
    /// cell.</summary>
    public static bool TakesSignals(ParseResult arguments) =>
        arguments.CommandResult is { Command.Name: "start", Parent: CommandResult { Command.Name: "kernel" } };

    private static Command Install()
    {
        var place = new Place();
        var force = new Option<bool>("--force") { Description = "Replace a kernel of that name that is not ours." };
        var command = new Command("install", "Make the kernel known to Jupyter.") { force };
        place.AddTo(command);
        command.SetAction(arguments =>
            Guarded(() =>
            {
                HostCommand start = HostCommand.ThisProgram("kernel", "start");
                Console.WriteLine(
                    KernelSpec.Install(
                        place.Folder(arguments),
                        place.Name(arguments),
                        start.Arguments.Prepend(start.FileName),
                        arguments.GetValue(force)
                    )
                );
            })
        );
        return command;
    }

    private static Command Remove()
    {
        var place = new Place();
        var command = new Command("remove", "Take the kernel away from Jupyter.");
        place.AddTo(command);
        command.SetAction(arguments =>
            Guarded(() => Console.WriteLine(KernelSpec.Remove(place.Folder(arguments), place.Name(arguments))))
        );
        return command;
    }

    private static Command Start()
    {
        var file = new Argument<string>("connection-file")
        {
            Description = "The connection file that the Jupyter client wrote.",
        };
        var remote = new Option<bool>("--allow-remote")
        {
            Description =
                "Listen on an address that other machines can reach. Whoever reaches it and has the file's key runs "
                + "code here.",
        };
        var users = new Option<bool>("--allow-other-users")
        {
            Description =
                "Take connections of other users of this machine; without it only those of the same user and of root "
                + "are taken (on Linux, where this can be told).",
        };
        var command = new Command("start", "Serve a Jupyter client; clients call this.") { file, remote, users };
        command.SetAction(
            async (arguments, _) =>
            {
                try
                {
                    ConnectionFile connection = ConnectionFile.Read(
                        arguments.GetRequiredValue(file),
                        arguments.GetValue(remote)
                    ) with
                    {
                        AllowOtherUsers = arguments.GetValue(users),
                    };
                    using var kernel = new JupyterKernel(
                        connection,
                        HostCommand.ThisProgram(RunCellHostCommand.Name),
                        Console.Error
                    );
                    await kernel.RunAsync(CancellationToken.None);
                    return 0;
                }
                catch (ConnectionFileException exception)
                {
                    await Console.Error.WriteLineAsync(exception.Message);
                    return 1;
                }
            }
        );
        return command;
    }

    private static int Guarded(Action work)
    {
        try
        {
            work();
            return 0;
        }
        catch (Exception exception)
            when (exception is InvalidOperationException or IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine(exception.Message);
            return 1;
        }
    }

    /// <summary>The options that say which kernel is meant.</summary>
    private sealed partial class Place
    {
        // The name that the notebooks ask for, so that they open with this kernel.
        private readonly Option<string> _name = new("--name")
        {
            Description = "The kernel's name.",
            DefaultValueFactory = _ => ".net-csharp",
        };
        private readonly Option<bool> _user = new("--user")
        {
            Description = "For the current user; this is the default.",
        };
        private readonly Option<string?> _prefix = new("--prefix")
        {
            Description = "For the programs under this folder, such as a virtual environment.",
        };
        private readonly Option<bool> _sysPrefix = new("--sys-prefix")
        {
            Description = "For the virtual or conda environment that is active.",
        };

        public void AddTo(Command command)
        {
            foreach (Option option in (Option[])[_name, _user, _prefix, _sysPrefix])
            {
                command.Options.Add(option);
            }

            command.Validators.Add(result =>
            {
                if (
                    (result.GetValue(_user) ? 1 : 0)
                        + (result.GetValue(_sysPrefix) ? 1 : 0)
                        + (result.GetValue(_prefix) is null ? 0 : 1)
                    > 1
                )
                {
                    result.AddError("--user, --prefix and --sys-prefix each name a place; give one of them.");
                }

                if (result.GetValue(_sysPrefix) && ActiveEnvironment is null)
                {
                    result.AddError(
                        "--sys-prefix: no virtual or conda environment is active; activate it, or give its folder "
                            + "with --prefix."
                    );
                }

                if (
                    result.GetResult(_name) is { Implicit: false }
                    && !KernelName().IsMatch(result.GetValue(_name) ?? "")
                )
                {
                    result.AddError("--name takes letters of ASCII, digits, '.', '_' and '-'.");
                }
            });
        }

        public string Name(ParseResult arguments) => arguments.GetRequiredValue(_name);

        public string Folder(ParseResult arguments) =>
            KernelSpec.Folder(arguments.GetValue(_sysPrefix) ? ActiveEnvironment : arguments.GetValue(_prefix));

        private static string? ActiveEnvironment =>
            Environment.GetEnvironmentVariable("VIRTUAL_ENV") is { Length: > 0 } folder ? folder
            : Environment.GetEnvironmentVariable("CONDA_PREFIX") is { Length: > 0 } conda ? conda
            : null;

        [GeneratedRegex("^(?!\\.+$)[A-Za-z0-9._-]+$", RegexOptions.CultureInvariant)]
        private static partial Regex KernelName();
    }
}
