using System.Text;
using System.Text.Json.Nodes;

namespace R1Workbook.Benchmarks.Tests.Scoring;

/// <summary>What must hold for every benchmark alike: a file that is not whole or not right is named, and no score is
/// given.</summary>
public sealed class EveryBenchmarkFileTests : EveryBenchmark
{
    [Theory]
    [MemberData(nameof(All))]
    public void A_missing_field_a_wrong_type_and_a_row_that_is_none_are_named_by_line_and_field(
        string id,
        string data,
        string responses,
        string field,
        string wrong
    )
    {
        JsonObject[] rows = Rows(id, responses);
        JsonObject without = (JsonObject)rows[1].DeepClone(),
            other = (JsonObject)rows[1].DeepClone();
        without.Remove(field);
        other[field] = JsonNode.Parse(wrong);
        // Without a preference the judge had none, which is counted; without its tests a report of the harness still
        // says what is resolved.
        if (id is not ("alpaca-eval" or "swe-verified") && field != "grade")
        {
            Assert.Matches(
                $@"r\.jsonl, line 2: .*{field}",
                Refusal(id, data, Write("r.jsonl", Lines([rows[0], without, .. rows[2..]])))
            );
        }

        if (field == "grade")
        {
            Assert.Contains(
                "\"grade\"",
                Refusal(id, data, Write("r.jsonl", Lines([rows[0], without, .. rows[2..]]))),
                StringComparison.Ordinal
            );
        }

        Assert.Matches(
            $@"r\.jsonl, line 2: .*""{field}""",
            Refusal(id, data, Write("r.jsonl", Lines([rows[0], other, .. rows[2..]])))
        );
        byte[] list = [.. Lines(rows[..2]), .. Encoding.UTF8.GetBytes("[1, 2]\n"), .. Lines(rows[2..])];
        Assert.Matches(@"r\.jsonl, line 3: a JSON object is expected", Refusal(id, data, Write("r.jsonl", list)));
        Assert.Contains(
            "no such file",
            Refusal(id, data, Path.Combine(Folder, "none.jsonl")),
            StringComparison.Ordinal
        );
        Assert.Contains("the file is empty", Refusal(id, data, Write("r.jsonl", [])), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_file_that_is_cut_short_is_named_wherever_it_is_cut(
        string id,
        string data,
        string responses,
        string field,
        string wrong
    )
    {
        _ = (field, wrong);
        JsonObject[] rows = Rows(id, responses);
        byte[] lines = Lines(rows),
            gz = Gz(lines),
            zip = Zip(lines);
        Assert.Matches(
            $@"r\.jsonl, line {rows.Length}: no JSON.*cut short",
            Refusal(id, data, Write("r.jsonl", lines[..^5]))
        );
        foreach (int left in (int[])[gz.Length / 4, gz.Length / 2, gz.Length - 12])
            Assert.Matches(@"r\.jsonl\.gz.*(cut short|empty)", Refusal(id, data, Write("r.jsonl.gz", gz[..left])));
        foreach (int left in (int[])[zip.Length / 2, zip.Length - 1])
            Assert.Matches(@"r\.zip.*cut short", Refusal(id, data, Write("r.zip", zip[..left])));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_data_file_that_is_another_is_named(
        string id,
        string data,
        string responses,
        string field,
        string wrong
    )
    {
        _ = (data, field, wrong);
        string path = Path.Combine(RepositoryFolder.Samples(id), responses);
        string ending = data == "val" ? ".csv" : Path.GetExtension(data);
        Assert.Matches(
            @"d\.[a-z]+(, (line|row) 1|:)",
            RefusalOf(id, Write("d" + ending, "<!DOCTYPE html>\n<html>Sign in, please</html>\n"u8.ToArray()), path)
        );
        Assert.Matches(
            "empty|no (questions|contests|instances|exercises|response|prompts)|not in the data|belongs to no",
            RefusalOf(id, Write("d" + ending, []), path)
        );
    }
}
