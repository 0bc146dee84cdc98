using R1Workbook.Kernel.Contracts;
using R1Workbook.Kernel.Languages.Mermaid.Syntax;

namespace R1Workbook.Kernel.Languages.Mermaid.Flowcharts;

/// <summary>Gathers the nodes, groups and edges of a chart while its source is read.</summary>
internal sealed class FlowchartBuilder
{
    private readonly Dictionary<string, FlowNode> _nodes = new(StringComparer.Ordinal);
    private readonly List<FlowEdge> _edges = [];
    private readonly Stack<(FlowNode Group, MermaidLine Line)> _open = new();
    private readonly FlowNode _root = new("") { IsGroup = true };

    public FlowStyles Styles { get; } = new();

    /// <summary>The group in which the source stands.</summary>
    public FlowNode Current => _open.Count > 0 ? _open.Peek().Group : _root;

    /// <summary>The node of a name, made where it is first named. A subgraph that names a node of the outside takes it
    /// in.</summary>
    public FlowNode Node(string id)
    {
        if (!_nodes.TryGetValue(id, out FlowNode? node))
        {
            _nodes[id] = node = new FlowNode(id);
            Put(node, Current);
        }
        else if (
            node.Parent == _root
            && Current != _root
            && !node.IsGroup
            && !Current.SelfAndAncestors().Contains(node)
        )
        {
            _root.Children.Remove(node);
            Put(node, Current);
        }

        return node;
    }

    public void Edge(FlowEdge edge) => _edges.Add(edge);

    /// <summary>Begins a group; a node of its name that was named before becomes the group.</summary>
    public FlowNode Open(string id, string label, MermaidLine line)
    {
        FlowNode group = Node(id);
        group.IsGroup = true;
        group.Label = label;
        _open.Push((group, line));
        return group;
    }

    /// <summary>Ends the innermost group.</summary>
    public void Close(MermaidLine line, string what)
    {
        if (_open.Count == 0)
        {
            throw line.Error($"'{line.Text}' closes nothing: there is no open {what}.");
        }

        FlowNode group = _open.Pop().Group;
        if (group.Children.Count == 0)
        {
            // Nothing inside: drawn as a node.
            group.IsGroup = false;
        }
    }

    /// <summary>The chart.</summary>
    /// <param name="what">What a group is called in the source, for errors.</param>
    /// <exception cref="CellException">A group is never closed, or there is no node.</exception>
    public Flowchart Build(string what)
    {
        if (_open.Count > 0)
        {
            throw _open.Peek().Line.Error($"This {what} is never closed.");
        }

        Styles.Apply(_nodes.Values);
        return _nodes.Count == 0
            ? throw new CellException("The diagram has no nodes.", 1)
            : new Flowchart(_root, _edges);
    }

    public void SetDirection(FlowDirection direction) => Current.Direction = direction;

    private static void Put(FlowNode node, FlowNode group)
    {
        node.Parent = group;
        group.Children.Add(node);
    }
}
