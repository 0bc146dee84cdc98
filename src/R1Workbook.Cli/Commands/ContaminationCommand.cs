using System.CommandLine;
using System.Text.Json.Nodes;
using R1Workbook.Benchmarks.Decontamination;
using R1Workbook.Benchmarks.Files;
using R1Workbook.Core.Files;
using R1Workbook.Core.Metrics;

namespace R1Workbook.Cli.Commands;

/// <summary><c>r1 contamination</c>: which rows of two sets share a run of words.</summary>
internal static class ContaminationCommand
{
    public static Command Create()
    {
        var a = new Argument<string>("A")
        {
            Description =
                "A data file or folder of any format that the benchmarks come in, a .txt of one text a line, or "
                + "BENCHMARK=PATH, whose questions are taken.",
        };
        var b = new Argument<string>("B") { Description = "The set it is held against, written alike." };
        var n = new Option<int>("--n")
        {
            Description = "How many words a shared run has; the paper of R1 takes 10, open-r1 8.",
            DefaultValueFactory = _ => NgramOverlap.R1,
        };
        var fieldA = new Option<string?>("--field-a")
        {
            Description = "The field of A that holds the text; by default the question or prompt.",
        };
        var fieldB = new Option<string?>("--field-b") { Description = "The field of B that holds the text." };
        var command = new Command(
            "contamination",
            "Find the rows of two sets that share a run of words: one JSON object a line for each pair, then one "
                + "with the counts. Example: r1 contamination train.jsonl math-500=test.jsonl --field-a problem"
        )
        {
            a,
            b,
            n,
            fieldA,
            fieldB,
        };
        n.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 1)
                result.AddError("--n is the number of words and at least 1.");
        });
        command.SetAction(
            (arguments, cancellation) =>
                Task.FromResult(
                    Run(
                        arguments.GetValue(a)!,
                        arguments.GetValue(b)!,
                        arguments.GetValue(n),
                        arguments.GetValue(fieldA),
                        arguments.GetValue(fieldB),
                        Console.Out,
                        Console.Error,
                        cancellation
                    )
                )
        );
        return command;
    }

    internal static int Run(
        string a,
        string b,
        int n,
        string? fieldA,
        string? fieldB,
        TextWriter output,
        TextWriter errors,
        CancellationToken cancellation = default
    )
    {
        try
        {
            Contamination contamination = new(TextSet.Parse(a, fieldA), TextSet.Parse(b, fieldB), n);
            int pairs = 0;
            foreach (SharedNgrams pair in contamination.Pairs(cancellation))
            {
                pairs++;
                output.WriteLine(
                    new JsonObject
                    {
                        ["a"] = Row(pair.A),
                        ["b"] = Row(pair.B),
                        ["shared"] = pair.Ngrams.Count,
                        ["ngram"] = pair.Ngrams[0],
                    }.ToJsonString(JsonText.Line)
                );
            }
            output.WriteLine(
                new JsonObject
                {
                    ["n"] = n,
                    ["pairs"] = pairs,
                    ["a"] = Counts(contamination.A!),
                    ["b"] = Counts(contamination.B!),
                }.ToJsonString(JsonText.Line)
            );
            return 0;
        }
        catch (Exception exception) when (exception is DataFileException or ArgumentException or KeyNotFoundException)
        {
            errors.WriteLine($"r1 contamination: {exception.Message}");
            return 1;
        }
    }

    private static JsonObject Row(TextRow row) => new() { ["id"] = row.Id, ["place"] = row.Place };

    private static JsonObject Counts(SetContamination set) =>
        new()
        {
            ["rows"] = set.Rows,
            ["contaminated"] = set.Contaminated,
            ["too_short"] = set.Short,
        };
}
