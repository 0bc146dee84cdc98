using R1Workbook.Learning.Decoders;
using R1Workbook.Learning.Randomness;
using R1Workbook.Learning.Tasks.Countdown;
using R1Workbook.Learning.Training.Imitation;
using R1Workbook.Learning.Training.Runs;

namespace R1Workbook.Learning.Stages;

/// <summary>
/// The whole way from the base to R1 and its students, stage after stage, each in a folder of its own under one root. A
/// stage that is finished is left alone, one that was cut off goes on.
/// </summary>
public sealed class Pipeline
{
    /// <summary>The file with one row for each model: the workbook's own version of the paper's table of
    /// stages.</summary>
    public const string TableFile = "stages.jsonl";

    private readonly string _root;
    private readonly Scale _scale;
    private readonly Seed _seed;
    private readonly Placement _placement;
    private readonly IProgress<TrainingProgress>? _progress;

    private Pipeline(
        string root,
        Scale scale,
        Seed seed,
        Placement? placement,
        IProgress<TrainingProgress>? progress
    ) => (_root, _scale, _seed, _placement, _progress) = (root, scale, seed, placement ?? Devices.Of(scale), progress);

    /// <summary>Trains every stage.</summary>
    /// <param name="root">The folder of all records.</param>
    /// <param name="scale">How large.</param>
    /// <param name="seed">The seed of all stages.</param>
    /// <param name="recordedBase">
    /// A base to go on from where the trained one does not pass its gate: at smoke scale nothing is learned, and no
    /// later stage would find anything to learn from. Null: the pipeline ends there.
    /// </param>
    /// <param name="placement">Where the models lie and what they compute in; that of the scale where null.</param>
    /// <param name="progress">Told as the stages go.</param>
    /// <param name="cancellationToken">Stops between two steps; the same call goes on later.</param>
    /// <returns>The rows of the table of stages, in the order of the pipeline.</returns>
    /// <exception cref="TrainingException">The base does not pass its gate and there is no other; or a stage cannot go
    /// on.</exception>
    /// <exception cref="RunRecordException">A folder holds another run.</exception>
    public static IReadOnlyList<StageRow> Train(
        string root,
        Scale scale,
        Seed seed,
        RunRecord? recordedBase = null,
        Placement? placement = null,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellationToken = default
    ) => new Pipeline(root, scale, seed, placement, progress).Run(recordedBase, cancellationToken);

    private List<StageRow> Run(RunRecord? recordedBase, CancellationToken cancellationToken)
    {
        List<StageRow> rows = [];
        Seed yardstick = _seed.For("table");
        int problems = _scale == Scale.Smoke ? 32 : 1024;
        Decoder Row(string name, RunRecord record)
        {
            Decoder model = record.LoadModel(_placement);
            rows.Add(
                StageEvaluation.Of(
                    name,
                    model,
                    Math.Min(problems, CountdownSplit.HeldOut.Count),
                    yardstick,
                    cancellationToken
                )
            );
            return model;
        }

        RunRecord first = BaseStage.Train(
            Folder(BaseStage.Name),
            BaseSettings.Of(_scale) with
            {
                Device = _placement,
            },
            _seed,
            _progress,
            cancellationToken
        );
        if (!BaseStage.PassedGate(first))
        {
            first =
                recordedBase
                ?? throw new TrainingException(
                    $"The base of seed {_seed.Value} does not pass its verifier gate after "
                        + $"{BaseSettings.Of(_scale).Attempts} attempts: reinforcement learning would not take off. "
                        + $"Try another seed."
                );
        }
        using Decoder start = Row(BaseStage.Name, first);
        using Decoder zero = Row(
            R1ZeroStage.Name,
            R1ZeroStage.Train(
                Folder(R1ZeroStage.Name),
                start,
                R1ZeroSettings.Of(_scale),
                _seed,
                _progress,
                cancellationToken
            )
        );
        using Decoder dev1 = Row(
            ColdStartStage.Name,
            ColdStartStage.Train(
                Folder(ColdStartStage.Name),
                start,
                zero,
                ColdStartSettings.Of(_scale),
                _seed,
                _progress,
                cancellationToken
            )
        );
        using Decoder dev2 = Row(
            ReasoningRlStage.Name,
            ReasoningRlStage.Train(
                Folder(ReasoningRlStage.Name),
                dev1,
                ReasoningRlSettings.Of(_scale),
                _seed,
                _progress,
                cancellationToken
            )
        );
        using Decoder dev3 = Row(
            RejectionSftStage.Name,
            RejectionSftStage.Train(
                Folder(RejectionSftStage.Name),
                start,
                dev2,
                RejectionSftSettings.Of(_scale),
                _seed,
                _progress,
                cancellationToken
            )
        );
        AlignmentSettings alignment = AlignmentSettings.Of(_scale);
        RunRecord preference = AlignmentStage.TrainPreferenceModel(
            Folder(AlignmentStage.PreferenceName),
            dev3,
            alignment,
            _seed,
            _progress,
            cancellationToken
        );
        RunRecord safety = AlignmentStage.TrainSafetyModel(
            Folder(AlignmentStage.SafetyName),
            dev3,
            alignment,
            _seed,
            _progress,
            cancellationToken
        );
        using Decoder r1 = Row(
            AlignmentStage.Name,
            AlignmentStage.Train(
                Folder(AlignmentStage.Name),
                dev3,
                preference,
                safety,
                alignment,
                _seed,
                _progress,
                cancellationToken
            )
        );
        Demonstration[] demonstrations = DemonstrationFile.Read(
            Path.Combine(Folder(RejectionSftStage.Name), RejectionSftStage.DataFile),
            new CountdownTask()
        );
        foreach (Student student in Student.All)
        {
            string Of(string stage) => $"{stage}-{student.Name}";
            BaseSettings small = BaseSettings.Of(_scale) with
            {
                Model = student.Model,
                Attempts = 1,
                Device = _placement,
            };
            using Decoder untaught = Row(
                Of(BaseStage.Name),
                BaseStage.Train(Folder(Of(BaseStage.Name)), small, _seed, _progress, cancellationToken)
            );
            using Decoder distilled = Row(
                Of(DistillStage.Name),
                DistillStage.Train(
                    Folder(Of(DistillStage.Name)),
                    untaught,
                    demonstrations,
                    DistillSettings.Of(_scale),
                    _seed,
                    _progress,
                    cancellationToken
                )
            );
            using Decoder alone = Row(
                Of(DistillRlStage.Name),
                DistillRlStage.Train(
                    Folder(Of(DistillRlStage.Name)),
                    untaught,
                    ReasoningRlSettings.Of(_scale),
                    _seed,
                    _progress,
                    cancellationToken
                )
            );
        }
        return rows;
    }

    private string Folder(string stage) => Path.Combine(_root, stage);
}
