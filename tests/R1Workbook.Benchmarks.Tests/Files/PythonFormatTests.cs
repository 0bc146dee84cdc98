using System.IO.Compression;
using R1Workbook.Benchmarks.Files;
using R1Workbook.Benchmarks.Sets.LiveCodeBench;

namespace R1Workbook.Benchmarks.Tests.Files;

/// <summary>What Python writes into data files: literals and pickles. They are read, never run.</summary>
public sealed class PythonFormatTests
{
    [Fact]
    public void A_python_dictionary_is_read_and_something_else_is_refused()
    {
        Assert.Equal(
            """{"topic":"O\u0027Neil","urls":["a",1.5,true,null]}""",
            PythonLiteral.Parse("""{'topic': "O'Neil", 'urls': ['a', 1.5, True, None]}""")!.ToJsonString()
        );
        Assert.Equal("a'b\n\u00e9", (string?)PythonLiteral.Parse(@"['a\'b\n\xe9']")![0]);
        foreach (string bad in (string[])["{'a': }", "['a'", "__import__('os')", "['a' 'b']", ""])
            Assert.Throws<FormatException>(() => PythonLiteral.Parse(bad));
    }

    [Fact]
    public void A_pickle_of_one_text_is_read_and_any_other_is_refused()
    {
        // pickle.dumps("[1]") in protocols 4 and 2, and a list of protocol 4.
        Assert.Equal(
            "[1]",
            PickledText.Read(Zlib([0x80, 4, 0x95, 7, 0, 0, 0, 0, 0, 0, 0, 0x8c, 3, 0x5b, 0x31, 0x5d, 0x94, 0x2e]))
        );
        Assert.Equal("[1]", PickledText.Read(Zlib([0x80, 2, 0x58, 3, 0, 0, 0, 0x5b, 0x31, 0x5d, 0x71, 0, 0x2e])));
        Assert.Contains(
            "not run",
            Assert.Throws<FormatException>(() => PickledText.Read(Zlib([0x80, 4, 0x5d, 0x94, 0x2e]))).Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "cut short",
            Assert.Throws<FormatException>(() => PickledText.Read(Zlib([0x80, 4, 0x8c, 200, 0x5b]))).Message,
            StringComparison.Ordinal
        );
        Assert.Throws<FormatException>(() => PickledText.Read("no base64"));
    }

    private static string Zlib(byte[] pickle)
    {
        using MemoryStream stream = new();
        using (ZLibStream zlib = new(stream, CompressionMode.Compress, leaveOpen: true))
            zlib.Write(pickle);
        return Convert.ToBase64String(stream.ToArray());
    }
}
