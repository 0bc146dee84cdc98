using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;

namespace R1Workbook.Kernel.Tests.Jupyter;

/// <summary>How a kernel ends, and what ends with it.</summary>
public sealed class LifetimeTests
{
    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void It_shuts_down_when_asked_on_either_socket(bool control, bool restart)
    {
        using var client = new WireClient();
        client.Execute("1");
        WireMessage reply = client.Reply(
            client.Ask("shutdown_request", new JsonObject { ["restart"] = restart }, control),
            control
        );
        Assert.Equal(
            ("shutdown_reply", "ok", restart),
            (reply.Type, (string)reply.Content["status"]!, (bool)reply.Content["restart"]!)
        );
        Assert.True(client.Kernel.WaitForExit(60_000));
        Assert.Equal(0, client.Kernel.ExitCode);
    }

    [Fact]
    public void A_shutdown_does_not_wait_for_the_cell_but_its_last_words_are_said()
    {
        using var client = new WireClient();
        string id = client.Start(
            "Console.WriteLine(1); try { await Task.Delay(-1, "
                + "Microsoft.DotNet.Interactive.KernelInvocationContext.Current.CancellationToken); } finally { "
                + "System.IO.File.WriteAllText(\"last.txt\", \"words\"); }"
        );
        client.WaitFor(id, "stream");
        string folder = Path.GetDirectoryName(client.ConnectionFile)!;
        client.Reply(
            client.Ask("shutdown_request", new JsonObject { ["restart"] = false }, control: true),
            control: true
        );
        Assert.True(client.Kernel.WaitForExit(60_000));
        Assert.Equal("words", File.ReadAllText(Path.Combine(folder, "last.txt")));
    }

    [Fact]
    public void A_cell_that_ends_its_process_leaves_a_kernel_that_goes_on()
    {
        using var client = new WireClient();
        client.Execute("int lost = 5;");
        string ended = client.Value("Environment.Exit(3);");
        Assert.Contains("exit code 3", ended, StringComparison.Ordinal);
        Assert.Contains("Variables of earlier cells are gone", ended, StringComparison.Ordinal);
        Assert.Contains("lost", client.Value("lost"), StringComparison.Ordinal);
        Assert.Equal("2", client.Value("1 + 1"));
    }

    [Fact]
    public void A_process_that_ends_between_cells_is_told_by_the_next()
    {
        using var client = new WireClient();
        int cells = int.Parse(client.Value("Environment.ProcessId"), CultureInfo.InvariantCulture);
        client.Execute(
            "_ = Task.Run(async () => { while (!System.IO.File.Exists(\"end\")) await Task.Delay(10); "
                + "Environment.Exit(4); });"
        );
        File.WriteAllText(Path.Combine(Path.GetDirectoryName(client.ConnectionFile)!, "end"), "");
        AssertEnds(cells);
        Assert.Contains("exit code 4", client.Value("1"), StringComparison.Ordinal);
        Assert.Equal("2", client.Value("1 + 1"));
    }

    [Fact]
    public void The_process_of_cells_and_what_it_started_end_with_a_kernel_that_is_killed()
    {
        using var client = new WireClient();
        int cells = int.Parse(client.Value("Environment.ProcessId"), CultureInfo.InvariantCulture);
        int child = int.Parse(
            client.Value("System.Diagnostics.Process.Start(\"sleep\", \"300\").Id"),
            CultureInfo.InvariantCulture
        );
        client.Kernel.Kill(entireProcessTree: false);
        AssertEnds(cells);
        AssertEnds(child);
    }

    [Fact]
    public void It_ends_when_the_client_that_is_named_in_the_environment_dies()
    {
        using Process parent = Process.Start("sleep", "300");
        using var kernel = new RunningKernel(
            new Dictionary<string, string> { ["JPY_PARENT_PID"] = parent.Id.ToString(CultureInfo.InvariantCulture) }
        );
        using (var client = new WireClient(kernel))
            Assert.Equal("2", client.Value("1 + 1"));
        Assert.False(kernel.Process.HasExited);
        parent.Kill();
        parent.WaitForExit();
        Assert.True(kernel.Process.WaitForExit(60_000));
    }

    private static void AssertEnds(int id)
    {
        bool Runs() =>
            File.Exists($"/proc/{id}/stat")
            && !File.ReadAllText($"/proc/{id}/stat").Contains(") Z ", StringComparison.Ordinal);
        for (int i = 0; i < 600 && Runs(); i++)
            Thread.Sleep(100);
        Assert.False(Runs());
    }
}
