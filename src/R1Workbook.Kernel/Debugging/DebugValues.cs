using System.Text.Json.Nodes;
using R1Workbook.Kernel.Contracts;
using R1Workbook.Kernel.Outputs;

namespace R1Workbook.Kernel.Debugging;

/// <summary>Variables and expressions, of the notebook and of the cell that stands.</summary>
/// <param name="stack">The calls of that cell.</param>
/// <param name="cells">The variables of the notebook.</param>
/// <param name="bounded">Runs code of values.</param>
internal sealed class DebugValues(DebugStack stack, IDebuggedCells cells, BoundedRead bounded)
{
    private static readonly TimeSpan ForAnExpression = TimeSpan.FromSeconds(10);

    private readonly OpenedValues _table = new(bounded);

    /// <summary>The variables of the notebook, a number for each that can be opened.</summary>
    public JsonObject All()
    {
        _table.Clear();
        return new JsonObject
        {
            ["variables"] = new JsonArray([
                .. cells.Variables().Select(v => (JsonNode)_table.Describe(v.Name, v.Value, v.Type)),
            ]),
        };
    }

    /// <summary>What is in a variable.</summary>
    /// <exception cref="DebugRefusedException">The number is not known any more.</exception>
    public JsonObject Children(int number, int start, int? count) =>
        new()
        {
            ["variables"] =
                _table.Children(number, start, count)
                ?? throw new DebugRefusedException(
                    $"The variable {number} is not known any more. Ask for the variables again."
                ),
        };

    /// <summary>The variables of a call and those of the notebook.</summary>
    public JsonObject Scopes(int frame) =>
        new() { ["scopes"] = new JsonArray(Scope("Locals", stack.Locals(frame)), Scope("Globals", cells.Variables())) };

    /// <summary>A variable as an output of a cell would show it.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="frame">The call in which it is looked for first; null for the notebook's.</param>
    public JsonObject Rich(string name, int? frame)
    {
        IEnumerable<CellVariable> locals = frame is { } number && stack.Stands ? stack.Locals(number) : [];
        CellVariable found =
            locals.Concat(cells.Variables()).FirstOrDefault(v => v.Name == name)
            ?? throw new DebugRefusedException($"There is no variable \"{name}\".");
        (object? bundle, string? failure) = bounded.Run(() => MimeBundle.Of(found.Value));
        return new JsonObject
        {
            ["data"] = bundle as JsonObject ?? MimeBundle.Text($"({failure})"),
            ["metadata"] = new JsonObject(),
        };
    }

    /// <summary>The value of an expression.</summary>
    /// <param name="code">The expression, or statements.</param>
    /// <param name="frame">The call whose variables it can name.</param>
    /// <exception cref="DebugRefusedException">It does not compile, throws, or takes too long.</exception>
    public JsonObject Evaluate(string code, int? frame)
    {
        IReadOnlyList<CellVariable> locals = frame is { } number && stack.Stands ? stack.Locals(number) : [];
        (object? value, string? failure) = bounded.Run(
            async stop => await cells.EvaluateAsync(code, locals, stop).ConfigureAwait(false),
            ForAnExpression
        );
        if (value is not Evaluation { Error: null } evaluation)
        {
            throw new DebugRefusedException(failure ?? ((Evaluation)value!).Error!.Message);
        }

        JsonObject described = _table.Describe("result", evaluation.Value);
        return new JsonObject
        {
            ["result"] = evaluation.HasValue ? described["value"]!.DeepClone() : "",
            ["type"] = described["type"]!.DeepClone(),
            ["variablesReference"] = described["variablesReference"]!.DeepClone(),
        };
    }

    private JsonObject Scope(string name, IReadOnlyList<CellVariable> variables) =>
        new()
        {
            ["name"] = name,
            ["variablesReference"] = _table.Add(variables),
            ["expensive"] = false,
        };
}
