using System.Globalization;
using R1Workbook.Kernel.Contracts;
using R1Workbook.Kernel.CSharp;
using R1Workbook.Kernel.References;
using Xunit.Abstractions;

namespace R1Workbook.Kernel.Tests.CSharp.Submissions;

[CollectionDefinition(nameof(ManyCellsTests), DisableParallelization = true)]
[Collection(nameof(ManyCellsTests))]
public sealed class ManyCellsTests(ITestOutputHelper log)
{
    [Fact]
    public async Task Hundreds_of_small_cells_take_little_memory()
    {
        using var language = new CSharpLanguage(
            Path.GetTempPath(),
            new SessionReferences(Path.GetTempPath(), _ => { })
        );
        long before = 0;
        for (int i = 0; i < 400; i++)
        {
            if (i == 20)
            {
                before = GC.GetTotalMemory(forceFullCollection: true);
            }

            string code = string.Create(
                CultureInfo.InvariantCulture,
                $"int v{i} = {i};\nfor (int i = 0; i < 3; i++) v{i} += i;\nv{i} + "
                    + $"{(i == 0 ? "0" : "v" + (i - 1).ToString(CultureInfo.InvariantCulture))}"
            );
            Evaluation evaluation = await language.RunAsync(code, "In[1]", default);
            Assert.Null(evaluation.Error);
        }

        double grown = (GC.GetTotalMemory(forceFullCollection: true) - before) / 1e6;
        log.WriteLine(string.Create(CultureInfo.InvariantCulture, $"heap +{grown:0.0} MB"));
        // 49 MB were measured for 1,000 cells, and so 20 MB are expected for 400; other tests of the process move it by
        // some. Were memory to grow with the square of the cells, it would be over 160 MB.
        Assert.InRange(grown, 0, 80);
    }
}
