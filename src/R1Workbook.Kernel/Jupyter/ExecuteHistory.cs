using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace R1Workbook.Kernel.Jupyter;

/// <summary>The inputs of this session, as <c>history_request</c> asks for them. Nothing is kept beyond the session.</summary>
internal sealed class ExecuteHistory
{
    private readonly List<(int Line, string Input)> _inputs = [];

    public void Add(int line, string input) => _inputs.Add((line, input));

    /// <summary>The entries that a request asks for: <c>[session, line, input]</c>.</summary>
    public JsonArray Find(JsonObject request)
    {
        IEnumerable<(int Line, string Input)> found = _inputs;
        int most = Number("n") ?? int.MaxValue;
        switch (request["hist_access_type"]?.GetValue<string>())
        {
            case "range":
                int start = Number("start") ?? 1, stop = Number("stop") ?? int.MaxValue;
                return Entries(_inputs.Where(entry => entry.Line >= start && entry.Line < stop));
            case "search":
                string pattern = request["pattern"]?.GetValue<string>() ?? "*";
                var glob = new Regex("^" + Regex.Escape(pattern).Replace("\\*", ".*", StringComparison.Ordinal).Replace("\\?", ".", StringComparison.Ordinal) + "$", RegexOptions.Singleline | RegexOptions.NonBacktracking);
                found = found.Where(entry => glob.IsMatch(entry.Input));
                if (request["unique"]?.GetValue<bool>() is true)
                {
                    found = found.Reverse().DistinctBy(entry => entry.Input).Reverse();
                }

                break;
        }

        return Entries(found.TakeLast(most));

        int? Number(string name) => request[name] is JsonValue value && value.TryGetValue(out int number) ? number : null;
    }

    private static JsonArray Entries(IEnumerable<(int Line, string Input)> entries) =>
        [.. entries.Select(entry => (JsonNode)new JsonArray(0, entry.Line, entry.Input))];
}
