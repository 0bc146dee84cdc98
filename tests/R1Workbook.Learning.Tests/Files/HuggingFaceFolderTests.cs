using System.Text.Json.Nodes;
using R1Workbook.Learning.Decoders;
using R1Workbook.Learning.Files;
using R1Workbook.Learning.Tests.Decoders;
using TorchSharp;
using static TorchSharp.torch;

namespace R1Workbook.Learning.Tests.Files;

public sealed class HuggingFaceFolderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("r1-").FullName;

    private string Weights => Path.Combine(_folder, "model.safetensors");

    private string Config => Path.Combine(_folder, "config.json");

    [SharedCheck("models")]
    public static void The_tiny_llama_is_loaded_and_computes_what_the_formulas_say()
    {
        using DisposeScope scope = NewDisposeScope();
        using Decoder decoder = HuggingFaceFolder.Load(
            SharedFiles.Find("datasets/tiny_llama/arithmetic_sequence"),
            context: 64
        );
        Assert.Equal(new DecoderConfig(16, 128, 4, 4, 4, 32, 344, 64) { UntiedHead = true }, decoder.Config);
        Assert.Equal(795_776, decoder.Layout.Size);
        // its tokens are digits, comma and colon; its weights are random, so it knows no sequence
        int[] prompt = [5, 13, 7, 14, 8, 13, 6, 12];
        double[] expected = PlainDecoder.LastLogits(decoder, prompt);
        float[] logits = decoder
            .Logits(decoder.Hidden(tensor([.. prompt.Select(id => (long)id)], [1, 8])).select(1, 7))
            .data<float>()
            .ToArray();
        foreach ((double plain, float given) in expected.Zip(logits))
            Assert.Equal(plain, given, 1e-4);
        Assert.True(expected.Max() - expected.Min() > 0.1, "all scores are alike");
    }

    [SharedCheck("models")]
    public void The_tiny_llama_is_saved_byte_for_byte()
    {
        string original = SharedFiles.Find("datasets/tiny_llama/arithmetic_sequence");
        using Decoder decoder = HuggingFaceFolder.Load(original, context: 64);
        HuggingFaceFolder.SaveLike(decoder, _folder, original);
        foreach (
            string name in (string[])
                ["model.safetensors", "config.json", "generation_config.json", "tokenizer_config.json"]
        )
        {
            Assert.Equal(
                File.ReadAllBytes(Path.Combine(original, name)),
                File.ReadAllBytes(Path.Combine(_folder, name))
            );
        }
    }

    [Theory]
    [InlineData("Small", FloatType.BF16, 500)]
    [InlineData("Qwen2", FloatType.F16, 700)]
    [InlineData("Qwen3", FloatType.F32, 1)]
    [InlineData("Llama3", FloatType.F64, long.MaxValue)]
    [InlineData("Yarn", FloatType.F32, 2000)]
    [InlineData("Dynamic", FloatType.BF16, long.MaxValue)]
    public void Every_family_comes_back_in_every_type_and_in_shards(string family, FloatType type, long shardBytes)
    {
        using Decoder decoder = DecoderTests.Shaken(DecoderTests.Family(family), 3);
        HuggingFaceFolder.Save(decoder, _folder, type, shardBytes);
        Assert.Equal(shardBytes == long.MaxValue, File.Exists(Weights));
        using Decoder read = HuggingFaceFolder.Load(_folder, context: 16);
        Assert.Equal(decoder.Config, read.Config);
        double tolerance = type switch
        {
            FloatType.BF16 => 1.0 / 256,
            FloatType.F16 => 1.0 / 2048,
            _ => 0,
        };
        foreach ((float before, float after) in decoder.CopyWeights().Zip(read.CopyWeights()))
            Assert.True(Math.Abs(before - after) <= tolerance * Math.Abs(before));

        string again = Path.Combine(_folder, "again");
        HuggingFaceFolder.SaveLike(read, again, _folder);
        foreach (string file in Directory.GetFiles(_folder))
            Assert.Equal(File.ReadAllBytes(file), File.ReadAllBytes(Path.Combine(again, Path.GetFileName(file))));
    }

    [Fact]
    public void A_trained_weight_is_saved_and_the_types_stay()
    {
        using Decoder decoder = DecoderTests.Shaken(DecoderTests.Small, 3);
        HuggingFaceFolder.Save(decoder, _folder, FloatType.BF16);
        float[] weights = decoder.CopyWeights();
        weights[0] = 0.5f;
        using var trained = new Decoder(decoder.Config, weights);
        HuggingFaceFolder.SaveLike(trained, _folder, _folder); // over itself
        using Decoder read = HuggingFaceFolder.Load(_folder);
        Assert.Equal(0.5f, read.CopyWeights()[0]);
        using var file = new SafeTensorsFile(Weights);
        Assert.All(file.Header.Entries, entry => Assert.Equal(FloatType.BF16, entry.FloatType));
        Assert.Empty(Directory.GetFiles(_folder, "*.partial"));
    }

    [Fact]
    public void A_shared_matrix_that_stands_twice_is_saved_twice_and_other_buffers_are_kept()
    {
        using Decoder decoder = DecoderTests.Shaken(DecoderTests.Small, 3);
        HuggingFaceFolder.Save(decoder, _folder);
        IReadOnlyDictionary<string, NamedArray> arrays = SafeTensors.Read(Weights).Arrays;
        KeyValuePair<string, NamedArray>[] more =
        [
            KeyValuePair.Create("lm_head.weight", arrays["model.embed_tokens.weight"]),
            .. arrays,
            KeyValuePair.Create("model.layers.0.self_attn.rotary_emb.inv_freq", new NamedArray([2], [1, 0.01f])),
        ];
        SafeTensors.Write(Weights, more, new Dictionary<string, string> { ["format"] = "pt", ["note"] = "kept" });
        byte[] original = File.ReadAllBytes(Weights);
        using Decoder read = HuggingFaceFolder.Load(_folder);
        HuggingFaceFolder.SaveLike(read, _folder, _folder);
        Assert.Equal(original, File.ReadAllBytes(Weights));
    }

    [Theory]
    [InlineData("model_type", "\"deepseek_v3\"", "deepseek_v3")]
    [InlineData("architectures", "[\"MambaForCausalLM\"]", null)]
    [InlineData("hidden_size", null, "hidden_size is missing")]
    [InlineData("hidden_size", "\"wide\"", "hidden_size is \"wide\"")]
    [InlineData("num_key_value_heads", "3", "do not share")]
    [InlineData("hidden_act", "\"gelu\"", "gelu")]
    [InlineData("mlp_bias", "true", "mlp_bias")]
    [InlineData("attention_bias", "true", "attention_bias")]
    [InlineData("rope_scaling", "{\"type\":\"longrope\",\"factor\":4}", "longrope")]
    [InlineData("rope_scaling", "{\"type\":\"linear\"}", "factor is missing")]
    [InlineData("rope_scaling", "{\"type\":\"linear\",\"factor\":\"two\"}", "factor is \"two\"")]
    [InlineData("num_hidden_layers", "1000000000", "num_hidden_layers")]
    [InlineData("num_hidden_layers", "1", "no place")]
    [InlineData("num_hidden_layers", "3", "missing in model.safetensors")]
    [InlineData("vocab_size", "12", "model.embed_tokens.weight is [11, 8] where config.json needs [12, 8]")]
    [InlineData("tie_word_embeddings", "false", "lm_head.weight is missing")]
    [InlineData("quantization_config", "{}", "quantised")]
    public void A_configuration_that_does_not_fit_is_told_with_the_field(string field, string? value, string? told)
    {
        using (Decoder decoder = DecoderTests.Shaken(DecoderTests.Small, 3))
            HuggingFaceFolder.Save(decoder, _folder);
        JsonObject fields = JsonNode.Parse(File.ReadAllText(Config))!.AsObject();
        if (value is null)
            fields.Remove(field);
        else
            fields[field] = JsonNode.Parse(value);
        File.WriteAllText(Config, fields.ToJsonString());
        if (told is null)
        {
            HuggingFaceFolder.Load(_folder).Dispose(); // the name is only read where model_type is none of ours
        }
        else
        {
            Assert.Contains(
                told,
                Assert.Throws<ModelFolderException>(() => HuggingFaceFolder.Load(_folder)).Message,
                StringComparison.Ordinal
            );
        }
    }

    [Fact]
    public void What_is_missing_is_named()
    {
        Assert.Contains(
            "no such folder",
            Assert
                .Throws<ModelFolderException>(() =>
                    HuggingFaceFolder.SaveLike(DecoderTests.Shaken(DecoderTests.Small, 1), _folder, _folder + "x")
                )
                .Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "config.json",
            Assert.Throws<ModelFolderException>(() => HuggingFaceFolder.Load(_folder)).Message,
            StringComparison.Ordinal
        );
        using (Decoder decoder = DecoderTests.Shaken(DecoderTests.Small, 3))
            HuggingFaceFolder.Save(decoder, _folder, FloatType.BF16, 500);
        string index = Path.Combine(_folder, "model.safetensors.index.json"),
            text = File.ReadAllText(index),
            shard = Directory.GetFiles(_folder, "model-00002*")[0];
        File.WriteAllText(index, text.Replace("model-00002", "../model-00002", StringComparison.Ordinal));
        Assert.Contains(
            "leads out of the folder",
            Assert.Throws<ModelFolderException>(() => HuggingFaceFolder.Load(_folder)).Message,
            StringComparison.Ordinal
        );
        File.WriteAllText(index, "{}");
        Assert.Contains(
            "weight_map",
            Assert.Throws<ModelFolderException>(() => HuggingFaceFolder.Load(_folder)).Message,
            StringComparison.Ordinal
        );
        File.WriteAllText(index, text);
        File.Delete(shard);
        Assert.Contains(
            "model-00002",
            Assert.Throws<SafeTensorsException>(() => HuggingFaceFolder.Load(_folder)).Message,
            StringComparison.Ordinal
        );
        File.Delete(index);
        Assert.Contains(
            "neither",
            Assert.Throws<ModelFolderException>(() => HuggingFaceFolder.Load(_folder)).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void The_folder_of_llama_31_is_read_with_its_stretching()
    {
        File.WriteAllText(
            Config,
            """
            {"architectures":["LlamaForCausalLM"],"model_type":"llama","vocab_size":128256,"hidden_size":4096,
             "intermediate_size":14336,"num_hidden_layers":32,"num_attention_heads":32,
             "num_key_value_heads":8,"max_position_embeddings":131072,"rms_norm_eps":1e-05,
             "rope_theta":500000.0,"tie_word_embeddings":false,"hidden_act":"silu","attention_bias":false,
             "rope_scaling":{"factor":8.0,"low_freq_factor":1.0,"high_freq_factor":4.0,
             "original_max_position_embeddings":8192,"rope_type":"llama3"}}
            """
        );
        DecoderConfig config = HuggingFaceConfig.Read(Config);
        Assert.Equal(128, config.HeadWidth);
        Assert.Equal(new RopeScaling(RopeScalingKind.Llama3, 8, 8192), config.RopeScaling);
        Assert.Equal(8_030_261_248, new ParameterLayout(config).Size);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
