using System.Text.Json.Nodes;
using R1Workbook.Core.Grpo.Losses;

namespace R1Workbook.Core.Grpo.Cases;

/// <summary>What came of one case.</summary>
/// <param name="Name">Its name, or its section and number.</param>
/// <param name="Answer">What was computed; null where that was not possible.</param>
/// <param name="Problem">Why it was not possible; empty where it was.</param>
public sealed record LossCaseAnswer(string Name, JsonObject? Answer, string Problem);

/// <summary>
/// A file of loss cases: either in the shape in which TRL's losses were recorded (a list of cases, or an object with
/// "cases" and perhaps "kl_estimators"), or in that of verl's algorithms (an object with some of advantages,
/// policy_loss, agg_loss, kl and gae).
/// </summary>
public static class LossCases
{
    /// <summary>Computes every case.</summary>
    /// <param name="root">The file.</param>
    /// <exception cref="FormatException">It has neither shape.</exception>
    public static IEnumerable<LossCaseAnswer> Compute(JsonNode? root)
    {
        if (root is JsonArray list)
            return Trl(list, null);
        if (root is JsonObject file && file["cases"] is JsonArray cases)
            return Trl(cases, file["kl_estimators"]);
        if (root is JsonObject algorithms && VerlCase.Sections.Any(algorithms.ContainsKey))
            return Verl(algorithms);
        throw new FormatException(
            $"a list of cases, an object with \"cases\", or an object with some of "
                + $"{string.Join(", ", VerlCase.Sections)} is expected."
        );
    }

    private static IEnumerable<LossCaseAnswer> Trl(JsonArray cases, JsonNode? estimators)
    {
        for (int i = 0; i < cases.Count; i++)
        {
            JsonNode? node = cases[i];
            string name = (node as JsonObject)?["name"]?.ToString() ?? $"case {i + 1}";
            yield return Try(
                name,
                () =>
                {
                    JsonObject answer = TrlCase.Read(Object(node)).Answer();
                    answer["name"] = name;
                    return answer;
                }
            );
        }
        if (estimators is null)
            yield break;
        foreach (string name in (estimators["estimators"] as JsonObject)?.Select(field => field.Key) ?? [])
        {
            string place = $"kl_estimators {name}";
            yield return Try(
                place,
                () =>
                    Named(
                        place,
                        VerlCase.KlAnswer(
                            name,
                            CaseField.Matrix(estimators, "logp"),
                            CaseField.Matrix(estimators, "ref"),
                            KlEstimator.Of
                        )
                    )
            );
        }
    }

    private static IEnumerable<LossCaseAnswer> Verl(JsonObject root)
    {
        string[] unknown =
        [
            .. root.Select(field => field.Key).Except([.. VerlCase.Sections, "source", "mask", "index"]),
        ];
        foreach (string name in unknown)
        {
            yield return new LossCaseAnswer(
                name,
                null,
                $"this section is not known; {string.Join(", ", VerlCase.Sections)} are."
            );
        }

        foreach (string section in VerlCase.Sections)
        {
            if (root[section] is not JsonArray entries)
                continue;
            for (int i = 0; i < entries.Count; i++)
            {
                JsonNode? entry = entries[i];
                string name = $"{section}[{i}]";
                yield return Try(name, () => Named(name, VerlCase.Answer(root, section, Object(entry))));
            }
        }
    }

    private static JsonObject Object(JsonNode? node) =>
        node as JsonObject ?? throw new FormatException("an object is expected.");

    private static JsonObject Named(string name, JsonObject answer)
    {
        answer.Insert(0, "name", name);
        return answer;
    }

    private static LossCaseAnswer Try(string name, Func<JsonObject> answer)
    {
        try
        {
            return new LossCaseAnswer(name, answer(), "");
        }
        catch (Exception exception)
            when (exception is FormatException or ArgumentException or InvalidOperationException)
        {
            return new LossCaseAnswer(name, null, exception.Message);
        }
    }
}
