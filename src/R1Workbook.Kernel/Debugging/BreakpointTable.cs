using System.Text.Json.Nodes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace R1Workbook.Kernel.Debugging;

/// <summary>The breakpoints of the cells, by the path of each.</summary>
internal sealed class BreakpointTable
{
    private static readonly CSharpParseOptions Script = new(LanguageVersion.Latest, kind: SourceCodeKind.Script);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, SortedSet<int>> _lines = new(StringComparer.Ordinal);

    /// <summary>Sets those of one cell, in place of the ones before.</summary>
    /// <param name="source">The path of the cell.</param>
    /// <param name="text">Its text; null when it is not known.</param>
    /// <param name="lines">The lines that were asked for, from 1.</param>
    /// <returns>Where each is now: on the next line at which the cell can stop.</returns>
    public JsonArray Set(string source, string? text, IReadOnlyList<int> lines)
    {
        IReadOnlyList<int> places = text is null
            ? []
            : StatementPlaces.Lines(CSharpSyntaxTree.ParseText(Statements(text), Script).GetRoot());
        var answer = new JsonArray();
        var set = new SortedSet<int>();
        foreach (int line in lines)
        {
            int? found = places.Where(l => l >= line).Select(l => (int?)l).FirstOrDefault();
            if (found is { } at)
            {
                set.Add(at);
            }

            var breakpoint = new JsonObject
            {
                ["verified"] = found is not null,
                ["line"] = found ?? line,
                ["source"] = new JsonObject { ["path"] = source },
            };
            if (found is null)
            {
                breakpoint["message"] = text is null
                    ? "This cell is not known. Send it with dumpCell, or run it, first."
                    : "No statement begins on this line or after it.";
            }

            answer.Add(breakpoint);
        }

        lock (_gate)
        {
            _lines.Remove(source);
            if (set.Count > 0)
            {
                _lines[source] = set;
            }
        }

        return answer;
    }

    /// <summary>Whether one is set.</summary>
    public bool IsSet(string source, int line)
    {
        lock (_gate)
        {
            return _lines.TryGetValue(source, out SortedSet<int>? lines) && lines.Contains(line);
        }
    }

    /// <summary>Takes all away.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _lines.Clear();
        }
    }

    /// <summary>All of them, as <c>debugInfo</c> lists them.</summary>
    public JsonArray Describe()
    {
        lock (_gate)
        {
            return
            [
                .. _lines.Select(entry =>
                    (JsonNode)
                        new JsonObject
                        {
                            ["source"] = entry.Key,
                            ["breakpoints"] = new JsonArray([
                                .. entry.Value.Select(line => (JsonNode)new JsonObject { ["line"] = line }),
                            ]),
                        }
                ),
            ];
        }
    }

    // Without the lines of magics, which are no C#; every other line keeps its number.
    private static string Statements(string text) =>
        string.Join('\n', text.Split('\n').Select(line => line.StartsWith("#!", StringComparison.Ordinal) ? "" : line));
}
