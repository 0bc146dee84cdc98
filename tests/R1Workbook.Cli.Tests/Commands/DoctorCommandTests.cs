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
}
