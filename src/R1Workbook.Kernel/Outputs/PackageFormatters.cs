using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text.Json.Nodes;
using Microsoft.DotNet.Interactive.Formatting;

namespace R1Workbook.Kernel.Outputs;

/// <summary>
/// How values of well-known packages show: data frames as tables, Plotly.NET charts as charts, tensors cut to what a
/// reader can see. Registered when a package is loaded, by the names of its types: this class refers to none of them.
/// What a library or a cell registers itself comes later and wins.
/// </summary>
internal static class PackageFormatters
{
    private const int MostTensorRows = 20;

    private static int Watching;

    /// <summary>Registers for packages that are loaded, and for those that will be.</summary>
    public static void Watch()
    {
        if (Interlocked.Exchange(ref Watching, 1) == 1)
        {
            return;
        }

        AppDomain.CurrentDomain.AssemblyLoad += (_, loaded) => Register(loaded.LoadedAssembly);
        foreach (Assembly assembly in AppDomain.CurrentDomain.GetAssemblies())
        {
            Register(assembly);
        }
    }

    private static void Register(Assembly assembly)
    {
        switch (assembly.GetName().Name)
        {
            case "Microsoft.Data.Analysis" when assembly.GetType("Microsoft.Data.Analysis.DataFrame") is { } type:
                Register(
                    type,
                    ("text/html", frame => DataFrame(frame).ToHtml()),
                    ("text/plain", frame => DataFrame(frame).ToText())
                );
                break;
            case "Plotly.NET" when assembly.GetType("Plotly.NET.GenericChart") is { } type:
                // A union type: its values are of nested types, and formatters of the base serve them.
                Register(
                    type,
                    (PlotlyDrawing.MimeType, chart => Chart(chart, "toFigureJson")),
                    ("text/html", PlotlyHtml.Of),
                    ("text/plain", ChartText)
                );
                break;
            case "TorchSharp" when assembly.GetType("TorchSharp.torch+Tensor") is { } type:
                Register(type, ("text/plain", Tensor));
                break;
        }
    }

    /// <summary>What a static function of Plotly.NET's GenericChart module says of a chart.</summary>
    public static string Chart(object chart, string function)
    {
        Type module = chart.GetType().Assembly.GetType("Plotly.NET.GenericChart")!;
        MethodInfo method =
            module.GetMethod(function, BindingFlags.Public | BindingFlags.Static)
            ?? module
                .Assembly.GetType("Plotly.NET.GenericChartModule")!
                .GetMethod(function, BindingFlags.Public | BindingFlags.Static)!;
        return (string)method.Invoke(null, [chart])!;
    }

    private static string ChartText(object chart)
    {
        var traces = (JsonNode.Parse(Chart(chart, "toFigureJson"))?["data"] as JsonArray ?? []).Select(trace =>
            (string?)trace?["type"] ?? "scatter"
        );
        return "Plotly.NET chart: " + string.Join(", ", traces);
    }

    private static void Register(Type type, params (string MimeType, Func<object, string> Format)[] formats)
    {
        Formatter.SetPreferredMimeTypesFor(type, [.. formats.Select(format => format.MimeType)]);
        foreach ((string mimeType, Func<object, string> format) in formats)
        {
            Formatter.Register(
                type,
                (value, context) =>
                {
                    context.Writer.Write(format(value));
                    return true;
                },
                mimeType
            );
        }
    }

    private static ValueTable DataFrame(object frame)
    {
        dynamic data = frame;
        var columns = ((IEnumerable)data.Columns).Cast<dynamic>().ToList();
        long count = columns.Count == 0 ? 0 : (long)columns[0].Length;
        int shown = (int)Math.Min(count, ValueTable.MostRows);
        object?[][] rows =
        [
            .. Enumerable.Range(0, shown).Select(row => columns.Select(column => (object?)column[(long)row]).ToArray()),
        ];
        return new ValueTable(
            [.. columns.Select(column => (string)column.Name)],
            rows,
            count > shown ? ValueTable.More(shown, count) : ""
        );
    }

    // TorchSharp prints every row: a large tensor is cut first, then printed under its true shape.
    private static string Tensor(object value)
    {
        dynamic tensor = value;
        long[] shape = tensor.shape;
        (object type, object device) = (tensor.dtype, tensor.device);
        string head = string.Create(
            CultureInfo.InvariantCulture,
            $"[{string.Join('x', shape)}], type = {type}, device = {device}"
        );
        if (shape.Length == 0 || shape.Contains(0))
        {
            return tensor.ToString(TorchStyle(value, "Julia"));
        }

        dynamic part = tensor.detach();
        for (int axis = 0; axis < shape.Length - 1 || (axis == 0 && shape.Length == 1); axis++)
        {
            long most = axis >= shape.Length - 2 ? MostTensorRows : 2;
            part = shape[axis] > most ? part.narrow(axis, 0L, most) : part;
        }

        string text = ((string)part.ToString(TorchStyle(value, "Julia"))).ReplaceLineEndings("\n").TrimEnd();
        bool isCut = !Enumerable.SequenceEqual((long[])part.shape, shape);
        int line = text.IndexOf('\n', StringComparison.Ordinal);
        return !isCut || line < 0 ? text : head + text[line..] + "\n ... (the first of each axis are shown)";
    }

    private static dynamic TorchStyle(object tensor, string name) =>
        Enum.Parse(tensor.GetType().Assembly.GetType("TorchSharp.TensorStringStyle")!, name);
}
