using R1Workbook.Core.Languages;

namespace R1Workbook.Core.Rewards;

/// <summary>An entry of the catalogue: a reward function that can be made from a name and arguments.</summary>
/// <param name="Name">Its name here.</param>
/// <param name="PeerName">What open-r1 or TRL calls it; empty where neither has it.</param>
/// <param name="Source">Where it is published.</param>
/// <param name="Arguments">Its arguments with their defaults.</param>
/// <param name="Create">Makes it.</param>
public sealed record RewardEntry(
    string Name,
    string PeerName,
    string Source,
    string Arguments,
    Func<RewardArguments, RewardFunction> Create
);

/// <summary>
/// Every reward function that is computed from a row alone. Not here, because a row cannot carry what they need: judges
/// (<see cref="JudgeReward"/>, <see cref="PreferenceJudge"/>), preference models (<see cref="PreferenceReward"/>) and
/// the execution of code (<see cref="Code.CodeReward"/>).
/// </summary>
public static class RewardCatalogue
{
    /// <summary>All entries.</summary>
    public static IReadOnlyList<RewardEntry> All { get; } =
    [
        Each(
            "accuracy",
            "accuracy_reward",
            "R1 v1, section 2.2.2, page 6; open-r1, TRL",
            "text_answers=false, require_box=false",
            Accuracy
        ),
        Each(
            "reasoning_accuracy",
            "reasoning_accuracy_reward",
            "TRL",
            "reasoning_delimiters=[\"</think>\"]",
            arguments =>
            {
                AccuracySettings settings = new()
                {
                    ReasoningDelimiters = arguments.List<string>("reasoning_delimiters") is { Count: > 0 } given
                        ? given
                        : ["</think>"],
                };
                return input => AccuracyReward.Explain(input.Completion, input.Gold ?? "", settings);
            }
        ),
        Each("format", "", "R1 v1, Table 1, page 6", "prefilled=false", Format(FormatVariant.R1Zero)),
        Each("format_open_r1", "format_reward", "open-r1", "prefilled=false", Format(FormatVariant.OpenR1)),
        Each("format_trl", "think_format_reward", "TRL", "prefilled=false", Format(FormatVariant.Trl)),
        Each(
            "code_format",
            "code_format_reward",
            "open-r1",
            "language=\"python\"",
            arguments =>
            {
                string language = arguments.Text("language") ?? "python";
                return input => CodeFormatReward.Explain(input.Completion, language);
            }
        ),
        Each(
            "tag_count",
            "tag_count_reward",
            "open-r1",
            "prefilled=false",
            arguments =>
            {
                bool prefilled = arguments.Flag("prefilled", false);
                return input => TagCountReward.Explain(input.Completion, prefilled || input.Prefilled);
            }
        ),
        Each(
            "reasoning_steps",
            "reasoning_steps_reward",
            "open-r1",
            "steps=3",
            arguments =>
            {
                int steps = arguments.Whole("steps", ReasoningStepsReward.DefaultSteps);
                return input => ReasoningStepsReward.Explain(input.Completion, steps);
            }
        ),
        new(
            "length",
            "len_reward",
            "Kimi k1.5, arXiv 2501.12599, section 2.3.3; open-r1",
            "unit=\"characters\"",
            arguments =>
            {
                LengthUnit unit = Unit(arguments, LengthUnit.Characters);
                return new RewardFunction("length", group => LengthReward.Explain(group, unit));
            }
        ),
        Each(
            "cosine_length",
            "cosine_scaled_reward",
            "Yeo et al. 2025, arXiv 2502.03373, appendix C.1; TRL, open-r1",
            "min_value_wrong=-1, max_value_wrong=-0.5, min_value_correct=0.5, max_value_correct=1, max_len=1000, "
                + "unit, clamped (tokens where they are known: clamped; characters: not)",
            Cosine
        ),
        Each(
            "repetition",
            "repetition_penalty_reward",
            "Yeo et al. 2025, arXiv 2502.03373, appendix C.2; open-r1 (words), TRL (tokens)",
            "ngram_size=3, max_penalty=-1, language",
            Repetition
        ),
        Each(
            "overlong",
            "soft_overlong_punishment",
            "DAPO, arXiv 2503.14476, equation 13; TRL, open-r1",
            "max_completion_len=16384, soft_punish_cache=4096, factor=1, floored=true",
            arguments =>
            {
                OverlongSettings settings = new()
                {
                    MaxLength = arguments.Whole("max_completion_len", 16384),
                    Cache = arguments.Whole("soft_punish_cache", 4096),
                    Factor = arguments.Number("factor", 1),
                    Floored = arguments.Flag("floored", true),
                };
                return input => OverlongReward.Explain(input, settings);
            }
        ),
        Each(
            "language_consistency",
            "",
            "R1 v2, equation 7; v1, page 10",
            "target=\"en\", unit=\"word\", thought_only=true",
            Language
        ),
        Each(
            "multiple_choice",
            "",
            "the workbook's own",
            "",
            _ => input => MultipleChoiceReward.Explain(input.Completion, input.Gold ?? "")
        ),
        Each(
            "instruction_following",
            "",
            "Zhou et al. 2023, arXiv 2311.07911; open-instruct (IFEvalVerifier)",
            "all=false, loose=false; each row has \"instruction_id_list\" and \"kwargs\" as in IF-Eval",
            arguments =>
            {
                InstructionSettings settings = new()
                {
                    AllOrNothing = arguments.Flag("all", false),
                    Loose = arguments.Flag("loose", false),
                };
                return input => InstructionReward.Explain(input, settings);
            }
        ),
        new(
            "r1_zero",
            "",
            "R1 v2, equation 4",
            "",
            _ => new RewardFunction("r1_zero", group => [.. RewardRecipe.R1Zero.Of(group).Select(Combined)])
        ),
    ];

