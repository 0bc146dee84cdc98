using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using R1Workbook.Benchmarks.Files;
using R1Workbook.Benchmarks.Judging;
using R1Workbook.Benchmarks.Scoring;
using R1Workbook.Core.Completions;
using R1Workbook.Core.Tasks;

namespace R1Workbook.Benchmarks.Sets.ArenaHard;

/// <summary>
/// ArenaHard's judge: two games a question, the baseline as assistant A in the first and as B in the second; a verdict
/// from [[A>>B]] to [[B>>A]] (lmarena/arena-hard-auto, config/arena-hard-v0.1.yaml). The judged file has the rows of
/// model_judgment.
/// </summary>
public static class ArenaJudge
{
    /// <summary>How ArenaHard is judged.</summary>
    public static JudgeProtocol Protocol { get; } =
        new(
            "arena-hard",
            JudgePrompt.Own(
                "arena-hard",
                new JudgeFields("question_1|QUESTION", "answer_1|ANSWER_A", "answer_2|ANSWER_B")
            ),
            new ChatOptions { Temperature = 0, MaxOutputTokens = 4096 },
            Rows
        )
        {
            Compares = true,
        };

    /// <summary>A row of two games for each question.</summary>
    /// <exception cref="DataFileException">The file of the baseline is missing or not in the format.</exception>
    /// <exception cref="ScoringException">There is no file of the baseline, or it lacks a question.</exception>
    public static IEnumerable<JudgedRow> Rows(JudgeRequest request)
    {
        string path =
            request.Baseline
            ?? throw new ScoringException(
                "ArenaHard compares with the answers of gpt-4-0314: name its file, "
                    + "data/arena-hard-v0.1/model_answer/gpt-4-0314.jsonl in github.com/lmarena/arena-hard-auto."
            );
        Dictionary<string, string> baseline = [];
        foreach (
            (string id, string answer) in DataFile.Read(
                path,
                row => (row.Id(row.FirstOf("uid", "question_id")), Answer(row))
            )
        )
        {
            baseline[id] = answer;
        }

        foreach ((IProblem question, IReadOnlyList<Response> samples) in request.Answered)
        {
            if (!baseline.TryGetValue(question.Id, out string? other))
            {
                throw new ScoringException(
                    $"{path} has no answer to question {question.Id}, with which the model's could be compared."
                );
            }

            string prompt = question.Prompt(PromptStyle.Official),
                answer = samples[0].Text;
            yield return new JudgedRow(
                [request.Prompt.Write(prompt, other, answer), request.Prompt.Write(prompt, answer, other)],
                replies => new JsonObject
                {
                    ["uid"] = question.Id,
                    ["model"] = request.Model,
                    ["judge"] = request.Judge,
                    ["games"] = new JsonArray([
                        .. replies.Select(reply =>
                            (JsonNode)
                                new JsonObject
                                {
                                    ["judgment"] = reply.Text,
                                    ["score"] = ArenaBattle.Verdict(ThinkAnswer.AfterThinking(reply.Text)),
                                }
                        ),
                    ]),
                }
            );
        }
    }

    // messages: [..., {role, content: text or {answer}}] of the present files, choices: [{turns: [{content}]}] of those
    // of 2024.
    private static string Answer(DataRow row)
    {
        if (row.IsGiven("choices"))
            return row.Rows("choices")[0].Rows("turns")[0].Text("content");
        IReadOnlyList<DataRow> messages = row.Rows("messages");
        if (messages.Count == 0)
            throw row.Problem("field \"messages\" is empty; its last message is the answer.");
        DataRow last = messages[^1];
        return last.IsGiven("content") && last.Fields.GetProperty("content").ValueKind == JsonValueKind.Object
            ? last.Rows("content")[0].Text("answer")
            : last.Text("content");
    }
}
