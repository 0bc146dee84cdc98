using R1Workbook.Kernel.Contracts;
using R1Workbook.Kernel.Notebooks;
using R1Workbook.Kernel.References;
using R1Workbook.Kernel.Tests.Session;

namespace R1Workbook.Kernel.Tests.Contract;

/// <summary>What notebooks rely on, held against the engine in this process. <see cref="RealKernelTests"/> holds the
/// same list against the real .NET Interactive.</summary>
[Collection(OneProcess.Name)]
public sealed class ContractTests(CellSessionHarness cells) : IClassFixture<CellSessionHarness>
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    public static TheoryData<string> Names => new(ContractCase.All.Select(one => one.Name));

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_engine_keeps(string name)
    {
        ContractCase one = ContractCase.All.Single(known => known.Name == name);
        foreach ((string file, string text) in one.Files ?? new Dictionary<string, string>())
        {
            cells.Write(file, text);
        }

        foreach (ContractCell cell in one.Cells)
        {
            if (cell.Complete is { } typed)
            {
                CompletionList offered = cells.Session.Complete(typed, "csharp", typed.Length);
                Assert.All(cell.Offers!, name => Assert.Contains(offered.Items, item => item.Text == name));
            }
            else if (cell.Inspect is { } asked)
            {
                string said = cells.Session.Inspect(asked, "csharp", asked.Length)?.Text ?? "";
                Assert.All(cell.Says!, text => Assert.Contains(text, said, StringComparison.Ordinal));
            }
            else
            {
                await RunAsync(cell).WaitAsync(Limit);
            }
        }
    }

    [Fact]
    public void Every_case_asks_for_something_and_has_a_name_of_its_own()
    {
        Assert.Equal(ContractCase.All.Count, ContractCase.All.Select(one => one.Name).Distinct().Count());
        Assert.All(
            ContractCase.All,
            one =>
                Assert.Contains(
                    one.Cells,
                    cell => (cell.Shows ?? cell.Offers ?? cell.Says) is not null || cell.Fails is not null
                )
        );
    }

    private async Task RunAsync(ContractCell cell)
    {
        string source = cell.Run!.Replace("{packages}", PackageRestore.PackagesFolder, StringComparison.Ordinal);
        (IReadOnlyList<CellOutput> outputs, CellError? error) = cell.Interrupt
            ? await cells.InterruptAtDisplayOrEndAsync(source)
            : await cells.TryAsync(source);
        if (cell.Fails is null)
        {
            Assert.True(error is null, $"{source}\n{error?.Name}: {error?.Message}");
        }
        else
        {
            Assert.True(error is not null, $"{source}\nran to its end");
            Assert.Contains(cell.Fails, error.Message, StringComparison.OrdinalIgnoreCase);
            Assert.Equal(cell.Line ?? error.Line, error.Line);
        }

        string shown = string.Join('\n', outputs.Select(output => output.Json.ToJsonString(Readable)));
        int from = 0;
        foreach (string text in cell.Shows ?? [])
        {
            int at = shown.IndexOf(Quoted(text), from, StringComparison.Ordinal);
            Assert.True(at >= 0, $"'{text}' is not shown, or not in its order: {shown}");
            from = at + text.Length;
        }

        Assert.All(cell.Not ?? [], text => Assert.DoesNotContain(Quoted(text), shown, StringComparison.Ordinal));
    }

    private static System.Text.Json.JsonSerializerOptions Readable { get; } =
        new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static string Quoted(string text) => text.Replace("\"", "\\\"", StringComparison.Ordinal);
}
