using System.Text.Json.Nodes;

namespace R1Workbook.Kernel.Tests.Jupyter;

/// <summary>A cell may throw exceptions that are called as the runner calls its own errors.</summary>
public sealed class OwnExceptionNamesTests(RunningKernel kernel) : IClassFixture<RunningKernel>
{
    [Theory]
    [InlineData("NotInterrupted")]
    [InlineData("Interrupted")]
    [InlineData("Stopped")]
    [InlineData("Timeout")]
    [InlineData("ProcessEnded")]
    public void A_CSharp_cell_that_throws_one_keeps_its_process_and_variables(string name) =>
        AssertKeeps(
            name,
            $"int kept{name} = 5;",
            $"class {name} : Exception {{ public {name}() : base(\"of my own\") {{ }} }}\nthrow new {name}();",
            $"kept{name}"
        );

    [Theory]
    [InlineData("NotInterrupted")]
    [InlineData("Stopped")]
    [InlineData("Timeout")]
    public void An_FSharp_cell_that_throws_one_keeps_its_process_and_variables(string name) =>
        AssertKeeps(
            name,
            $"#!fsharp\nlet kept{name} = 5",
            $"#!fsharp\ntype {name}() =\n    inherit System.Exception(\"of my own\")\nraise ({name}())",
            $"#!fsharp\nkept{name}"
        );

    private void AssertKeeps(string name, string declare, string throwing, string read)
    {
        using var client = new WireClient(kernel);
        string process = client.Value("Environment.ProcessId");
        Assert.Equal("ok", (string)client.Execute(declare).Reply["status"]!);
        JsonNode reply = client.Execute(throwing).Reply;
        Assert.Equal((name, "of my own"), ((string)reply["ename"]!, (string)reply["evalue"]!));
        Assert.Equal("5", client.Value(read));
        Assert.Equal(process, client.Value("Environment.ProcessId"));
    }
}
