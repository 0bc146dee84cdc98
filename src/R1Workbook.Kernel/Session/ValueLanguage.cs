using R1Workbook.Kernel.Contracts;

namespace R1Workbook.Kernel.Session;

/// <summary>No language but the store of what <c>#!value</c> keeps, so that other languages share from it as from each
/// other.</summary>
internal sealed class ValueLanguage : ICellLanguage
{
    private readonly Dictionary<string, CellVariable> _values = [];

    public string Name => "value";

    public IReadOnlyList<CellVariable> Variables => [.. _values.Values];

    public void SetVariable(string name, object? value, Type type) =>
        _values[name] = new CellVariable(name, type, value);

    public Task<Evaluation> RunAsync(string code, string fileName, CancellationToken cancellationToken) =>
        throw new NotSupportedException("'value' has no code of its own.");

    public void Dispose() { }
}
