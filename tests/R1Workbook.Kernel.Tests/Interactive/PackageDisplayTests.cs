using R1Workbook.Kernel.Contracts;
using R1Workbook.Kernel.Notebooks;
using R1Workbook.Kernel.Tests.Session;

namespace R1Workbook.Kernel.Tests.Interactive;

/// <summary>What the functions of Microsoft.DotNet.Interactive itself show, and the context of a cell. These tests hold
/// the names that PackageInternals reaches for.</summary>
[Collection(OneProcess.Name)]
public sealed class PackageDisplayTests(CellSessionHarness cells) : IClassFixture<CellSessionHarness>
{
    private const string Usings = ObjectModelTests.Usings;

    [Fact]
    public async Task What_the_package_itself_displays_is_shown_and_its_update_lands()
    {
        IReadOnlyList<CellOutput> outputs = await cells.RunAsync(
            Usings
                + """
                var one = Kernel.display("one", new string[0]); one.Update("one anew");
                var two = System.DisplayExtensions.Display(new { Two = 2 }, new string[0]);
                two.Update(new { Two = 22 });
                var three = "<svg id='three'/>".DisplayAs("image/svg+xml");
                KernelInvocationContext.Current.Display("four");
                Javascript("five()");
                """
        );

        Assert.Equal("one anew", outputs[0].Data("text/plain"));
        Assert.Contains("22", outputs[1].Data("text/html"), StringComparison.Ordinal);
        Assert.Equal("<svg id='three'/>", outputs[2].Data("image/svg+xml"));
        Assert.Equal("four", outputs[3].Data("text/plain"));
        Assert.Contains("five()", outputs[4].Data("text/html"), StringComparison.Ordinal);
        Assert.Equal(5, outputs.Count);
    }

    [Fact]
    public async Task The_token_of_the_context_is_cancelled_and_its_events_go_on()
    {
        (IReadOnlyList<CellOutput> outputs, CellError? error) = await cells.InterruptAtDisplayOrEndAsync(
            Usings
                + """
                var context = KernelInvocationContext.Current;
                display("begun");
                context.CancellationToken.WaitHandle.WaitOne();
                context.Display("by the context");
                """
        );

        Assert.Null(error);
        Assert.Equal(["begun", "by the context"], outputs.Select(output => output.Data("text/plain")));
    }

    [Fact]
    public async Task A_password_shows_as_stars() =>
        Assert.DoesNotContain(
            "secret",
            await cells.TextAsync("new Microsoft.DotNet.Interactive.PasswordString(\"secret\").ToString()") ?? "",
            StringComparison.Ordinal
        );
}
