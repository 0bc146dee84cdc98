using System.Text.Json.Nodes;
using R1Workbook.Kernel.Contracts;
using R1Workbook.Kernel.Interactive;
using R1Workbook.Kernel.Notebooks;
using R1Workbook.Kernel.Outputs;
using R1Workbook.Kernel.Session;

namespace R1Workbook.Kernel.Tests.Session;

/// <summary>A session in a folder of its own, cell after cell.</summary>
public sealed class CellSessionHarness : IDisposable
{
    private readonly CellRecorder _recorder = new();
    private readonly CellSession _session;
    private ConsoleCapture? _console;
    private int _count;

    public CellSessionHarness()
        : this(input: null) { }

    // xunit makes fixtures by the one public constructor.
    internal CellSessionHarness(UserInput? input)
    {
        Folder = Directory.CreateTempSubdirectory("cells").FullName;
        _session = new CellSession(Folder, new InOrder(this), input);
    }

    public string Folder { get; }

    public CellSession Session => _session;

    /// <summary>Called when a cell displays something.</summary>
    public Action AtDisplay { get; set; } = () => { };

    public void Write(string file, string text) => File.WriteAllText(Path.Combine(Folder, file), text);

    /// <summary>The outputs of a cell that must run to its end.</summary>
    public async Task<IReadOnlyList<CellOutput>> RunAsync(string source, string language = "csharp")
    {
        (IReadOnlyList<CellOutput> outputs, CellError? error) = await TryAsync(source, language);
        Assert.True(
            error is null,
            error is null ? "" : $"{error.Name}: {error.Message}\n{string.Join('\n', error.Traceback)}"
        );
        return outputs;
    }

    /// <summary>The text/plain of the only output of a cell.</summary>
    public async Task<string?> TextAsync(string source, string language = "csharp") =>
        Assert.Single(await RunAsync(source, language)).Data("text/plain");

    /// <summary>The error of a cell that must fail.</summary>
    public async Task<CellError> FailAsync(
        string source,
        string language = "csharp",
        CancellationToken cancellationToken = default
    )
    {
        (_, CellError? error) = await TryAsync(source, language, cancellationToken);
        Assert.NotNull(error);
        return error;
    }

    /// <summary>The error of a cell that is interrupted as soon as it displays something.</summary>
    public async Task<CellError> InterruptAtDisplayAsync(string source)
    {
        (_, CellError? error) = await InterruptAtDisplayOrEndAsync(source);
        Assert.NotNull(error);
        return error;
    }

    /// <summary>The same for a cell that may end well when interrupted.</summary>
    public async Task<(IReadOnlyList<CellOutput> Outputs, CellError? Error)> InterruptAtDisplayOrEndAsync(string source)
    {
        using var stop = new CancellationTokenSource();
        AtDisplay = () => _ = stop.CancelAsync();
        (IReadOnlyList<CellOutput> outputs, CellError? error) = await TryAsync(source, cancellationToken: stop.Token);
        AtDisplay = () => { };
        Assert.True(stop.IsCancellationRequested, error is null ? "it never began" : $"{error.Name}: {error.Message}");
        return (outputs, error);
    }

    public async Task<(IReadOnlyList<CellOutput> Outputs, CellError? Error)> TryAsync(
        string source,
        string language = "csharp",
        CancellationToken cancellationToken = default
    )
    {
        using var console = _console = new ConsoleCapture(_recorder, 100_000);
        IReadOnlyList<CellOutput> outputs = _recorder.Begin(++_count);
        CellError? error = await _session.RunAsync(source, language, _count, cancellationToken);
        console.Flush();
        _recorder.Flush();
        return (outputs, error);
    }

    public void Dispose()
    {
        _session.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    // As the cell host does: what was printed before a value is shown before it.
    private sealed class InOrder(CellSessionHarness cells) : ICellOutputs
    {
        public void Stream(string name, string text) => cells._recorder.Stream(name, text);

        public void Display(JsonObject bundle, string? displayId)
        {
            cells._console?.Flush();
            cells._recorder.Display(bundle, displayId);
            cells.AtDisplay();
        }

        public void Update(string displayId, JsonObject bundle) => cells._recorder.Update(displayId, bundle);

        public void Result(JsonObject bundle)
        {
            cells._console?.Flush();
            cells._recorder.Result(bundle);
        }

        public void Clear(bool wait)
        {
            cells._console?.Flush();
            cells._recorder.Clear(wait);
        }
    }
}
