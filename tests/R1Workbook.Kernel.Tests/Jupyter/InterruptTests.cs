using System.Diagnostics;
using System.Text.Json.Nodes;

namespace R1Workbook.Kernel.Tests.Jupyter;

public sealed class InterruptTests(RunningKernel kernel) : IClassFixture<RunningKernel>
{
    [Theory]
    [InlineData("await Task.Delay(-1, token);")]
    [InlineData("while (!token.IsCancellationRequested) { } token.ThrowIfCancellationRequested();")]
    public void A_cell_that_honours_its_token_stops_and_variables_survive(string code) =>
        AssertStops(
            "var token = Microsoft.DotNet.Interactive.KernelInvocationContext.Current.CancellationToken;\n" + code
        );

    [Theory]
    [InlineData("while (true) { }")]
    [InlineData("for (;;) { for (int i = 0; i < 10; i++) { try { i--; } catch { } } }")]
    [InlineData("while (true) { try { while (true) { } } catch (Exception) { } }")]
    [InlineData("await Task.Delay(-1);")]
    [InlineData(
        "public static class Endless { public static void Twice(this int n) { while (true) n *= 2; } }\n3.Twice();"
    )]
    [InlineData("System.Threading.Thread.Sleep(-1);")]
    [InlineData("IEnumerable<int> Endless() { while (true) yield return 1; } Endless().Where(i => i > 1).Count()")]
    [InlineData(
        "Enumerable.Repeat(1, int.MaxValue).SelectMany(i => Enumerable.Repeat(i, int.MaxValue)).LongCount(i => { "
            + "return i > 1; })"
    )]
    public void A_cell_of_the_interrupt_table_stops_and_variables_survive(string code) => AssertStops(code);

    [Fact]
    public void An_interrupt_right_after_the_cell_was_sent_is_not_lost()
    {
        using var client = new WireClient(kernel);
        string id = client.Start(
            "await Task.Delay(-1, Microsoft.DotNet.Interactive.KernelInvocationContext.Current.CancellationToken);"
        );
        client.WaitFor(id, "execute_input");
        client.Interrupt();
        Assert.Equal("Interrupted", (string)client.Reply(id).Content["ename"]!);
    }

    [Fact]
    public void An_interrupt_while_nothing_runs_does_nothing()
    {
        using var client = new WireClient(kernel);
        client.Interrupt();
        Assert.Equal("2", client.Value("1 + 1"));
    }

    [Fact]
    public void A_user_expression_can_be_interrupted()
    {
        using var client = new WireClient(kernel);
        string id = client.Start(
            "",
            content =>
                content["user_expressions"] = new JsonObject
                {
                    ["endless"] = "new Func<int>(() => { while (true) { } })()",
                }
        );
        client.WaitFor(id, "execute_input");
        client.Interrupt();
        JsonNode reply = client.Reply(id).Content;
        Assert.Equal(
            ("ok", "Interrupted"),
            ((string)reply["status"]!, (string)reply["user_expressions"]!["endless"]!["ename"]!)
        );
    }

    [Fact]
    public void A_user_expression_that_does_not_stop_loses_its_process_and_the_user_is_told()
    {
        using var client = new WireClient();
        string begun = Path.Combine(Path.GetDirectoryName(client.ConnectionFile)!, "begun");

        // One long call of a library that looks at no interrupt.
        string id = client.Start(
            "",
            content =>
                content["user_expressions"] = new JsonObject
                {
                    ["endless"] =
                        $"new Func<bool>(() => {{ System.IO.File.WriteAllText(\"{begun}\", \"\"); return "
                        + "System.Numerics.BigInteger.Pow(3, 200_000_000).IsOne; })()",
                }
        );
        Assert.True(SpinWait.SpinUntil(() => File.Exists(begun), TimeSpan.FromSeconds(60)));
        client.Interrupt();
        JsonNode answer = client.Reply(id).Content["user_expressions"]!["endless"]!;
        Assert.Equal("Interrupted", (string)answer["ename"]!);
        Assert.Contains("so its process was replaced; variables", (string)answer["evalue"]!, StringComparison.Ordinal);
        Assert.Equal("2", client.Value("1 + 1"));
    }

