namespace R1Workbook.Kernel.Languages.Mermaid.Flowcharts;

/// <summary><c>classDef</c>, <c>class</c> and <c>style</c>: named styles and what they are put on, whichever comes
/// first in the source.</summary>
internal sealed class FlowStyles
{
    private readonly Dictionary<string, Dictionary<string, string>> _classes = new(StringComparer.Ordinal);
    private readonly List<(FlowNode Node, string Class)> _uses = [];
    private readonly List<(FlowNode Node, Dictionary<string, string> Style)> _own = [];

    /// <summary>Defines the styles of names that commas divide.</summary>
    public void Define(string names, string style)
    {
        foreach (string name in Names(names))
        {
            _classes[name] = Parse(style);
        }
    }

    public void Use(FlowNode node, string className) => _uses.Add((node, className));

    public void Set(FlowNode node, string style) => _own.Add((node, Parse(style)));

    /// <summary>Gives all nodes their styles: the default's, then their class's, then their own.</summary>
    public void Apply(IEnumerable<FlowNode> nodes)
    {
        if (_classes.TryGetValue("default", out Dictionary<string, string>? standard))
        {
            foreach (FlowNode node in nodes.Where(n => !n.IsGroup))
            {
                Put(node, standard);
            }
        }

        foreach ((FlowNode node, string name) in _uses)
        {
            Put(node, _classes.GetValueOrDefault(name, []));
        }

        foreach ((FlowNode node, Dictionary<string, string> style) in _own)
        {
            Put(node, style);
        }
    }

    /// <summary>Names that commas divide.</summary>
    public static string[] Names(string names) =>
        names.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static void Put(FlowNode node, Dictionary<string, string> style)
    {
        foreach ((string key, string value) in style)
        {
            node.Style[key] = value;
        }
    }

    // A comma within rgb(...) divides nothing.
    private static Dictionary<string, string> Parse(string style)
    {
        var parsed = new Dictionary<string, string>(StringComparer.Ordinal);
        string key = "";
        foreach (string part in style.TrimEnd(';').Split(','))
        {
            int colon = part.IndexOf(':', StringComparison.Ordinal);
            if (colon >= 0)
            {
                key = part[..colon].Trim();
                parsed[key] = part[(colon + 1)..].Trim();
            }
            else if (key.Length > 0)
            {
                parsed[key] += "," + part.Trim();
            }
        }

        return parsed;
    }
}
