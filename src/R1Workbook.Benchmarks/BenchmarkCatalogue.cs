using R1Workbook.Benchmarks.Families;
using R1Workbook.Benchmarks.Scoring;
using R1Workbook.Benchmarks.Sets.AiderPolyglot;
using R1Workbook.Benchmarks.Sets.Aime2024;
using R1Workbook.Benchmarks.Sets.AlpacaEval;
using R1Workbook.Benchmarks.Sets.ArenaHard;
using R1Workbook.Benchmarks.Sets.CEval;
using R1Workbook.Benchmarks.Sets.Cluewsc;
using R1Workbook.Benchmarks.Sets.Codeforces;
using R1Workbook.Benchmarks.Sets.Drop;
using R1Workbook.Benchmarks.Sets.GpqaDiamond;
using R1Workbook.Benchmarks.Sets.Gsm8k;
using R1Workbook.Benchmarks.Sets.HumanEval;
using R1Workbook.Benchmarks.Sets.IfEval;
using R1Workbook.Benchmarks.Sets.LiveCodeBench;
using R1Workbook.Benchmarks.Sets.Mmlu;
using R1Workbook.Benchmarks.Sets.MmluPro;
using R1Workbook.Benchmarks.Sets.MmluRedux;
using R1Workbook.Benchmarks.Sets.SweBench;

namespace R1Workbook.Benchmarks;

/// <summary>The benchmarks of the R1 paper, GSM8K and HumanEval: what each is, where its data are, and its
/// scorer.</summary>
public static class BenchmarkCatalogue
{
    private const string Plain = "rows {id, response}, or {id, responses: [...]} for several samples";
    private const string Graded = Plain + ", each with the judge's reply in \"grade\"";

