using System.Text.RegularExpressions;

namespace R1Workbook.Architecture.Tests;

/// <summary>Where TorchSharp is called, the compiler forbids the numbers that libtorch may read after they are
/// freed.</summary>
public sealed class KeptNumberTests
{
    private static readonly string[] Homes =
    [
        "src/R1Workbook.Learning/Decoders/KeptScalar.cs",
        "src/R1Workbook.Learning/Decoders/CheckedCalls.cs",
    ];

    private static readonly Regex Calls = new(@"^\s*using (static )?TorchSharp\b", RegexOptions.Multiline);
    private static readonly Regex Allows = new(@"\bRS0030\b");

    [Fact]
    public void Every_project_that_calls_TorchSharp_forbids_its_own_numbers() =>
        Finding.AssertOnlyKnown("number", Found(SourceTree.Repository));

    [Fact]
    public void A_project_without_the_rule_and_a_file_that_turns_it_off_are_found()
    {
        SourceTree tree = SourceTree.Of(
            ("tests/P/P.csproj", "<Project><PropertyGroup></PropertyGroup></Project>"),
            ("tests/P/A.cs", "using static TorchSharp.torch;\n"),
            ("src/Q/Q.csproj", "<Project><SeesTorchSharp>true</SeesTorchSharp></Project>"),
            ("src/Q/B.cs", "using TorchSharp;\n#pragma warning disable RS0030\n")
        );
        Assert.Equal(
            ["src/Q/B.cs turns RS0030 off", "tests/P does not say SeesTorchSharp"],
            Found(tree).Select(finding => finding.Place).Order(StringComparer.Ordinal)
        );
    }

    private static IEnumerable<Finding> Found(SourceTree tree)
    {
        foreach (
            SourceFile file in tree.Files.Where(file =>
                !Homes.Contains(file.Path) && !file.Path.Contains("Architecture")
            )
        )
        {
            if (Allows.IsMatch(file.Text))
                yield return new Finding("number", $"{file.Path} turns RS0030 off", "use KeptScalar");
        }
        foreach ((string path, string project) in tree.Projects)
        {
            string folder = Path.GetDirectoryName(path)!.Replace('\\', '/') + "/";
            bool calls = tree.Files.Any(file =>
                file.Path.StartsWith(folder, StringComparison.Ordinal) && Calls.IsMatch(file.Text)
            );
            if (calls && !project.Contains("<SeesTorchSharp>true</SeesTorchSharp>", StringComparison.Ordinal))
            {
                yield return new Finding(
                    "number",
                    $"{folder.TrimEnd('/')} does not say SeesTorchSharp",
                    "add <SeesTorchSharp>true</SeesTorchSharp> to its properties"
                );
            }
        }
    }
}
