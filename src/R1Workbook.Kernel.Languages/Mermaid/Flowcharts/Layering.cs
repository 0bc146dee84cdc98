namespace R1Workbook.Kernel.Languages.Mermaid.Flowcharts;

/// <summary>Breaks cycles, gives every vertex a layer, and cuts long links into steps of one layer.</summary>
internal static class Layering
{
    private const double PassingWidth = 6;

    /// <summary>Fills the layers of a graph.</summary>
    public static void Assign(LayerGraph graph)
    {
        BreakCycles(graph);
        AssignLayers(graph);
        InsertPlaceholders(graph);
    }

    // A link back to a vertex that the depth-first search has not left yet closes a cycle.
    private static void BreakCycles(LayerGraph graph)
    {
        var state = new Dictionary<LayerVertex, int>();
        ILookup<LayerVertex, LayerLink> links = graph.Links.ToLookup(l => l.From);
        void Visit(LayerVertex vertex)
        {
            state[vertex] = 1;
            foreach (LayerLink link in links[vertex])
            {
                switch (state.GetValueOrDefault(link.To))
                {
                    case 0:
                        Visit(link.To);
                        break;
                    case 1:
                        link.IsReversed = true;
                        break;
                }
            }

            state[vertex] = 2;
        }

        foreach (LayerVertex vertex in graph.Vertices.OrderBy(v => graph.Links.Any(l => l.To == v) ? 1 : 0).ToList())
        {
            if (state.GetValueOrDefault(vertex) == 0)
            {
                Visit(vertex);
            }
        }
    }

    // Longest path from the top; then what has no link from above moves down to what it links to.
    private static void AssignLayers(LayerGraph graph)
    {
        for (int round = 0, changed = 1; changed > 0 && round <= graph.Vertices.Count; round++)
        {
            changed = 0;
            foreach (LayerLink link in graph.Links.Where(l => l.Lower.Layer < l.Upper.Layer + l.Length))
            {
                link.Lower.Layer = link.Upper.Layer + link.Length;
                changed++;
            }
        }

        foreach (LayerVertex source in graph.Vertices.Where(v => graph.Links.All(l => l.Lower != v)).ToList())
        {
            List<LayerLink> down = [.. graph.Links.Where(l => l.Upper == source)];
            source.Layer = down.Count == 0 ? source.Layer : down.Min(l => l.Lower.Layer - l.Length);
        }
    }

    private static void InsertPlaceholders(LayerGraph graph)
    {
        int count = graph.Vertices.Max(v => v.Layer) + 1;
        for (int i = 0; i < count; i++)
        {
            graph.Layers.Add([]);
        }

        foreach (LayerVertex vertex in DepthFirst(graph))
        {
            graph.Layers[vertex.Layer].Add(vertex);
        }

        foreach (LayerLink link in graph.Links)
        {
            LayerVertex previous = link.Upper;
            int middle = (link.Upper.Layer + link.Lower.Layer) / 2;
            for (int layer = link.Upper.Layer + 1; layer < link.Lower.Layer; layer++)
            {
                bool isLabel = link.LabelWidth > 0 && layer == Math.Max(middle, link.Upper.Layer + 1);
                var place = new LayerVertex(
                    isLabel ? link.LabelWidth : PassingWidth,
                    isLabel ? link.LabelHeight : 0,
                    isPlaceholder: true
                )
                {
                    Layer = layer,
                };
                link.LabelPlace = isLabel ? place : link.LabelPlace;
                link.Chain.Add(place);
                graph.Layers[layer].Add(place);
                Join(previous, place);
                previous = place;
            }

            Join(previous, link.Lower);
        }

        foreach (List<LayerVertex> layer in graph.Layers)
        {
            for (int i = 0; i < layer.Count; i++)
            {
                layer[i].Order = i;
            }
        }
    }

    // Keeps what hangs together side by side, and the children of a vertex in the order of the source.
    private static List<LayerVertex> DepthFirst(LayerGraph graph)
    {
        var seen = new HashSet<LayerVertex>();
        var order = new List<LayerVertex>();
        ILookup<LayerVertex, LayerVertex> next = graph.Links.ToLookup(l => l.Upper, l => l.Lower);
        void Visit(LayerVertex vertex)
        {
            if (seen.Add(vertex))
            {
                order.Add(vertex);
                foreach (LayerVertex below in next[vertex])
                {
                    Visit(below);
                }
            }
        }

        foreach (LayerVertex vertex in graph.Vertices.OrderBy(v => v.Layer))
        {
            Visit(vertex);
        }

        return order;
    }

    private static void Join(LayerVertex upper, LayerVertex lower)
    {
        upper.Below.Add(lower);
        lower.Above.Add(upper);
    }
}
