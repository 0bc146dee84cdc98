namespace R1Workbook.Learning.Decoders.DeepSeek;

/// <summary>The shape of DeepSeek-V3 (arXiv 2412.19437, section 2): latent attention, a mixture of experts, multi-token
/// prediction. Numbers in parentheses are V3's (section 4.2).</summary>
public sealed record DeepSeekConfig
{
    /// <summary>Tokens, V (129,280: 128K and room).</summary>
    public required int Vocabulary { get; init; }

    /// <summary>Width of the residual stream, D (7168).</summary>
    public required int Width { get; init; }

    /// <summary>Blocks, L (61).</summary>
    public required int Layers { get; init; }

    /// <summary>The first blocks, which have one feed-forward network instead of experts (3).</summary>
    public required int DenseLayers { get; init; }

    /// <summary>Heads, H (128).</summary>
    public required int Heads { get; init; }

    /// <summary>Width that queries are compressed to, d'c (1536).</summary>
    public required int QueryRank { get; init; }

    /// <summary>Width that keys and values are compressed to, dc (512): what the cache holds.</summary>
    public required int KeyValueRank { get; init; }

    /// <summary>Width of a head's part that knows no position, and of its value, dh (128).</summary>
    public required int HeadWidth { get; init; }

    /// <summary>Width of a head's part that is turned to its position, dr (64); even. Its key is one for all
    /// heads.</summary>
    public required int RopeWidth { get; init; }

    /// <summary>Width within the feed-forward network of the dense blocks (18,432).</summary>
    public required int FeedForward { get; init; }

    /// <summary>Width within an expert (2048).</summary>
    public required int ExpertWidth { get; init; }

    /// <summary>Experts that every token goes to, Ns (1).</summary>
    public required int SharedExperts { get; init; }

    /// <summary>Experts that are chosen among, Nr (256).</summary>
    public required int Experts { get; init; }

    /// <summary>Experts that are chosen for a token, Kr (8).</summary>
    public required int ExpertsPerToken { get; init; }

    /// <summary>Groups that the experts form, one a node of the training cluster (8).</summary>
    public int Groups { get; init; } = 1;

    /// <summary>Groups that the experts of a token come from, M (4).</summary>
    public int GroupsPerToken { get; init; } = 1;

    /// <summary>What the weights of the chosen experts are multiplied by, after they sum to 1 (2.5, from the released
    /// configuration).</summary>
    public double RoutingScale { get; init; } = 1;

    /// <summary>Further tokens that are predicted in training, D (1); 0 or 1 here.</summary>
    public int PredictionDepth { get; init; } = 1;

    /// <summary>Longest sequence in tokens.</summary>
    public required int Context { get; init; }

    /// <summary>Base of the rotary positions.</summary>
    public double RopeBase { get; init; } = 10_000;

    /// <summary>Added to the mean square in RMSNorm.</summary>
    public double NormEpsilon { get; init; } = 1e-6;

    /// <summary>DeepSeek-V3 and R1 as published.</summary>
    public static DeepSeekConfig V3 { get; } =
        new()
        {
            Vocabulary = 129_280,
            Width = 7168,
            Layers = 61,
            DenseLayers = 3,
            Heads = 128,
            QueryRank = 1536,
            KeyValueRank = 512,
            HeadWidth = 128,
            RopeWidth = 64,
            FeedForward = 18_432,
            ExpertWidth = 2048,
            SharedExperts = 1,
            Experts = 256,
            ExpertsPerToken = 8,
            Groups = 8,
            GroupsPerToken = 4,
            RoutingScale = 2.5,
            Context = 4096,
        };

    /// <summary>Checks that the numbers fit together.</summary>
    /// <exception cref="ArgumentException">They do not; the message says which.</exception>
    public void Validate()
    {
        int[] sizes =
        [
            Vocabulary,
            Width,
            Layers,
            Heads,
            QueryRank,
            KeyValueRank,
            HeadWidth,
            RopeWidth,
            FeedForward,
            ExpertWidth,
            SharedExperts,
            Experts,
            ExpertsPerToken,
            Groups,
            GroupsPerToken,
            Context,
        ];
        if (sizes.Any(size => size <= 0) || DenseLayers < 0)
            throw new ArgumentException($"Every size of a decoder is positive: {this}.");
        if (DenseLayers > Layers)
            throw new ArgumentException($"{DenseLayers} dense blocks of {Layers} blocks.");
        if (RopeWidth % 2 != 0)
            throw new ArgumentException($"Rotary positions turn pairs: a width of {RopeWidth} is odd.");
        if (Experts % Groups != 0 || GroupsPerToken > Groups)
        {
            throw new ArgumentException(
                $"{Experts} experts in {Groups} groups, {GroupsPerToken} of them for a token: groups are of one "
                    + $"size, and a token's are no more than there are."
            );
        }

        if (ExpertsPerToken % GroupsPerToken != 0 || ExpertsPerToken / GroupsPerToken > Experts / Groups)
        {
            throw new ArgumentException(
                $"{ExpertsPerToken} experts a token do not come evenly from {GroupsPerToken} groups of "
                    + $"{Experts / Groups}."
            );
        }

        if (PredictionDepth is not (0 or 1))
            throw new ArgumentException($"A prediction depth of {PredictionDepth}; 0 and 1 are computed here.");
    }
}
