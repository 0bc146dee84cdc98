using R1Workbook.Kernel.Contracts;
using R1Workbook.Kernel.Notebooks;
using R1Workbook.Kernel.Tests.Session;

namespace R1Workbook.Kernel.Tests.Interactive;

/// <summary>What cells and extensions do with the types of Microsoft.DotNet.Interactive.</summary>
[Collection(OneProcess.Name)]
public sealed class ObjectModelTests(CellSessionHarness cells) : IClassFixture<CellSessionHarness>
{
    internal const string Usings = """
        using Microsoft.DotNet.Interactive;
        using Microsoft.DotNet.Interactive.Commands;
        using Microsoft.DotNet.Interactive.Directives;
        using Microsoft.DotNet.Interactive.Events;
        using Microsoft.DotNet.Interactive.Formatting;

        """;

    [Fact]
    public async Task The_root_is_a_composite_kernel_with_a_kernel_for_each_language()
    {
        Assert.StartsWith(
            "csharp fsharp sql javascript html markdown mermaid value",
            await cells.TextAsync(
                Usings + "string.Join(' ', ((CompositeKernel)Kernel.Root).ChildKernels.Select(kernel => kernel.Name))"
            ),
            StringComparison.Ordinal
        );
        Assert.Equal("csharp", await cells.TextAsync(Usings + "Kernel.Current.Name"));
        Assert.Equal(
            "fsharp",
            await cells.TextAsync("var before = 1;\n#!fsharp\nMicrosoft.DotNet.Interactive.Kernel.Current.Name")
        );
    }

    [Fact]
    public async Task Code_that_a_cell_sends_runs_shows_and_answers()
    {
        IReadOnlyList<CellOutput> outputs = await cells.RunAsync(
            Usings
                + """
                var sent = await Kernel.Root.SendAsync(new SubmitCode("let sentValue = 6\nsentValue * 7", "fsharp"));
                sent.Events.OfType<ReturnValueProduced>().Single().Value
                """
        );

        Assert.Equal(["42", "42"], outputs.Select(output => output.Data("text/plain")));
        Assert.Equal(["display_data", "execute_result"], outputs.Select(output => output.Kind));
    }

    [Fact]
    public async Task Sent_code_may_hold_directives_of_the_engine()
    {
        await cells.RunAsync("#!fsharp\nlet lent = 12");

        await cells.RunAsync(
            Usings + "await Kernel.Root.SubmitCodeAsync(\"#!share --name lent --from fsharp\\nvar twice = lent * 2;\");"
        );

        Assert.Equal("24", await cells.TextAsync("twice"));
    }

    [Fact]
    public async Task Code_that_is_sent_and_wrong_fails_with_its_diagnostic()
    {
        IReadOnlyList<CellOutput> outputs = await cells.RunAsync(
            Usings
                + "var wrong = await Kernel.Root.SubmitCodeAsync(\"var sentWrong = nowhere;\");\n"
                + "wrong.Events.OfType<CommandFailed>().Single().Message.Contains(\"nowhere\")"
        );

        Assert.Contains("nowhere", outputs[0].Text, StringComparison.Ordinal);
        Assert.Equal("True", outputs[^1].Data("text/plain"));
    }

    [Fact]
    public async Task Values_are_asked_for_and_sent()
    {
        await cells.RunAsync("var given = new List<int> { 1, 2 };");
        Assert.Equal(
            "True [1,2]",
            await cells.TextAsync(
                Usings
                    + """
                    var asked = await Kernel.Root.SendAsync(new RequestValue("given", targetKernelName: "csharp"));
                    var answered = asked.Events.OfType<ValueProduced>().Single();
                    $"{object.ReferenceEquals(answered.Value, given)} {answered.FormattedValue.Value}"
                    """
            )
        );
        Assert.Equal(
            "True",
            await cells.TextAsync(
                Usings
                    + """
                    var infos = await Kernel.Root.SendAsync(new RequestValueInfos("csharp"));
                    infos.Events.OfType<ValueInfosProduced>().Single().ValueInfos.Any(info => info.Name == "given")
                    """
            )
        );
        await cells.RunAsync(
            Usings + "await Kernel.Root.SendAsync(new SendValue(\"taken\", given, null, \"fsharp\"));"
        );
        Assert.Equal("2", await cells.TextAsync("#!fsharp\ntaken.Count"));
    }

