using System.Diagnostics;
using R1Workbook.Benchmarks;
using R1Workbook.Benchmarks.Files;
using R1Workbook.Benchmarks.Scoring;
using R1Workbook.Benchmarks.Sets.IfEval;

namespace R1Workbook.Performance;

/// <summary>How long one official file takes to load.</summary>
/// <param name="File">The file or folder.</param>
/// <param name="Rows">Its rows.</param>
/// <param name="Milliseconds">From opening to the last row.</param>
internal sealed record LoadedFile(string File, int Rows, double Milliseconds);

/// <summary>How long the official files take to load, one after the other in one process that has loaded none
/// before.</summary>
/// <param name="Seconds">All together.</param>
/// <param name="PeakMegabytes">The most memory that the process has had (resident set).</param>
/// <param name="Files">Each.</param>
internal sealed record LoadingTimes(double Seconds, double PeakMegabytes, IReadOnlyList<LoadedFile> Files)
{
    private static readonly (string Benchmark, string Path)[] Questions =
    [
        ("mmlu", "mmlu/dev"),
        ("mmlu", "mmlu/val"),
        ("mmlu", "mmlu/test"),
        ("mmlu-redux", "mmlu_redux"),
        ("mmlu-pro", "mmlu_pro/model_outputs_Meta-Llama-3_1-8B-Instruct_5shots.zip"),
        ("simpleqa", "simpleqa/simple_qa_test_set.csv"),
        ("frames", "frames/frames.jsonl"),
        ("livecodebench", "livecodebench/o1-preview.codegeneration.eval_all.json"),
        ("livecodebench", "livecodebench/livecodebench_v5.qwq.jsonl"),
        ("codeforces", "codeforces/codeforces.rllm.json"),
        ("aime-2024", "aime2024/aime24.qwen25math.jsonl"),
        ("aime-2024", "aime2024/aime24.qwq.jsonl"),
        ("math-500", "math500/test.jsonl"),
        ("math-500", "math500/math500_test.rasbt.json"),
        ("cnmo-2024", "olymmath/OlymMATH-EN-EASY.jsonl"),
        ("cnmo-2024", "olymmath/OlymMATH-ZH-EASY.jsonl"),
        ("cluewsc", "cluewsc/train_few_all.json"),
        ("cluewsc", "cluewsc/dev_few_all.json"),
        ("cluewsc", "cluewsc/test_public.json"),
        ("c-eval", "ceval/dev"),
        ("c-eval", "ceval/val"),
        ("c-simpleqa", "chinese_simpleqa/chinese_simpleqa.jsonl"),
        ("gsm8k", "gsm8k/test.jsonl"),
        ("humaneval", "humaneval/HumanEval.jsonl.gz"),
        ("humaneval", "humaneval_mul/humaneval-cs.jsonl"),
        ("humaneval", "humaneval_mul/humaneval-python.jsonl"),
        ("humaneval", "humaneval_mul/humaneval-cpp.jsonl"),
    ];

    private static readonly string[] Responses =
    [
        "mmlu_pro/model_outputs_Meta-Llama-3_1-8B-Instruct_5shots.zip",
        "livecodebench/o1-preview.codegeneration.eval_all.json",
        "model_outputs/zeroeval/math-l5.deepseek-v2.5-0908.json",
        "model_outputs/zeroeval/gsm.deepseek-chat.json",
    ];

    private static readonly string[] Rows =
    [
        "alpaca_eval/gemma-7b-it.annotations.json",
        "alpaca_eval/gemma-7b-it.model_outputs.json",
        "alpaca_eval/gpt4_1106_preview.model_outputs.json",
        "alpaca_eval/deepseek-llm-67b-chat.model_outputs.json",
        "arena_hard/question.v0.1.jsonl",
        "arena_hard/model_answer.gpt-4-0314.jsonl",
        "arena_hard/model_answer.gpt-4-0613.jsonl",
        "gsm8k/example_model_solutions.jsonl",
        "knights_knaves/3ppl.test.parquet",
        "knights_knaves/5ppl.test.parquet",
        "aider_polyglot/exercises.csv",
        "swe_bench/pvlib.jsonl",
    ];

    /// <summary>Loads every official file that a folder holds and keeps no row.</summary>
    /// <param name="folder">The folder; its files stand under the paths above.</param>
    /// <exception cref="DataFileException">A file is not in its format.</exception>
    public static LoadingTimes Measure(string folder)
    {
        List<LoadedFile> files = [];
        long start = Stopwatch.GetTimestamp();
        foreach ((string benchmark, string path) in Questions)
            Load(path, full => Read(benchmark, full));
        Load("ifeval/input_data.jsonl", full => IfEvalPrompt.Read(full).Count());
        foreach (string path in Responses)
            Load(path, full => ResponseRow.Read(full).Count());
        foreach (string path in Rows)
            Load(path, full => DataFile.Read(full, row => row.Line).Count());
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        return new LoadingTimes(
            Math.Round(seconds, 2),
            Math.Round(Process.GetCurrentProcess().PeakWorkingSet64 / 1e6, 1),
            files
        );

        void Load(string path, Func<string, int> count)
        {
            string full = Path.Combine(folder, path);
            if (!Path.Exists(full))
                return;
            long before = Stopwatch.GetTimestamp();
            int rows = count(full);
            files.Add(new LoadedFile(path, rows, Math.Round(Stopwatch.GetElapsedTime(before).TotalMilliseconds, 1)));
        }
    }

    private static int Read(string benchmark, string path) =>
        benchmark == "codeforces"
            ? DataFile.Read(path, row => row.Rows("tests").Count).Count()
            : BenchmarkCatalogue.Find(benchmark).Benchmark.Questions(path)!.Count();
}
