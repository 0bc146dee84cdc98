using R1Workbook.Learning.Decoders;
using R1Workbook.Learning.Randomness;
using R1Workbook.Learning.Stages;
using R1Workbook.Learning.Tasks.Countdown;

var shape = new DecoderConfig(
    Vocabulary: CountdownVocabulary.Size,
    Width: 32,
    Layers: 1,
    Heads: 2,
    KeyValueHeads: 1,
    HeadWidth: 16,
    FeedForward: 64,
    Context: 128
);
using var policy = new Decoder(shape, new Seed(1));
var settings = R1ZeroSettings.Of(Scale.Smoke) with { Steps = 1 };
var record = R1ZeroStage.Train(args[0], policy, settings, new Seed(2));
Console.WriteLine(FormattableString.Invariant($"{record.Steps[^1].Values["loss"]:R}"));
