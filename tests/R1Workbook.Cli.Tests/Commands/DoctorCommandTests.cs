using R1Workbook.Cli.Commands;

namespace R1Workbook.Cli.Tests.Commands;

public class DoctorCommandTests
{
    [Theory]
    [InlineData(true, true, 0, "works")]
    [InlineData(false, true, 1, "BROKEN")]
    [InlineData(false, false, 0, "missing")]
    public void A_broken_part_fails_the_doctor_only_where_it_is_needed(
        bool works,
        bool needed,
        int exitCode,
        string state
    )
    {
        var output = new StringWriter();

        Assert.Equal(
            exitCode,
            DoctorCommand.Report(output, [new MachinePart("libtorch", works, needed, "found", "build again")])
        );

        Assert.StartsWith(state, output.ToString(), StringComparison.Ordinal);
        Assert.Equal(!works, output.ToString().Contains("-> build again", StringComparison.Ordinal));
    }

    [SkippableFact]
    public void Each_limit_of_the_sandbox_has_a_line_and_memory_says_by_what_it_is_held()
    {
        Skip.If(Execution.Sandboxes.Sandbox.Unavailable is not null, Execution.Sandboxes.Sandbox.Unavailable);
        IReadOnlyList<MachinePart> parts = DoctorCommand.Sandboxes();

        Assert.Equal(
            ["sandbox", "sandbox: memory", "sandbox: processes", "sandbox: time", "sandbox: files"],
            parts.Take(5).Select(part => part.Part)
        );
        Assert.Matches("control group|every 50 ms", parts[1].Found);
        Assert.Equal(parts[1].Works, !parts[1].Found.Contains("50 ms", StringComparison.Ordinal));
    }
}
