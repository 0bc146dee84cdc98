using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace R1Workbook.Kernel.Jupyter;

/// <summary>The inputs of this session, as <c>history_request</c> asks for them. Nothing is kept beyond the
/// session.</summary>
internal sealed class ExecuteHistory
{
    private const int Session = 1;

    private readonly Lock _gate = new();
    private readonly List<(int Line, string Input, string? Output)> _entries = [];

    /// <summary>Adds a cell that ran.</summary>
    public void Add(int line, string input, string? output)
    {
        lock (_gate)
        {
            _entries.Add((line, input, output));
        }
    }

    /// <summary>The entries that a request asks for: <c>[session, line, input]</c>, or <c>[session, line, [input,
    /// output]]</c>.</summary>
    /// <exception cref="BadRequestException">A field is of the wrong type, or it is another kind of search.</exception>
    public JsonArray Find(JsonObject request)
    {
        bool withOutput = request.Flag("output", false);
        _ = request.Flag("raw", true);
        lock (_gate)
        {
            IEnumerable<(int Line, string Input, string? Output)> found = request.Text(
                "hist_access_type",
                "tail"
            ) switch
            {
                "tail" => _entries.TakeLast(request.Number("n") ?? int.MaxValue),
                "range" => Range(request),
                "search" => Search(request),
                string other => throw new BadRequestException(
                    $"\"hist_access_type\" of the request is to be tail, range or search, not {other}."
                ),
            };
            return
            [
                .. found.Select(entry =>
                    (JsonNode)
                        new JsonArray(
                            Session,
                            entry.Line,
                            withOutput ? new JsonArray(entry.Input, entry.Output) : JsonValue.Create(entry.Input)
                        )
                ),
            ];
        }
    }

    // Session 0 is the current one, as negative ones count back from it.
    private IEnumerable<(int Line, string Input, string? Output)> Range(JsonObject request)
    {
        (int session, int start, int stop) = (
            request.Number("session") ?? 0,
            request.Number("start") ?? 1,
            request.Number("stop") ?? int.MaxValue
        );
        return session is 0 or Session ? _entries.Where(entry => entry.Line >= start && entry.Line < stop) : [];
    }

    private IEnumerable<(int Line, string Input, string? Output)> Search(JsonObject request)
    {
        Regex pattern = Glob(request.Text("pattern", "*"));
        IEnumerable<(int Line, string Input, string? Output)> found = _entries.Where(entry =>
            pattern.IsMatch(entry.Input)
        );
        if (request.Flag("unique", false))
        {
            found = found.Reverse().DistinctBy(entry => entry.Input).Reverse();
        }

        return found.TakeLast(request.Number("n") ?? int.MaxValue);
    }

    // * any text, ? any character, [abc] one of them; linear time whatever the pattern.
    private static Regex Glob(string pattern)
    {
        var regex = new StringBuilder("^");
        for (int i = 0; i < pattern.Length; i++)
        {
            int close = pattern[i] == '[' ? pattern.IndexOf(']', i + 1) : -1;
            if (close > i + 1)
            {
                regex
                    .Append("(?:")
                    .AppendJoin('|', pattern[(i + 1)..close].Select(c => Regex.Escape(c.ToString())))
                    .Append(')');
                i = close;
            }
            else
            {
                regex.Append(
                    pattern[i] switch
                    {
                        '*' => ".*",
                        '?' => ".",
                        char c => Regex.Escape(c.ToString()),
                    }
                );
            }
        }

        return new Regex(
            regex.Append('$').ToString(),
            RegexOptions.Singleline | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant
        );
    }
}