    /// <summary>A reward function by its name here or at open-r1 or TRL.</summary>
    /// <param name="name">The name.</param>
    /// <param name="arguments">Its arguments; what is missing has its default.</param>
    /// <exception cref="ArgumentException">There is no such function, or an argument is out of range; the message lists
    /// the names.</exception>
    /// <exception cref="FormatException">An argument is of the wrong kind.</exception>
    public static RewardFunction Create(string name, RewardArguments arguments)
    {
        RewardEntry entry =
            All.FirstOrDefault(entry => entry.Name == name)
            ?? All.FirstOrDefault(entry =>
                entry.PeerName.Length > 0
                && (entry.PeerName == name || entry.PeerName + "_reward" == name || entry.PeerName == name + "_reward")
            )
            ?? throw new ArgumentException(
                $"there is no reward function \"{name}\"; there are "
                    + $"{string.Join(", ", All.Select(other => other.Name))}."
            );
        RewardFunction function = entry.Create(arguments);
        arguments.ThrowIfUnread();
        return function;
    }

    private static RewardEntry Each(
        string name,
        string peer,
        string source,
        string arguments,
        Func<RewardArguments, Func<RewardInput, RewardExplanation>> create
    ) => new(name, peer, source, arguments, given => RewardFunction.Each(name, create(given)));

    private static Func<RewardInput, RewardExplanation> Accuracy(RewardArguments arguments)
    {
        AccuracySettings settings = new()
        {
            TextAnswers = arguments.Flag("text_answers", false),
            RequireBox = arguments.Flag("require_box", false),
        };
        return input => AccuracyReward.Explain(input.Completion, input.Gold ?? "", settings);
    }

    private static Func<RewardArguments, Func<RewardInput, RewardExplanation>> Format(FormatVariant variant) =>
        arguments =>
        {
            bool prefilled = arguments.Flag("prefilled", false);
            return input => FormatReward.Explain(input.Completion, variant, prefilled || input.Prefilled);
        };

    private static Func<RewardInput, RewardExplanation> Cosine(RewardArguments arguments)
    {
        CosineLengthSettings given = new()
        {
            MinValueWrong = arguments.Number("min_value_wrong", -1),
            MaxValueWrong = arguments.Number("max_value_wrong", -0.5),
            MinValueCorrect = arguments.Number("min_value_correct", 0.5),
            MaxValueCorrect = arguments.Number("max_value_correct", 1),
            MaxLength = arguments.Whole("max_len", 1000),
        };
        // With tokens it is TRL's function, without them open-r1's.
        CosineLengthSettings tokens = given with
        {
            Unit = Unit(arguments, LengthUnit.Tokens),
            Clamped = arguments.Flag("clamped", true),
        };
        CosineLengthSettings characters = given with
        {
            Unit = Unit(arguments, LengthUnit.Characters),
            Clamped = arguments.Flag("clamped", false),
        };
        return input =>
            CosineLengthReward.Explain(input, input.TokenIds is null && input.TokenCount is null ? characters : tokens);
    }

    private static Func<RewardInput, RewardExplanation> Repetition(RewardArguments arguments)
    {
        RepetitionSettings settings = new()
        {
            NgramSize = arguments.Whole("ngram_size", 3),
            MaxPenalty = arguments.Number("max_penalty", -1),
            Language = arguments.Text("language"),
        };
        // A bad argument is an error before the first completion, and without one too.
        RepetitionReward.Of("", settings);
        return input =>
            input.TokenIds is { } tokens
                ? RepetitionReward.Explain(tokens, settings)
                : RepetitionReward.Explain(input.Completion, settings);
    }

    private static Func<RewardInput, RewardExplanation> Language(RewardArguments arguments)
    {
        LanguageConsistencySettings settings = new()
        {
            Target = arguments.Text("target") ?? "en",
            ThoughtOnly = arguments.Flag("thought_only", true),
            Unit = arguments.Text("unit") switch
            {
                null or "word" or "words" => LanguageUnit.Word,
                "character" or "characters" => LanguageUnit.Character,
                _ => throw new FormatException("argument \"unit\" should be \"word\" or \"character\"."),
            },
        };
        return input => LanguageConsistencyReward.Explain(input.Completion, settings, input.Prefilled);
    }

    private static LengthUnit Unit(RewardArguments arguments, LengthUnit otherwise) =>
        arguments.Text("unit") switch
        {
            null => otherwise,
            "tokens" => LengthUnit.Tokens,
            "characters" => LengthUnit.Characters,
            _ => throw new FormatException("argument \"unit\" should be \"tokens\" or \"characters\"."),
        };

    private static RewardExplanation Combined(CombinedReward reward) =>
        new(reward.Total, string.Join("; ", reward.Parts.Select(part => $"{part.Name} {part.Explanation}")));
}
