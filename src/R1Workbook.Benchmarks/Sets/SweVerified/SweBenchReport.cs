using R1Workbook.Benchmarks.Files;
using R1Workbook.Benchmarks.Scoring;

namespace R1Workbook.Benchmarks.Sets.SweVerified;

/// <summary>How an instance ended (swebench/harness/grading.py).</summary>
public enum Resolution
{
    /// <summary>A test that passed before fails, or none of the failing ones passes.</summary>
    No,

    /// <summary>Some of the failing tests pass, and all that passed still do.</summary>
    Partial,

    /// <summary>All pass.</summary>
    Full,
}

/// <summary>What the official harness reports of one instance: this workbook runs no repository, it reads
/// reports.</summary>
/// <param name="Place">Where it stands, for errors.</param>
/// <param name="Id">The instance.</param>
/// <param name="Resolved">What the report says; null where it only lists tests.</param>
/// <param name="Passed">The tests that passed, where it lists them.</param>
/// <param name="Failed">The tests that failed.</param>
public sealed record SweBenchReport(
    string Place,
    string Id,
    bool? Resolved,
    IReadOnlySet<string>? Passed,
    IReadOnlySet<string>? Failed
)
{
    private static readonly string[] NotResolved = ["unresolved_ids", "empty_patch_ids", "error_ids", "incomplete_ids"];

    /// <summary>
    /// The reports of a file: the harness's report.json, an object by instance {resolved, tests_status: {FAIL_TO_PASS:
    /// {success, failure}, ...}}; rows {instance_id, ...} of the same; or its report of a run {resolved_ids,
    /// unresolved_ids, empty_patch_ids, error_ids}.
    /// </summary>
    /// <exception cref="DataFileException">The file is missing or in no such format.</exception>
    public static IEnumerable<SweBenchReport> Read(string path) =>
        DataFile.Read(path, row => row.Has("resolved_ids") ? Run(row) : [One(row)]).SelectMany(reports => reports);

    /// <summary>
    /// Whether the instance is resolved: from the tests where they are listed, and then the report must agree. A test
    /// of which nothing is said counts as failed, as officially.
    /// </summary>
    /// <exception cref="ScoringException">The report contradicts its own tests.</exception>
    public Resolution Of(SweBenchInstance instance)
    {
        if (Passed is null)
            return Resolved == true ? Resolution.Full : Resolution.No;
        int turned = instance.FailToPass.Count(Passed.Contains);
        bool kept = instance.PassToPass.All(Passed.Contains);
        Resolution resolution =
            !kept ? Resolution.No
            : turned == instance.FailToPass.Count ? Resolution.Full
            : turned > 0 ? Resolution.Partial
            : Resolution.No;
        return Resolved is null || Resolved == (resolution == Resolution.Full)
            ? resolution
            : throw new ScoringException(
                $"{Place}: {Id} is reported as {(Resolved == true ? "" : "not ")}resolved, and its tests say the "
                    + $"contrary ({turned} of {instance.FailToPass.Count} turned, {(kept ? "all" : "not all")} kept)."
            );
    }

    private static SweBenchReport[] Run(DataRow row)
    {
        HashSet<string> resolved = [.. row.Texts("resolved_ids")];
        string[] others = [.. NotResolved.Where(row.IsGiven).SelectMany(row.Texts)];
        string place = $"{row.File}, {row.Unit} {row.Line}";
        return
        [
            .. resolved.Select(id => new SweBenchReport(place, id, true, null, null)),
            .. others.Distinct().Select(id => new SweBenchReport(place, id, false, null, null)),
        ];
    }

    private static SweBenchReport One(DataRow row)
    {
        string id = row.Key.Length > 0 ? row.Key : row.Text("instance_id");
        bool? resolved = row.IsGiven("resolved")
            ? row.Fields.GetProperty("resolved").ValueKind switch
            {
                System.Text.Json.JsonValueKind.True => true,
                System.Text.Json.JsonValueKind.False => false,
                _ => throw row.Wrong("resolved", "true or false"),
            }
            : null;
        if (!row.IsGiven("tests_status"))
        {
            return resolved is not null
                ? new SweBenchReport($"{row.File}, {row.Unit} {row.Line}", id, resolved, null, null)
                : throw row.Problem($"{id}: field \"resolved\" or \"tests_status\" is expected.");
        }

        DataRow status = row.Rows("tests_status")[0];
        DataRow[] kinds = [status.Rows("FAIL_TO_PASS")[0], status.Rows("PASS_TO_PASS")[0]];
        return new SweBenchReport(
            $"{row.File}, {row.Unit} {row.Line}",
            id,
            resolved,
            kinds.SelectMany(kind => kind.Texts("success")).ToHashSet(),
            kinds.SelectMany(kind => kind.Texts("failure")).ToHashSet()
        );
    }
}
