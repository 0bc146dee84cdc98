using System.Text.Json.Nodes;
using R1Workbook.Core.Instructions;

namespace R1Workbook.Core.Tests.Instructions;

/// <summary>Published verdicts of IF-Eval's own code on GPT-4's responses, and Google's own unit tests.</summary>
public sealed class IfEvalCaseTests
{
    /// <summary>Verdicts that are wrong upstream, with the reason.</summary>
    private static readonly Dictionary<(string Row, string Instruction), string> Wrong = new()
    {
        [("ifeval-gpt4-202", "change_case:english_lowercase")] =
            "\"etchings\" is English in small letters; langdetect takes the single word for German",
        [("ifeval-gpt4-1843", "change_case:english_lowercase")] =
            "\"coastal elegance properties\" is English in small letters; langdetect takes it for Spanish",
        [("ifeval-gpt4-3456", "change_case:english_capital")] =
            "a list of English names in capitals; langdetect sees only the first letters of words in capitals and "
            + "says German",
        [("ifeval-gpt4-1129", "keywords:letter_frequency")] =
            "ten exclamation marks are at least six; the code of then took a random letter where the \"letter\" was "
            + "none, the code of today does not",
    };

    [SharedCheck("cases")]
    public static void Every_published_verdict_on_the_responses_of_GPT_4_is_reproduced_strict_and_loose()
    {
        List<string> failures = [];
        int verdicts = 0;
        foreach (JsonNode row in SharedFiles.JsonLines("cases/ifeval.jsonl"))
        {
            string id = (string)row["id"]!,
                response = (string)row["response"]!;
            for (int i = 0; i < row["instruction_id_list"]!.AsArray().Count; i++)
            {
                Instruction instruction = InstructionCatalogue.Create(
                    (string)row["instruction_id_list"]![i]!,
                    row["kwargs"]![i]!.AsObject()
                );
                foreach ((bool loose, string field) in new[] { (false, "expected_strict"), (true, "expected_loose") })
                {
                    verdicts++;
                    InstructionCheck check = instruction.Check(response, loose);
                    if (check.Followed == (bool)row[field]![i]! || Wrong.ContainsKey((id, instruction.Id)))
                        continue;
                    failures.Add($"{id} {instruction.Id} {field}: {check}");
                }
            }
        }
        Assert.True(failures.Count == 0, string.Join("\n", failures));
        Assert.True(verdicts > 700, $"only {verdicts} verdicts");
    }

    [SharedCheck("cases")]
    public static void Every_verdict_of_Googles_unit_tests_is_reproduced()
    {
        List<string> failures = [];
        foreach (JsonNode row in SharedFiles.JsonLines("cases/ifeval_unit.jsonl"))
        {
            InstructionCheck check = InstructionCatalogue
                .Create((string)row["instruction_id"]!, row["kwargs"]!.AsObject())
                .Strict((string)row["response"]!);
            if (check.Followed != (bool)row["expected"]!)
                failures.Add($"{row["id"]} {row["instruction_id"]}: {check}");
        }
        Assert.True(failures.Count == 0, string.Join("\n", failures));
    }

    [SharedCheck("datasets")]
    public static void Every_instruction_of_the_data_set_can_be_made()
    {
        int made = 0;
        foreach (JsonNode row in SharedFiles.JsonLines("datasets/ifeval/input_data.jsonl"))
        {
            foreach (
                (JsonNode? id, JsonNode? arguments) in row["instruction_id_list"]!
                    .AsArray()
                    .Zip(row["kwargs"]!.AsArray())
            )
            {
                InstructionCatalogue.Create((string)id!, arguments!.AsObject());
                made++;
            }
        }
        Assert.Equal(834, made);
    }
}
