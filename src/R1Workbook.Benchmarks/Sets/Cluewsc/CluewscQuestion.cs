using System.Globalization;
using R1Workbook.Benchmarks.Families;
using R1Workbook.Benchmarks.Files;
using R1Workbook.Core.Tasks;

namespace R1Workbook.Benchmarks.Sets.Cluewsc;

/// <summary>
/// A question of CLUEWSC2020 (CLUEbenchmark): whether a pronoun means a noun before it. JSON Lines, though the files
/// are called <c>.json</c>: {target: {span1_index, span1_text, span2_index, span2_text}, idx, label, text}. Places
/// count code points.
/// </summary>
/// <param name="Id"><c>idx</c>.</param>
/// <param name="Text">The passage.</param>
/// <param name="Noun">The noun.</param>
/// <param name="Pronoun">The pronoun.</param>
/// <param name="IsSame">Whether they mean the same.</param>
public sealed record CluewscQuestion(string Id, string Text, string Noun, string Pronoun, bool IsSame) : IProblem
{
    /// <summary>The questions of a file.</summary>
    /// <exception cref="DataFileException">The file is missing, a row is not in the format, or a span is not where the
    /// row says.</exception>
    public static IEnumerable<IProblem> Read(string path) =>
        DataFile.Read(
            path,
            row =>
            {
                DataRow target = row.Rows("target")[0];
                string text = row.Text("text"),
                    noun = target.Text("span1_text"),
                    pronoun = target.Text("span2_text");
                Check(row, text, noun, target.Integer("span1_index"), "span1");
                Check(row, text, pronoun, target.Integer("span2_index"), "span2");
                if (!row.Has("label"))
                {
                    throw row.Problem(
                        "field \"label\" is missing: this is a test file without answers, take one with them."
                    );
                }

                return row.Text("label") switch
                {
                    "true" => (IProblem)new CluewscQuestion(row.Id("idx"), text, noun, pronoun, true),
                    "false" => new CluewscQuestion(row.Id("idx"), text, noun, pronoun, false),
                    _ => throw row.Wrong("label", "\"true\" or \"false\""),
                };
            }
        );

    /// <summary>As OpenCompass asks (FewCLUE_cluewsc_gen): whether the pronoun points to the noun, A for yes and B for
    /// no.</summary>
    public string Prompt(PromptStyle style) =>
        $"{Text}\n此处，“{Pronoun}”是否指代“{Noun}“？\nA. 是\nB. 否\n请从”A“，”B“中进行选择。\n答：";

    /// <inheritdoc/>
    public Verdict Judge(Response response, CancellationToken cancellationToken = default) =>
        Verdict.Exact(ChoiceLetter.FirstCapital(response.Text), IsSame ? "A" : "B");

    private static void Check(DataRow row, string text, string span, int index, string name)
    {
        // In FewCLUE's files every place hits, counted in code points. The question asks by the words alone, so that
        // they are what must hold.
        if (!text.Contains(span, StringComparison.Ordinal))
        {
            throw row.Problem(
                $"field \"target\": {name} \"{span}\" (at {index.ToString(CultureInfo.InvariantCulture)}) does not "
                    + $"stand in \"text\"."
            );
        }
    }
}
