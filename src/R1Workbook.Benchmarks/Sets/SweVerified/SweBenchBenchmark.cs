using System.Text.Json.Nodes;
using R1Workbook.Benchmarks.Scoring;
using R1Workbook.Core.Metrics;

namespace R1Workbook.Benchmarks.Sets.SweVerified;

/// <summary>SWE-bench Verified: the share of instances that are resolved. Data: the official instances; responses: the
/// harness's reports.</summary>
public sealed class SweBenchBenchmark : IBenchmark
{
    /// <inheritdoc/>
    public string Id => "swe-verified";

    /// <inheritdoc/>
    public ScoreReport Score(ScoreRequest request, CancellationToken cancellationToken = default)
    {
        request.RefuseK(Id);
        SweBenchInstance[] instances = [.. SweBenchInstance.Read(request.Data)];
        if (instances.Length == 0)
            throw new ScoringException("there are no instances to score.");
        Dictionary<string, SweBenchReport> reports = [];
        HashSet<string> known = [.. instances.Select(instance => instance.Id)];
        foreach (SweBenchReport report in SweBenchReport.Read(request.Responses))
        {
            if (!known.Contains(report.Id))
                throw new ScoringException($"{report.Place}: instance \"{report.Id}\" is not in the data.");
            if (!reports.TryAdd(report.Id, report))
                throw new ScoringException($"{report.Place}: instance \"{report.Id}\" is reported twice.");
        }
        SweBenchInstance[] missing = [.. instances.Where(instance => !reports.ContainsKey(instance.Id))];
        if (missing.Length > 0 && !request.Subset)
        {
            throw new ScoringException(
                $"{missing.Length} of {instances.Length} instances have no report: "
                    + $"{string.Join(", ", missing.Take(5).Select(instance => instance.Id))}."
            );
        }

        (SweBenchInstance Instance, Resolution Resolution)[] ended =
        [
            .. instances
                .Where(instance => reports.ContainsKey(instance.Id))
                .Select(instance => (instance, reports[instance.Id].Of(instance))),
        ];
        if (ended.Length == 0)
            throw new ScoringException("there are no reports to score.");
        int full = ended.Count(one => one.Resolution == Resolution.Full);
        ConfidenceInterval interval = ConfidenceInterval.Wilson(full, ended.Length);
        JsonObject metrics = new()
        {
            ["benchmark"] = Id,
            ["questions"] = ended.Length,
            ["resolved"] = (double)full / ended.Length,
            ["interval_95"] = new JsonArray(interval.Low, interval.High),
            ["n_resolved"] = full,
            ["n_partial"] = ended.Count(one => one.Resolution == Resolution.Partial),
            ["by_group"] = new JsonObject(
                ended
                    .GroupBy(one => one.Instance.Repository)
                    .OrderBy(group => group.Key, StringComparer.Ordinal)
                    .Select(group =>
                        KeyValuePair.Create(
                            group.Key,
                            (JsonNode?)
                                new JsonObject
                                {
                                    ["questions"] = group.Count(),
                                    ["resolved"] = group.Average(one => one.Resolution == Resolution.Full ? 1.0 : 0),
                                }
                        )
                    )
            ),
        };
        return new ScoreReport(
            metrics,
            ended.Select(one => new JsonObject
            {
                ["id"] = one.Instance.Id,
                ["score"] = one.Resolution == Resolution.Full ? 1 : 0,
                ["resolution"] = one.Resolution.ToString(),
            })
        );
    }
}
