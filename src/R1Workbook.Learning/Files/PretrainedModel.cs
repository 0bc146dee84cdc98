using R1Workbook.Learning.Decoders;
using R1Workbook.Learning.Tokenizers;

namespace R1Workbook.Learning.Files;

/// <summary>A model with the tokenizer that its weights were trained with.</summary>
/// <param name="Decoder">The weights.</param>
/// <param name="Tokenizer">The tokenizer.</param>
public sealed record PretrainedModel(Decoder Decoder, Tokenizer Tokenizer) : IDisposable
{
    // Embeddings are padded to a round number of rows: Qwen2.5 by 271 or 399, DeepSeek-V3 by 465.
    private const int MostPadding = 1024;

    /// <summary>Loads a folder of the transformers library: config.json, safetensors and tokenizer.json.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="placement">Where the weights shall lie and what they compute in; the CPU in float32 where
    /// null.</param>
    /// <param name="context">Longest sequence that will be used; that of the configuration where null.</param>
    /// <param name="tokenizer">Another tokenizer's file or folder; the folder's own where null.</param>
    /// <returns>The model, to be disposed of.</returns>
    /// <exception cref="ModelFolderException">A file is missing or does not fit, or the tokenizer is not that of the
    /// weights.</exception>
    /// <exception cref="SafeTensorsException">A file of weights is none, or was cut short.</exception>
    /// <exception cref="TokenizerException">The tokenizer's file is missing, none, or of a kind that is not
    /// read.</exception>
    public static PretrainedModel Load(
        string folder,
        Placement? placement = null,
        int? context = null,
        string? tokenizer = null
    )
    {
        // The tokenizer first: it is read in a second, large weights are not.
        DecoderConfig config = HuggingFaceConfig.Read(Path.Combine(folder, "config.json"), context);
        Tokenizer loaded = Tokenizer.Load(tokenizer ?? folder);
        if (loaded.VocabularySize > config.Vocabulary || config.Vocabulary - loaded.VocabularySize > MostPadding)
        {
            throw new ModelFolderException(
                folder,
                $"the tokenizer has {loaded.VocabularySize} tokens, the weights have {config.Vocabulary} rows "
                    + $"(vocab_size): they do not belong together. Take the tokenizer.json of the weights' own folder."
            );
        }
        return new PretrainedModel(HuggingFaceFolder.Load(folder, placement, context), loaded);
    }

    /// <inheritdoc/>
    public void Dispose() => Decoder.Dispose();
}