    /// <summary>All of them, in the order of the paper's table, then the two beside it.</summary>
    public static IReadOnlyList<BenchmarkEntry> All { get; } =
    [
        new(
            new QuestionBenchmark("mmlu", MmluFile.Read) { Further = MmluFile.AddCategories },
            "MMLU",
            "MMLU (Pass@1)",
            "pass@1",
            14_042,
            "MIT",
            At(
                "mmlu.csv",
                "https://openaipublic.blob.core.windows.net/simple-evals/mmlu.csv",
                null,
                "or unpack https://people.eecs.berkeley.edu/~hendrycks/data.tar and name its folder test"
            ),
            Plain
        ),
        new(
            new QuestionBenchmark("mmlu-redux", MmluReduxFile.Read) { Further = ZeroEvalOnly },
            "MMLU-Redux",
            "MMLU-Redux (EM)",
            "EM",
            5_700,
            "CC BY 4.0",
            Repository(
                "mmlu-redux",
                "aryopg/mmlu-redux",
                "name its folder mmlu_redux; the first version of the set, which the paper may have used, has 30 of "
                    + "the 57 subjects"
            ),
            Plain + ", ZeroEval's {id, output} too"
        ),
        new(
            new QuestionBenchmark("mmlu-pro", MmluProQuestion.Read) { Further = MmluProQuestion.AddOfficial },
            "MMLU-Pro",
            "MMLU-Pro (EM)",
            "EM",
            12_032,
            "MIT (Hugging Face), Apache-2.0 (repository)",
            At(
                "mmlu-pro.parquet",
                "https://huggingface.co/datasets/TIGER-Lab/MMLU-Pro/resolve/main/data/test-00000-of-00001.parquet",
                null,
                "a zip of eval_results in github.com/TIGER-AI-Lab/MMLU-Pro holds the questions too"
            ),
            Plain + ", the result files of the repository and their zips"
        ),
        new(
            new QuestionBenchmark("drop", DropQuestion.Read) { Further = DropQuestion.AddOfficial },
            "DROP",
            "DROP (3-shot F1)",
            "3-shot F1",
            9_536,
            "CC BY-SA 4.0",
            At(
                "drop.jsonl.gz",
                "https://openaipublic.blob.core.windows.net/simple-evals/drop_v0_dev.jsonl.gz",
                null,
                "or AI2's drop_dataset_dev.json"
            ) with
            {
                Beside =
                [
                    At(
                        "drop-train.jsonl.gz",
                        "https://openaipublic.blob.core.windows.net/simple-evals/drop_v0_train.jsonl.gz",
                        null,
                        "the training set, from which each prompt takes three examples; without it the prompts are "
                            + "zero-shot"
                    ),
                ],
            },
            Plain
        ),
        new(
            new IfEvalBenchmark(),
            "IF-Eval",
            "IF-Eval (Prompt Strict)",
            "prompt-level strict accuracy",
            541,
            "Apache-2.0",
            At(
                "if-eval.jsonl",
                "https://raw.githubusercontent.com/google-research/google-research/master/instruction_following_eval/data/input_data.jsonl",
                null,
                "in github.com/google-research/google-research, instruction_following_eval/data"
            ),
            "rows {prompt, response}, as officially, or {key, response}"
        ),
        new(
            new QuestionBenchmark("gpqa-diamond", GpqaFile.Read),
            "GPQA Diamond",
            "GPQA Diamond (Pass@1)",
            "pass@1",
            198,
            "CC BY 4.0; its authors ask that no question is shown in the open",
            ByHand(
                "gpqa_diamond.csv",
                "accept the terms at huggingface.co/datasets/Idavidrein/gpqa and download gpqa_diamond.csv"
            ),
            Plain
        ),
        new(
            new QuestionBenchmark("simpleqa", GradedQuestion.ReadSimpleQa) { Further = GradedQuestion.AddOfficial },
            "SimpleQA",
            "SimpleQA (Correct)",
            "correct",
            4_326,
            "MIT",
            At(
                "simpleqa.csv",
                "https://openaipublic.blob.core.windows.net/simple-evals/simple_qa_test_set.csv",
                null,
                "in the repositories that carry openai/simple-evals"
            ),
            Graded
        ),
        new(
            new QuestionBenchmark("frames", GradedQuestion.ReadFrames),
            "FRAMES",
            "FRAMES (Acc.)",
            "accuracy",
            824,
            "Apache-2.0",
            At(
                "frames.tsv",
                "https://huggingface.co/datasets/google/frames-benchmark/resolve/main/test.tsv",
                null,
                "download test.tsv at huggingface.co/datasets/google/frames-benchmark"
            ),
            Graded
        ),
        new(
            new AlpacaEvalBenchmark(),
            "AlpacaEval 2.0",
            "AlpacaEval2.0 (LC-winrate)",
            "length-controlled win rate",
            805,
            "CC BY-NC 4.0: not for commercial use",
            At(
                "alpaca-eval.json",
                ""
                    + "https://raw.githubusercontent.com/tatsu-lab/alpaca_eval/cd543a149df89434d8a54582c0151c0b945c3d20/results/gpt4_1106_preview/model_outputs.json",
                "83db546b872ddebee8965fd05fa48461ee3c32bc695c62fb57f2d214ff741ec4",
                "in github.com/tatsu-lab/alpaca_eval, results"
            ) with
            {
                Beside =
                [
                    At(
                        "df_gamed.csv",
                        "https://huggingface.co/datasets/tatsu-lab/alpaca_eval/resolve/main/df_gamed.csv",
                        null,
                        "for --gamed: without it the length-controlled win rate is not the official one"
                    ),
                ],
            },
            "annotations.json of the judge"
        ),
        new(
            new ArenaHardBenchmark(),
            "ArenaHard v0.1",
            "ArenaHard (GPT-4-1106)",
            "win rate against gpt-4-0314, judged by GPT-4-1106",
            500,
            "Apache-2.0",
            At(
                "arena-hard.jsonl",
                ""
                    + "https://raw.githubusercontent.com/lmarena/arena-hard-auto/196f6b826783b3da7310e361a805fa36f0be83f3/data/arena-hard-v0.1/question.jsonl",
                "2650242d2883f22b2abd498f273b6a7e02253cce533f5c91a858e1d44aa3002f",
                "in github.com/lmarena/arena-hard-auto, data/arena-hard-v0.1"
            ),
            "model_judgment files of the judge"
        ),
        new(
            new QuestionBenchmark("livecodebench", LiveCodeBenchProblem.Read)
            {
                Further = LiveCodeBenchProblem.AddOfficial,
            },
            "LiveCodeBench",
            "LiveCodeBench (Pass@1-COT)",
            "pass@1",
            279,
            "CC (collection); statements belong to AtCoder, LeetCode and Codeforces",
            ByHand(
                "livecodebench.jsonl",
                "download test.jsonl to test5.jsonl at huggingface.co/datasets/livecodebench/code_generation_lite "
                    + "and put them into "
                    + "one folder; the paper counts the 279 problems of August 2024 to January 2025"
            ),
            Plain + ", and eval_all files with their verdicts"
        ),
        new(
            new CodeforcesBenchmark(),
            "Codeforces",
            "Codeforces (Percentile)",
            "percentile and rating",
            10,
            "statements belong to the authors at Codeforces",
            ByHand(
                "codeforces.jsonl",
                "make rows {contest_id, participants: [{rating, points, penalty}]} of ten contests of Div. 2 with "
                    + "Codeforces' API (contest.standings, "
                    + "contest.ratingChanges); DeepSeek does not say which ten. Problems with tests, {problem, "
                    + "tests}, are scored too"
            ),
            "rows {contest_id, points, penalty}; for problems with tests " + Plain
        ),
        new(
            new SweBenchBenchmark(),
            "SWE-bench Verified",
            "SWE Verified (Resolved)",
            "resolved",
            500,
            "MIT; each repository has its own",
            At(
                "swe-verified.parquet",
                "https://huggingface.co/datasets/princeton-nlp/SWE-bench_Verified/resolve/main/data/test-00000-of-00001.parquet",
                null,
                "at huggingface.co/datasets/princeton-nlp/SWE-bench_Verified"
            ),
            "reports of the official harness: this workbook runs no repository"
        ),
        new(
            new AiderBenchmark(),
            "Aider-Polyglot",
            "Aider-Polyglot (Acc.)",
            "pass rate after two tries",
            225,
            "MIT (Exercism's tracks)",
            Repository(
                "aider-polyglot",
                "Aider-AI/polyglot-benchmark",
                "make a list language,exercise of the folders LANGUAGE/exercises/practice/EXERCISE"
            ),
            "results {testcase, tests_outcomes, ...} of each exercise, or Aider's leaderboard in YAML"
        ),
        new(
            new QuestionBenchmark("aime-2024", AimeProblem.Read),
            "AIME 2024",
            "AIME 2024 (Pass@1)",
            "pass@1 and cons@64",
            30,
            "the problems belong to the Mathematical Association of America",
            At(
                "aime-2024.parquet",
                "https://huggingface.co/datasets/HuggingFaceH4/aime_2024/resolve/main/data/train-00000-of-00001.parquet",
                null,
                "rows {problem, answer}; both papers of 2024, 15 problems each"
            ),
            Plain
        ),
        new(
            new QuestionBenchmark("math-500", MathQuestion.ReadMath) { Further = ZeroEval.Add },
            "MATH-500",
            "MATH-500 (Pass@1)",
            "pass@1",
            500,
            "MIT; the rights in the problems are disputed (AoPS, January 2025)",
            At(
                "math-500.jsonl",
                "" + "https://github.com/openai/prm800k/raw/main/prm800k/math_splits/test.jsonl",
                "35dc41080a3680858b27fa7e0533d2d547825316fc5dafe5d316f4ccc5a06132",
                "in github.com/openai/prm800k, prm800k/math_splits (git lfs)"
            ),
            Plain + ", ZeroEval's {id, output} too"
        ),
        new(
            new QuestionBenchmark("cnmo-2024", MathQuestion.ReadCnmo),
            "CNMO 2024",
            "CNMO 2024 (Pass@1)",
            "pass@1",
            18,
            "the problems belong to the Chinese Mathematical Society",
            ByHand(
                "cnmo-2024.jsonl",
                "DeepSeek published no file; opencompass/LiveMathBench on Hugging Face has the problems as "
                    + "configuration v202412_CNMO_en. RUCAIBox/OlymMATH can stand in"
            ),
            Plain
        ),
        new(
            new QuestionBenchmark("cluewsc", CluewscQuestion.Read),
            "CLUEWSC",
            "CLUEWSC (EM)",
            "EM",
            304,
            "none stated",
            Repository(
                "cluewsc",
                "CLUEbenchmark/CLUEWSC2020",
                "take dev.json; FewCLUE has another split of the same rows"
            ),
            Plain
        ),
        new(
            new QuestionBenchmark("c-eval", CEvalFile.Read) { Further = CEvalFile.AddMacro },
            "C-Eval",
            "C-Eval (EM)",
            "EM, mean over subjects",
            1_346,
            "CC BY-NC-SA 4.0: not for commercial use",
            At(
                "ceval-exam.zip",
                "https://huggingface.co/datasets/ceval/ceval-exam/resolve/main/ceval-exam.zip",
                null,
                "unpack it and name its folder val; the answers of its test set are not public"
            ),
            Plain
        ),
        new(
            new QuestionBenchmark("c-simpleqa", GradedQuestion.ReadChinese) { Further = GradedQuestion.AddOfficial },
            "C-SimpleQA",
            "C-SimpleQA (Correct)",
            "correct",
            3_000,
            "MIT (repository)",
            At(
                "c-simpleqa.jsonl",
                ""
                    + "https://raw.githubusercontent.com/OpenStellarTeam/ChineseSimpleQA/8b1aa9ebc5b91092356eb61f20f355c5993e6ce5/data/chinese_simpleqa.jsonl",
                "c626ca34be9bdd2203a45a70af9fed177d48d9f12ba10ebe9bf10f0c6b1eb484",
                "in github.com/OpenStellarTeam/ChineseSimpleQA, data"
            ),
            Graded
        ),
        new(
            new QuestionBenchmark("gsm8k", Gsm8kProblem.Read) { Further = ZeroEval.Add },
            "GSM8K",
            null,
            "accuracy",
            1_319,
            "MIT",
            At(
                "gsm8k.jsonl",
                ""
                    + "https://raw.githubusercontent.com/openai/grade-school-math/3101c7d5072418e28b9008a6636bde82a006892c/grade_school_math/data/test.jsonl",
                "3730d312f6e3440559ace48831e51066acaca737f6eabec99bccb9e4b3c39d14",
                "in github.com/openai/grade-school-math, grade_school_math/data"
            ),
            Plain + ", ZeroEval's {id, output}, and the official example_model_solutions with --field"
        ),
        new(
            new QuestionBenchmark("humaneval", HumanEvalProblem.Read) { Further = HumanEvalProblem.AddOfficial },
            "HumanEval",
            null,
            "pass@1",
            164,
            "MIT",
            At(
                "humaneval.jsonl.gz",
                ""
                    + "https://github.com/openai/human-eval/raw/6d43fb980f9fee3c892a914eda09951f772ad10d/data/HumanEval.jsonl.gz",
                "b796127e635a67f93fb35c04f4cb03cf06f38c8072ee7cee8833d7bee06979ef",
                "in github.com/openai/human-eval, data"
            ) with
            {
                Beside =
                [
                    At(
                        "humaneval-cs.jsonl",
                        "https://raw.githubusercontent.com/deepseek-ai/DeepSeek-Coder/main/Evaluation/HumanEval/data/humaneval-cs.jsonl",
                        "1c3fe18be10addc2d0b96311f4db192ae3232e08628d17768d889d6ab87be224",
                        "the C# edition, a data file of its own, in github.com/deepseek-ai/DeepSeek-Coder, "
                            + "Evaluation/HumanEval/data"
                    ),
                ],
            },
            "rows {task_id, completion}, or " + Plain
        ),
    ];

    /// <summary>The benchmark of an id.</summary>
    /// <exception cref="KeyNotFoundException">There is none; the message lists those there are.</exception>
    public static BenchmarkEntry Find(string id) =>
        All.FirstOrDefault(entry => entry.Id == id)
        ?? throw new KeyNotFoundException(
            $"there is no benchmark \"{id}\"; there are {string.Join(", ", All.Select(entry => entry.Id))}."
        );

    // MMLU-Redux's own figures are ZeroEval's: the accuracy is called by both names.
    private static void ZeroEvalOnly(BenchmarkScore score, System.Text.Json.Nodes.JsonObject metrics) =>
        metrics["exact_match"] = score.Accuracy;

    private static BenchmarkFile At(string name, string url, string? sha256, string byHand) =>
        new(name, new Uri(url), sha256, byHand);

    private static BenchmarkFile ByHand(string name, string byHand) => new(name, null, null, byHand);

    private static BenchmarkFile Repository(string name, string repository, string byHand) =>
        new(name, null, null, $"clone https://github.com/{repository}; {byHand}");
}
