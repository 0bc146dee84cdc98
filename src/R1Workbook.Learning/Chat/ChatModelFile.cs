using System.Text.Json;
using System.Text.Json.Nodes;
using R1Workbook.Core.Files;
using R1Workbook.Learning.Decoders;
using R1Workbook.Learning.Files;
using R1Workbook.Learning.Tasks.Countdown;
using R1Workbook.Learning.Tokenizers;
using TorchSharp;

namespace R1Workbook.Learning.Chat;

/// <summary>Opens a model of one's own for asking: a folder of the transformers library, or a decoder that the workbook
/// trained.</summary>
public static class ChatModelFile
{
    private const string WeightsFile = "model.safetensors",
        Automatic = "auto",
        EndField = "eos_token_id";

    /// <summary>The names of templates that can be asked for; the first takes that of the folder.</summary>
    public static IReadOnlyList<string> Templates { get; } =
    [Automatic, "plain", "chatml", "qwen2.5", "deepseek-v3", "deepseek-r1"];

    /// <summary>Opens a model.</summary>
    /// <param name="path">A folder with config.json, weights and tokenizer.json; a run record of the workbook, or its
    /// model.safetensors.</param>
    /// <param name="template">How a conversation is written, by one of <see cref="Templates"/>.</param>
    /// <param name="context">Longest sequence that will be used; the model's own where null.</param>
    /// <param name="device">Where the weights shall lie; the CPU where null.</param>
    /// <returns>The model, to be disposed of.</returns>
    /// <exception cref="IOException">A file is missing, none, or does not fit (a <see cref="ModelFolderException"/>,
    /// <see cref="SafeTensorsException"/> or <see cref="TokenizerException"/>).</exception>
    /// <exception cref="ArgumentException">There is no such template.</exception>
    public static DecoderChatClient Open(
        string path,
        string template = Automatic,
        int? context = null,
        torch.Device? device = null
    )
    {
        ArgumentNullException.ThrowIfNull(path);
        if (!Templates.Contains(template))
        {
            throw new ArgumentException(
                $"there is no template \"{template}\"; there are {string.Join(", ", Templates)}.",
                nameof(template)
            );
        }

        string name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)));
        if (File.Exists(path))
            return Own(path, name, device);
        if (!Directory.Exists(path))
            throw new ModelFolderException(path, "no such file or folder.");
        if (!File.Exists(Path.Combine(path, "config.json")))
        {
            return File.Exists(Path.Combine(path, WeightsFile))
                ? Own(Path.Combine(path, WeightsFile), name, device)
                : throw new ModelFolderException(
                    path,
                    $"it holds no model: neither config.json, as a folder of the transformers library does, nor "
                        + $"{WeightsFile}, as a run record does."
                );
        }
        JsonObject settings = Fields(Path.Combine(path, "tokenizer_config.json"));
        if (!File.Exists(Path.Combine(path, "tokenizer.json")) && settings["char_ords"] is JsonArray characters)
        {
            return new DecoderChatClient(
                HuggingFaceFolder.Load(path, device, context),
                new CharacterCodec([
                    .. characters.Select(one => Whole(Path.Combine(path, "tokenizer_config.json"), "char_ords", one)),
                ]),
                name
            );
        }

        ChatTemplate? written = Named(path, template, settings);
        int[] ends = Ends(path);
        PretrainedModel model = PretrainedModel.Load(path, device, context);
        try
        {
            return new DecoderChatClient(model.Decoder, new TokenizerCodec(model.Tokenizer, written, ends), name);
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    private static DecoderChatClient Own(string path, string name, torch.Device? device)
    {
        Decoder decoder = DecoderFile.Load(path, device);
        if (decoder.Config.Vocabulary == CountdownVocabulary.Size)
            return new DecoderChatClient(decoder, new WordCodec(), name);
        decoder.Dispose();
        throw new ModelFolderException(
            path,
            $"it has {decoder.Config.Vocabulary} tokens, the workbook's vocabulary {CountdownVocabulary.Size}: what "
                + $"they mean is not known. Give a folder with a tokenizer.json."
        );
    }

    private static ChatTemplate? Named(string folder, string name, JsonObject settings) =>
        name switch
        {
            "plain" => null,
            "chatml" => ChatTemplate.ChatMl,
            "qwen2.5" => ChatTemplate.Qwen25,
            "deepseek-v3" => ChatTemplate.DeepSeekV3,
            "deepseek-r1" => ChatTemplate.DeepSeekR1,
            _ => Recognised(folder, settings),
        };

    /// <summary>The template that a folder has, known by its marks: templates are programs, and none is run
    /// here.</summary>
    private static ChatTemplate? Recognised(string folder, JsonObject settings)
    {
        string file = Path.Combine(folder, "chat_template.jinja");
        string? text = File.Exists(file)
            ? Template(file)
            : settings["chat_template"] switch
            {
                JsonArray named => named
                    .OfType<JsonObject>()
                    .FirstOrDefault(one => one["name"]?.ToString() == "default")
                    ?["template"]?.ToString(),
                { } one => one.ToString(),
                null => null,
            };
        if (string.IsNullOrEmpty(text))
            return null;
        if (text.Contains("<｜Assistant｜>", StringComparison.Ordinal))
        {
            return text.Contains("<｜Assistant｜><think>", StringComparison.Ordinal)
                ? ChatTemplate.DeepSeekR1
                : ChatTemplate.DeepSeekV3;
        }

        if (text.Contains("<|im_start|>", StringComparison.Ordinal))
            return text.Contains("You are Qwen", StringComparison.Ordinal) ? ChatTemplate.Qwen25 : ChatTemplate.ChatMl;
        throw new ModelFolderException(
            folder,
            $"its chat template is none of those known here ({string.Join(", ", Templates.Skip(2))}): name one of "
                + $"them, or plain for the bare text."
        );
    }

    private static string Template(string path)
    {
        try
        {
            return BoundedFile.Text(path, BoundedFile.MostSettings);
        }
        catch (InvalidDataException exception)
        {
            throw new ModelFolderException(path, exception.Message, exception);
        }
    }

    // eos_token_id is a number or a list of them; generation_config.json knows more ends than config.json.
    private static int[] Ends(string folder)
    {
        foreach (string name in (string[])["generation_config.json", "config.json"])
        {
            string path = Path.Combine(folder, name);
            int[] ends = Fields(path)[EndField] switch
            {
                JsonArray many => [.. many.Select(end => Whole(path, EndField, end))],
                JsonValue one => [Whole(path, EndField, one)],
                _ => [],
            };
            if (ends.Length > 0)
                return ends;
        }
        throw new ModelFolderException(
            folder,
            "neither generation_config.json nor config.json has eos_token_id: no answer would ever end."
        );
    }

    private static int Whole(string path, string field, JsonNode? node) =>
        node is JsonValue value && value.TryGetValue(out int number)
            ? number
            : throw new ModelFolderException(
                path,
                $"{field} is {node?.ToJsonString() ?? "null"}; a whole number, or a list of them, is expected."
            );

    private static JsonObject Fields(string path)
    {
        if (!File.Exists(path))
            return [];
        try
        {
            string text = BoundedFile.Text(path, BoundedFile.MostSettings);
            return JsonNode.Parse(text) as JsonObject ?? throw new JsonException("it is no object");
        }
        catch (Exception exception) when (exception is JsonException or InvalidDataException)
        {
            throw new ModelFolderException(path, $"no usable settings: {exception.Message}", exception);
        }
    }
}
