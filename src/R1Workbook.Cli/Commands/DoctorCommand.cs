using System.CommandLine;
using R1Workbook.Execution.Sandboxes;

namespace R1Workbook.Cli.Commands;

/// <summary><c>r1 doctor</c>: what on this machine works, what does not, and how to mend it.</summary>
internal static class DoctorCommand
{
    public static Command Create()
    {
        var command = new Command(
            "doctor",
            "Say what on this machine works, what does not, and how to mend it. Example: r1 doctor"
        );
        command.SetAction(_ =>
            Report(Console.Out, [.. MachineCheck.Run().Where(part => part.Part != "sandbox"), .. Sandboxes()])
        );
        return command;
    }

    /// <summary>The sandbox, tried with a program, and each of its limits: by what it is held, or why it cannot
    /// be.</summary>
    internal static IReadOnlyList<MachinePart> Sandboxes() =>
        Sandbox.Unavailable is { } reason
            ?
            [
                new(
                    "sandbox",
                    Works: false,
                    Needed: false,
                    reason,
                    "only for running programs that a model wrote; nothing is run without it"
                ),
            ]
            :
            [
                new("sandbox", Works: true, Needed: false, "a program ran in it", ""),
                .. Sandbox
                    .LimitStates()
                    .Select(limit => new MachinePart(
                        "sandbox: " + limit.Limit,
                        limit.Holds,
                        Needed: false,
                        limit.How,
                        limit.Holds ? "" : "docs/security.md says what this means and how to have it held"
                    )),
            ];

    /// <summary>One line a part; exit code 1 where a needed part does not work.</summary>
    internal static int Report(TextWriter output, IReadOnlyList<MachinePart> parts)
    {
        int width = parts.Max(part => part.Part.Length);
        foreach (MachinePart part in parts)
        {
            string state =
                part.Works ? "works  "
                : part.Needed ? "BROKEN "
                : "missing";
            output.WriteLine($"{state}  {part.Part.PadRight(width)}  {part.Found}");
            if (!part.Works)
                output.WriteLine($"{new string(' ', width + 11)}-> {part.Mend}");
        }
        bool works = parts.All(part => part.Works || !part.Needed);
        output.WriteLine(
            works
                ? "Everything that the workbook needs works here."
                : "Mend what is BROKEN above, then run r1 doctor again."
        );
        return works ? 0 : 1;
    }
}
