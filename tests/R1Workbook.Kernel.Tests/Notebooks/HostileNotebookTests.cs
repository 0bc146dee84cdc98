using System.Text;
using R1Workbook.Kernel.Notebooks;

namespace R1Workbook.Kernel.Tests.Notebooks;

/// <summary>Notebooks that are none, or whose parts are something else: each is refused by name or read, and nothing
/// else is thrown, neither on reading nor on using what was read.</summary>
public sealed class HostileNotebookTests
{
    private const string Whole = """
        {"cells":[{"cell_type":"markdown","id":"a","metadata":{},"source":["# T\n","x"]},
        {"cell_type":"code","id":"b","execution_count":1,"metadata":{"tags":["t"],"execution":
        {"iopub.execute_input":"2026-01-01T00:00:00Z","shell.execute_reply":"2026-01-01T00:00:01Z"}},"source":"1",
        "outputs":[{"output_type":"stream","name":"stdout","text":["a\n"]},
        {"output_type":"execute_result","execution_count":1,"metadata":{},"data":{"text/plain":["1"],"text/html":"1"}},
        {"output_type":"error","ename":"E","evalue":"v","traceback":["t"]}]}],
        "metadata":{"kernelspec":{"name":".net-csharp"}},"nbformat":4,"nbformat_minor":5}
        """;

    [Theory]
    [InlineData("\"metadata\":{\"tags\"", "\"metadata\":\"x\",\"y\":{\"tags\"", "'metadata' is no object")]
    [InlineData("\"id\":\"b\"", "\"id\":5", "'id' is no text")]
    [InlineData("\"outputs\":[", "\"outputs\":5,\"o\":[", "'outputs' is no list")]
    [InlineData("\"outputs\":[", "\"outputs\":[null,", "output 1")]
    [InlineData("\"outputs\":[", "\"outputs\":[{\"output_type\":5},", "output 1")]
    [InlineData("\"data\":{", "\"data\":5,\"d\":{", "output 2")]
    [InlineData("\"cell_type\":\"code\"", "\"cell_type\":5", "'cell_type'")]
    [InlineData("\"a\\n\"", "\"\\ud800\"", "no Unicode")]
    [InlineData("\"E\"", "\"\\udc00\"", "no Unicode")]
    [InlineData("\"nbformat_minor\"", "\"\\ud800\"", "no Unicode")]
    public void A_part_that_is_something_else_is_refused_by_name(string part, string other, string said)
    {
        NotebookException error = Assert.Throws<NotebookException>(() =>
            NotebookReader.Parse(
                Encoding.UTF8.GetBytes(Whole.Replace(part, other, StringComparison.Ordinal)),
                "n.ipynb"
            )
        );
        Assert.Contains("n.ipynb", error.Message, StringComparison.Ordinal);
        Assert.Contains(said, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_mutated_notebook_is_read_or_refused()
    {
        byte[] whole = Encoding.UTF8.GetBytes(Whole);
        Assert.Equal(4, Use(NotebookReader.Parse(whole, "whole")));
        Random random = Fuzz.Source();
        for (int i = 0; i < Fuzz.Count(2000); i++)
        {
            byte[] mutated = Fuzz.Mutate(whole, whole.Length, random);
            try
            {
                Use(NotebookReader.Parse(mutated, "mutated"));
            }
            catch (NotebookException)
            {
                // Refused by name.
            }
            catch (Exception exception)
            {
                Assert.Fail($"{exception.GetType().Name} of {Encoding.UTF8.GetString(mutated)}: {exception}");
            }
        }
    }

    private static int Use(Notebook notebook) =>
        notebook.Cells.Sum(cell =>
            cell.Outputs.Count(output =>
                (output.Kind + output.Text + output.StreamName + output.ErrorName + output.ErrorMessage).Length
                    + output.Traceback.Count
                    + output.MimeTypes.Sum(type => output.Data(type)?.Length ?? 0)
                >= 0
            )
            + (cell.Kind + cell.Id + cell.Source + cell.Language + cell.ExecutionCount + cell.Elapsed).Length * 0
            + cell.WithExecution(1, cell.Outputs).WithTimes(DateTimeOffset.UnixEpoch, TimeSpan.Zero).Tags.Count
        );
}
