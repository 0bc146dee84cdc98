using R1Workbook.Learning.Decoders;
using R1Workbook.Learning.Tasks.Countdown;

namespace R1Workbook.Learning.Stages;

/// <summary>A smaller model that R1 is distilled into. The paper took Qwen2.5 and Llama 3 bases (version 1, section
/// 2.4).</summary>
/// <param name="Name">Its name in folders.</param>
/// <param name="Model">Its shape.</param>
public sealed record Student(string Name, DecoderConfig Model)
{
    /// <summary>The family of Qwen2.5 in small: one embedding for reading and writing, biases in attention.</summary>
    public static Student Qwen { get; } =
        new(
            "qwen",
            new DecoderConfig(
                CountdownVocabulary.Size,
                Width: 32,
                Layers: 2,
                Heads: 2,
                KeyValueHeads: 1,
                HeadWidth: 16,
                FeedForward: 64,
                Context: 128
            )
            {
                AttentionBias = true,
            }
        );

    /// <summary>The family of Llama 3 in small: no biases, the output has a matrix of its own, a wider SwiGLU
    /// block.</summary>
    public static Student Llama { get; } =
        new(
            "llama",
            new DecoderConfig(
                CountdownVocabulary.Size,
                Width: 32,
                Layers: 2,
                Heads: 4,
                KeyValueHeads: 2,
                HeadWidth: 8,
                FeedForward: 96,
                Context: 128
            )
            {
                UntiedHead = true,
            }
        );

    /// <summary>Both.</summary>
    public static IReadOnlyList<Student> All { get; } = [Qwen, Llama];
}
