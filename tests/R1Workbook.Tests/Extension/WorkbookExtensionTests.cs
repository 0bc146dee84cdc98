using System.Collections;
using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Commands;
using Microsoft.DotNet.Interactive.Events;
using R1Workbook.Extension;

namespace R1Workbook.Tests.Extension;

/// <summary>The workbook as an extension, on a composite kernel of .NET Interactive.</summary>
public sealed class WorkbookExtensionTests : IDisposable
{
    private readonly CompositeKernel _root = [new KeyValueStoreKernel()];

    public WorkbookExtensionTests() => WorkbookExtension.Load(_root);

    public void Dispose() => _root.Dispose();

    [Fact]
    public async Task It_tells_what_the_workbook_offers()
    {
        IList rows = await AnswerAsync("#!r1");

        Assert.Contains(rows.Cast<object>(), row => row.ToString()!.Contains("#!r1 doctor", StringComparison.Ordinal));
    }

    [Fact]
    public async Task It_lists_the_recorded_runs()
    {
        IList rows = await AnswerAsync("#!r1 runs");

        string[] folders = Directory.GetDirectories(Workbook.Data("runs"));
        Assert.Contains(
            rows.Cast<object>(),
            row => row.ToString()!.Contains("Name = r1-zero, Stage = r1-zero", StringComparison.Ordinal)
        );
        Assert.Equal(folders.Count(folder => File.Exists(Path.Combine(folder, "run.json"))), rows.Count);
    }

    [Fact]
    public async Task It_says_what_works_on_this_machine() =>
        Assert.Contains(
            (await AnswerAsync("#!r1 doctor")).Cast<MachinePart>(),
            part => part is { Part: ".NET", Works: true }
        );

    [Fact]
    public async Task What_it_does_not_know_is_told_with_what_it_does()
    {
        KernelCommandResult result = await _root.SendAsync(new SubmitCode("#!r1 tea", "value"));

        Assert.Contains(
            "runs, doctor",
            Assert.Single(result.Events.OfType<CommandFailed>()).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Loaded_twice_it_is_there_once()
    {
        await new WorkbookExtension().OnLoadAsync(_root.ChildKernels.First());

        Assert.Single(_root.KernelInfo.SupportedDirectives, directive => directive.Name == "#!r1");
        Assert.NotEmpty(await AnswerAsync("#!r1"));
    }

    private async Task<IList> AnswerAsync(string line)
    {
        KernelCommandResult result = await _root.SendAsync(new SubmitCode(line, "value"));
        Assert.Empty(result.Events.OfType<CommandFailed>().Select(failed => failed.Message));
        return Assert.IsAssignableFrom<IList>(Assert.Single(result.Events.OfType<DisplayedValueProduced>()).Value);
    }
}