    [Fact]
    public async Task A_value_that_there_is_not_fails_with_the_closest_name()
    {
        await cells.RunAsync("var nearlyThis = 1;");

        IReadOnlyList<CellOutput> outputs = await cells.RunAsync(
            Usings
                + """
                var none = await Kernel.Root.SendAsync(new RequestValue("nearlyThat", targetKernelName: "csharp"));
                none.Events.OfType<CommandFailed>().Single().Message
                """
        );

        Assert.Contains("did you mean nearlyThis?", outputs[0].Text, StringComparison.Ordinal);
        Assert.Contains("did you mean nearlyThis?", outputs[1].Data("text/plain"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Editing_is_answered_too()
    {
        await cells.RunAsync("var toBeCompleted = \"text\";");

        Assert.Equal(
            "True True",
            await cells.TextAsync(
                Usings
                    + """
                    // Within a context there are no events of a command's parts, here as on the real one.
                    var root = Kernel.Root;
                    Task<KernelCommandResult> Apart(KernelCommand command)
                    {
                        using (System.Threading.ExecutionContext.SuppressFlow())
                            return Task.Run(() => root.SendAsync(command));
                    }
                    var offered = await Apart(new RequestCompletions("1;\ntoBeComp", new LinePosition(1, 8), "csharp"));
                    var names = offered.Events.OfType<CompletionsProduced>().Single().Completions
                        .Select(item => item.DisplayText);
                    var hover = await Apart(new RequestHoverText("Math.Sqrt", new LinePosition(0, 7), "csharp"));
                    var said = hover.Events.OfType<HoverTextProduced>().Single().Content.First().Value;
                    $"{names.Contains("toBeCompleted")} {said.Contains("Sqrt")}"
                    """
            )
        );
    }

    [Fact]
    public async Task A_kernel_that_a_cell_adds_is_a_language()
    {
        await cells.RunAsync(
            Usings
                + """
                public class EchoKernel() : Kernel("echo"), IKernelCommandHandler<SubmitCode>
                {
                    Task IKernelCommandHandler<SubmitCode>.HandleAsync(
                        SubmitCode command, KernelInvocationContext context)
                    {
                        if (command.Code.Contains("fail")) context.Fail(command, message: "asked to fail");
                        else context.Display("echo of " + command.Code.Trim(), "text/plain");
                        return Task.CompletedTask;
                    }
                }
                ((CompositeKernel)Kernel.Root).Add(new EchoKernel());
                """
        );

        Assert.Equal("echo of said", await cells.TextAsync("#!echo\nsaid"));
        CellError error = await cells.FailAsync("1\n#!echo\nfail");
        Assert.Equal("asked to fail", error.Message);
        Assert.Contains(cells.Session.Complete("#!ech", "csharp", 5).Items, item => item.Text == "echo");
    }

    [Fact]
    public async Task A_directive_that_a_cell_adds_runs_completes_and_fails_with_its_line()
    {
        await cells.RunAsync(
            Usings
                + """
                public class Greet : KernelDirectiveCommand { public string Who { get; set; } }
                Kernel.Root.AddDirective<Greet>(
                    new KernelActionDirective("#!greet")
                    {
                        Description = "Greets.",
                        Parameters = { new("--who") { Required = true } },
                    },
                    (command, context) =>
                    {
                        if (command.Who == "nobody") context.Fail(command, message: "nobody is there");
                        else context.DisplayAs("hello " + command.Who, "text/plain");
                        return Task.CompletedTask;
                    });
                """
        );

        IReadOnlyList<CellOutput> outputs = await cells.RunAsync("#!greet --who you\n\"and the code after it\"");
        Assert.Equal(["hello you", "and the code after it"], outputs.Select(output => output.Data("text/plain")));
        CellError error = await cells.FailAsync("1\n#!greet --who nobody");
        Assert.Equal((2, "nobody is there"), (error.Line, error.Message));
        Assert.Equal(2, (await cells.FailAsync("1\n#!greet")).Line);
        Assert.Contains(cells.Session.Complete("#!gre", "csharp", 5).Items, item => item.Text == "greet");
        Assert.Contains("did you mean #!greet?", (await cells.FailAsync("#!gret")).Message, StringComparison.Ordinal);
    }
}
