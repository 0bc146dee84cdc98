using System.Text.Json.Nodes;
using R1Workbook.Golden.Tests.Values;
using R1Workbook.Learning.Chat;
using R1Workbook.Learning.Files;
using R1Workbook.Learning.Tokenizers;

namespace R1Workbook.Golden.Tests.Chats;

/// <summary>Conversations as texts against those that Jinja made of templates of our own.</summary>
public sealed class ChatTextTests
{
    private static readonly string Script = RepositoryFolder.Of("tests", "R1Workbook.Golden", "Chats", "chats.py");

    private static readonly JsonArray Rows = JsonNode
        .Parse(File.ReadAllText(Path.ChangeExtension(Script, ".json")))!
        .AsArray();

    [Fact]
    public void Each_conversation_is_written_as_by_its_template() =>
        AllOf.Check(
            Rows,
            row => $"{row!["template"]}, {row["name"]}",
            row =>
            {
                ChatTemplate template = Named((string)row!["template"]!);
                ChatTurn[] turns = [.. row["messages"]!.AsArray().Select(message => Turn(message!))];
                Assert.Equal((string)row["text"]!, template.Render(turns, forAnswer: false));
                Assert.Equal((string)row["for_answer"]!, template.Render(turns, forAnswer: true));
            }
        );

    [Fact]
    public void Every_template_that_can_be_named_is_in_the_file() =>
        // "auto" takes that of the folder, "plain" writes none.
        Assert.Equal(
            ChatModelFile.Templates.Except(["auto", "plain"]).Order(),
            Rows.Select(row => (string)row!["template"]!).Distinct().Order()
        );

    [Fact]
    public void The_thinking_of_earlier_turns_is_left_out_by_R1_alone()
    {
        // By hand: what stands before the last </think> of an earlier answer goes, the line ends behind it stay.
        Assert.Equal(
            "<｜begin▁of▁sentence｜><｜User｜>2 + 3?<｜Assistant｜>\n\nIt is 5.<｜end▁of▁sentence｜>"
                + "<｜User｜>And 5 more?<｜Assistant｜><think>\n",
            (string)Rows.Single(row => Is(row, "deepseek-r1", "thinking before"))!["for_answer"]!
        );
        Assert.Contains(
            "Two and three.\n</think>",
            (string)Rows.Single(row => Is(row, "deepseek-v3", "thinking before"))!["for_answer"]!,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_template_in_the_manner_of_Llama_3_is_refused_by_what_can_be_named()
    {
        string folder = Directory.CreateTempSubdirectory("golden-chat").FullName;
        try
        {
            File.WriteAllText(Path.Combine(folder, "config.json"), "{}");
            File.WriteAllText(
                Path.Combine(folder, "chat_template.jinja"),
                "{% for turn in messages %}<|start_header_id|>{{ turn.role }}<|end_header_id|>\n\n"
                    + "{{ turn.content }}<|eot_id|>{% endfor %}"
            );
            var refused = Assert.Throws<ModelFolderException>(() => ChatModelFile.Open(folder));
            Assert.Contains("name one of them, or plain", refused.Message, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void The_file_is_what_the_script_writes() => ScriptTests.AssertWrites(Script);

    private static bool Is(JsonNode? row, string template, string name) =>
        (string)row!["template"]! == template && (string)row["name"]! == name;

    private static ChatTurn Turn(JsonNode message) =>
        new(Enum.Parse<ChatRole>((string)message["role"]!, ignoreCase: true), (string)message["content"]!);

    private static ChatTemplate Named(string name) =>
        name switch
        {
            "deepseek-v3" => ChatTemplate.DeepSeekV3,
            "deepseek-r1" => ChatTemplate.DeepSeekR1,
            "qwen2.5" => ChatTemplate.Qwen25,
            "chatml" => ChatTemplate.ChatMl,
            _ => throw new InvalidDataException($"chats.json has a template {name} that no test knows."),
        };
}
