using System.Text.Json;
using System.Text.RegularExpressions;
using R1Workbook.Benchmarks.Files;

namespace R1Workbook.Benchmarks.Sets.IfEval;

/// <summary>
/// What the Python package langdetect knows of languages (Mimino666/langdetect, Apache 2.0): how often each run of one
/// to three letters stands in each, and which letters count as one. It is read from an installed package and no part of
/// this project.
/// </summary>
/// <param name="Languages">The names of the languages.</param>
/// <param name="Frequencies">Of each run its share of the runs of its length, in the order of the languages.</param>
/// <param name="Messages">The lists of letters of <c>utils/messages.properties</c>, by name.</param>
internal sealed partial record LangdetectProfiles(
    IReadOnlyList<string> Languages,
    IReadOnlyDictionary<string, double[]> Frequencies,
    IReadOnlyDictionary<string, string> Messages
)
{
    private const int LongestRun = 3;

    /// <summary>Reads the folder of the package, the one that holds <c>profiles</c> and <c>utils</c>.</summary>
    /// <exception cref="DataFileException">It is no such folder, or a file in it is not in the format.</exception>
    public static LangdetectProfiles Read(string folder)
    {
        string profiles = Path.Combine(folder, "profiles"),
            messages = Path.Combine(folder, "utils", "messages.properties");
        if (!Directory.Exists(profiles) || !File.Exists(messages))
        {
            throw new DataFileException(
                folder,
                0,
                "is not the folder of the Python package langdetect: it should hold the folder profiles and the file "
                    + "utils/messages.properties. \"pip show -f langdetect\" says where it is."
            );
        }
        string[] files = [.. Directory.GetFiles(profiles).Order(StringComparer.Ordinal)];
        List<string> languages = [];
        Dictionary<string, double[]> frequencies = [];
        foreach (string file in files)
        {
            try
            {
                using JsonDocument profile = JsonDocument.Parse(File.ReadAllBytes(file));
                Add(profile.RootElement, languages, frequencies, files.Length);
            }
            catch (Exception exception)
                when (exception
                        is JsonException
                            or KeyNotFoundException
                            or InvalidOperationException
                            or FormatException
                            or IndexOutOfRangeException
                )
            {
                throw new DataFileException(file, 0, $"is no profile of langdetect: {exception.Message}");
            }
        }
        return new LangdetectProfiles(
            languages,
            frequencies,
            File.ReadLines(messages)
                .Select(line => line.Split('=', 2))
                .Where(pair => pair.Length == 2)
                .ToDictionary(pair => pair[0].Trim(), pair => Unescaped(pair[1].Trim()))
        );
    }

    private static void Add(
        JsonElement profile,
        List<string> languages,
        Dictionary<string, double[]> frequencies,
        int count
    )
    {
        int language = languages.Count;
        languages.Add(profile.GetProperty("name").GetString()!);
        JsonElement totals = profile.GetProperty("n_words");
        foreach (JsonProperty run in profile.GetProperty("freq").EnumerateObject())
        {
            if (run.Name.Length is 0 or > LongestRun)
                continue;
            if (!frequencies.TryGetValue(run.Name, out double[]? shares))
                frequencies[run.Name] = shares = new double[count];
            shares[language] = run.Value.GetDouble() / totals[run.Name.Length - 1].GetDouble();
        }
    }

    private static string Unescaped(string value) =>
        Escape().Replace(value, match => ((char)Convert.ToInt32(match.Groups[1].Value, 16)).ToString());

    [GeneratedRegex(@"\\u([0-9A-Fa-f]{4})", RegexOptions.CultureInvariant)]
    private static partial Regex Escape();
}