    [Fact]
    public void A_cell_that_does_not_stop_loses_its_process_and_the_user_is_told()
    {
        using var client = new WireClient();
        client.Execute("int kept = 5;");

        // No guard reaches into native code.
        string id = client.Start(
            "[System.Runtime.InteropServices.DllImport(\"libc\")] static extern uint sleep(uint seconds);\n"
                + "Console.WriteLine(\"it runs\"); for (int i = 0; i < 100; i++) sleep(100);"
        );
        client.WaitFor(id, "stream");
        client.Interrupt();
        JsonNode stopped = client.Reply(id).Content;
        Assert.Equal("Interrupted", (string)stopped["ename"]!);
        Assert.Equal(
            "This cell could not be stopped, so its process was replaced; variables of earlier cells are gone: run "
                + "those cells again.",
            (string)stopped["evalue"]!
        );
        Assert.Contains("kept", client.Value("kept"), StringComparison.Ordinal);
        Assert.Equal("2", client.Value("1 + 1"));
    }

    [Fact]
    public void An_FSharp_loop_that_does_not_stop_loses_its_process_and_the_user_is_told_the_same()
    {
        using var client = new WireClient();
        string id = client.Start("#!fsharp\nprintfn \"it runs\"\nwhile true do ()");
        client.WaitFor(id, "stream");
        client.Interrupt();
        JsonNode stopped = client.Reply(id).Content;
        Assert.Equal("Interrupted", (string)stopped["ename"]!);
        Assert.Contains("so its process was replaced; variables", (string)stopped["evalue"]!, StringComparison.Ordinal);
        Assert.Equal("2", client.Value("#!fsharp\n1 + 1"));
    }

    [Fact]
    public void SIGINT_interrupts_the_cell_and_SIGTERM_ends_the_kernel()
    {
        using var client = new WireClient();
        client.Execute("int kept = 5;");
        string id = client.Start(
            "Console.WriteLine(\"it runs\"); await Task.Delay(-1, "
                + "Microsoft.DotNet.Interactive.KernelInvocationContext.Current.CancellationToken);"
        );
        client.WaitFor(id, "stream");
        Signal("INT", client.Kernel.Id);
        Assert.Equal("Interrupted", (string)client.Reply(id).Content["ename"]!);
        Assert.Equal("5", client.Value("kept"));
        Signal("TERM", client.Kernel.Id);
        Assert.True(client.Kernel.WaitForExit(60_000));
        Assert.Equal(0, client.Kernel.ExitCode);
    }

    [Fact]
    public void SIGINT_interrupts_the_cell_of_a_kernel_whose_server_ignores_it()
    {
        // A shell without job control starts what is in the background with SIGINT ignored.
        using var kernel = new RunningKernel(start =>
        {
            string[] command = [start.FileName, .. start.ArgumentList];
            start.FileName = "sh";
            start.ArgumentList.Clear();
            foreach (string word in (string[])["-c", "trap '' INT; exec \"$@\"", "sh", .. command])
                start.ArgumentList.Add(word);
        });
        using var client = new WireClient(kernel);
        string id = client.Start("Console.WriteLine(\"it runs\"); await Task.Delay(-1);");
        client.WaitFor(id, "stream");
        Signal("INT", client.Kernel.Id);
        Assert.Equal("Interrupted", (string)client.Reply(id).Content["ename"]!);
    }

    private void AssertStops(string code)
    {
        using var client = new WireClient(kernel);
        client.Execute("int kept = 5;");
        string id = client.Start("Console.WriteLine(\"it runs\");\n" + code);
        client.WaitFor(id, "stream");
        client.Interrupt();
        Assert.Equal("Interrupted", (string)client.Reply(id).Content["ename"]!);
        Assert.Equal("5", client.Value("kept"));
    }

    private static void Signal(string name, int process)
    {
        using Process kill = Process.Start(
            "kill",
            ["-" + name, process.ToString(System.Globalization.CultureInfo.InvariantCulture)]
        );
        kill.WaitForExit();
    }
}
