using System.Text;
using System.Text.Json.Nodes;
using R1Workbook.Kernel.Contracts;
using R1Workbook.Kernel.Notebooks;

namespace R1Workbook.Kernel.Outputs;

/// <summary>Collects the outputs of the cells of one notebook, one cell after the other.</summary>
public sealed class CellRecorder : ICellOutputs
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, (List<CellOutput> Cell, int Index)> _displayed = [];
    private readonly StringBuilder _text = new();
    private List<CellOutput> _cell = [];
    private string _stream = "";
    private int _executionCount;
    private bool _clearsAtNext;

    /// <summary>Begins the next cell; what comes from now on is its output.</summary>
    /// <param name="executionCount">The number of the execution.</param>
    /// <returns>The cell's outputs, complete once the next cell begins or <see cref="Flush"/> is called.</returns>
    public IReadOnlyList<CellOutput> Begin(int executionCount)
    {
        lock (_gate)
        {
            Flush();
            (_executionCount, _clearsAtNext) = (executionCount, false);
            return _cell = [];
        }
    }

    /// <inheritdoc/>
    public void Stream(string name, string text)
    {
        lock (_gate)
        {
            ClearIfAsked();
            if (name != _stream)
            {
                Flush();
                _stream = name;
            }

            _text.Append(text);
        }
    }

    /// <inheritdoc/>
    public void Display(JsonObject bundle, string? displayId)
    {
        lock (_gate)
        {
            Add(CellOutput.Display(bundle));
            if (displayId is not null)
            {
                _displayed[displayId] = (_cell, _cell.Count - 1);
            }
        }
    }

    /// <inheritdoc/>
    public void Update(string displayId, JsonObject bundle)
    {
        lock (_gate)
        {
            if (_displayed.TryGetValue(displayId, out (List<CellOutput> Cell, int Index) shown))
            {
                shown.Cell[shown.Index] = CellOutput.Display(bundle);
            }
        }
    }

    /// <inheritdoc/>
    public void Result(JsonObject bundle)
    {
        lock (_gate)
        {
            Add(CellOutput.Result(_executionCount, bundle));
        }
    }

    /// <inheritdoc/>
    public void Clear(bool wait)
    {
        lock (_gate)
        {
            _clearsAtNext = true;
            if (!wait)
            {
                ClearIfAsked();
            }
        }
    }

    /// <summary>Adds the error that ended the cell.</summary>
    /// <param name="name">The error's short name.</param>
    /// <param name="message">What went wrong.</param>
    /// <param name="traceback">Lines that say where.</param>
    public void Error(string name, string message, IEnumerable<string> traceback)
    {
        lock (_gate)
        {
            Add(CellOutput.Error(name, message, traceback));
        }
    }

    /// <summary>Turns console text that is still open into an output.</summary>
    public void Flush()
    {
        lock (_gate)
        {
            if (_text.Length > 0)
            {
                _cell.Add(CellOutput.Stream(_stream, ReturnCarriage(_text.ToString())));
                _text.Clear();
            }
        }
    }

    private void Add(CellOutput output)
    {
        ClearIfAsked();
        Flush();
        _cell.Add(output);
    }

    private void ClearIfAsked()
    {
        if (_clearsAtNext)
        {
            _clearsAtNext = false;
            _text.Clear();
            _cell.Clear();
            foreach (
                string id in _displayed.Where(shown => shown.Value.Cell == _cell).Select(shown => shown.Key).ToList()
            )
            {
                _displayed.Remove(id);
            }
        }
    }

    // A progress line that rewrites itself leaves its last state, as in a terminal.
    private static string ReturnCarriage(string text)
    {
        text = text.Replace("\r\n", "\n", StringComparison.Ordinal);
        if (!text.Contains('\r', StringComparison.Ordinal))
        {
            return text;
        }

        return string.Join(
            '\n',
            text.Split('\n').Select(line => line.TrimEnd('\r')).Select(line => line[(line.LastIndexOf('\r') + 1)..])
        );
    }
}
