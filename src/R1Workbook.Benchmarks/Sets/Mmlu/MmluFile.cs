using System.Text.Json.Nodes;
using R1Workbook.Benchmarks.Families;
using R1Workbook.Benchmarks.Files;
using R1Workbook.Benchmarks.Scoring;
using R1Workbook.Core.Tasks;

namespace R1Workbook.Benchmarks.Sets.Mmlu;

/// <summary>
/// MMLU (Hendrycks et al. 2020, arXiv 2009.03300): 57 subjects, 14,042 test questions. Read from the folder of the
/// Berkeley archive (<c>test/SUBJECT_test.csv</c>, no header), one such file, or simple-evals' <c>mmlu.csv</c> with a
/// header.
/// </summary>
public static class MmluFile
{
    private static readonly string[] Columns = ["Question", "A", "B", "C", "D", "Answer"];

    private static readonly ChoiceForm Form = new(
        question => ChoicePrompt.SimpleEvals(question.Question, question.Choices),
        ChoiceLetter.Mmlu
    );

    private static readonly HashSet<string> Humanities =
    [
        "formal_logic",
        "high_school_european_history",
        "high_school_us_history",
        "high_school_world_history",
        "international_law",
        "jurisprudence",
        "logical_fallacies",
        "moral_disputes",
        "moral_scenarios",
        "philosophy",
        "prehistory",
        "professional_law",
        "world_religions",
    ];

    private static readonly HashSet<string> SocialSciences =
    [
        "econometrics",
        "high_school_geography",
        "high_school_government_and_politics",
        "high_school_macroeconomics",
        "high_school_microeconomics",
        "high_school_psychology",
        "human_sexuality",
        "professional_psychology",
        "public_relations",
        "security_studies",
        "sociology",
        "us_foreign_policy",
    ];

    private static readonly HashSet<string> Other =
    [
        "anatomy",
        "business_ethics",
        "clinical_knowledge",
        "college_medicine",
        "global_facts",
        "human_aging",
        "management",
        "marketing",
        "medical_genetics",
        "miscellaneous",
        "nutrition",
        "professional_accounting",
        "professional_medicine",
        "virology",
    ];

    /// <summary>The questions; an id is the subject and the place of the row there, from 0: <c>anatomy/0</c>.</summary>
    /// <exception cref="DataFileException">The file is missing or a row is not in the format.</exception>
    public static IEnumerable<IProblem> Read(string path)
    {
        bool single =
            File.Exists(path)
            && File.ReadLines(path).FirstOrDefault()?.Contains("Question,A,B,C,D,Answer", StringComparison.Ordinal)
                == true;
        Dictionary<string, int> places = [];
        return DataFile.Read(
            path,
            row =>
            {
                string subject = row.Has("Subject") ? row.Text("Subject") : Subject(row.File);
                int place = places[subject] = places.GetValueOrDefault(subject, -1) + 1;
                string answer = row.Text("Answer");
                return answer is "A" or "B" or "C" or "D"
                    ? (IProblem)
                        new ChoiceQuestion(
                            $"{subject}/{place}",
                            row.Text("Question"),
                            [row.Text("A"), row.Text("B"), row.Text("C"), row.Text("D")],
                            answer,
                            subject,
                            Form
                        )
                    : throw row.Wrong("Answer", "A, B, C or D");
            },
            single ? null : Columns
        );
    }

    /// <summary>Adds the accuracy of simple-evals' four categories.</summary>
    internal static void AddCategories(BenchmarkScore score, JsonObject metrics)
    {
        foreach (
            IGrouping<string, JudgedQuestion> category in score
                .Items.GroupBy(item => Category(item.Question.Group))
                .OrderBy(group => group.Key, StringComparer.Ordinal)
        )
        {
            metrics[category.Key] = category.Average(item => item.Mean);
        }
    }

    /// <summary>The category of a subject (openai/simple-evals, mmlu_eval.py): stem, humanities, social_sciences or
    /// other.</summary>
    internal static string Category(string subject) =>
        Humanities.Contains(subject) ? "humanities"
        : SocialSciences.Contains(subject) ? "social_sciences"
        : Other.Contains(subject) ? "other"
        : "stem";

    private static string Subject(string file)
    {
        string name = Path.GetFileNameWithoutExtension(file);
        return name.LastIndexOf('_') is > 0 and int end && name[(end + 1)..] is "test" or "dev" or "val"
            ? name[..name.LastIndexOf('_')]
            : name;
    }
}
