using System.Text.Json;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace R1Workbook.Book.Tests;

/// <summary>A notebook of a stranger shows what it shows and runs nothing: the pages are read as a browser reads them,
/// and only the book's own scripts are found.</summary>
public sealed class StrangersNotebookTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("book").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    public static TheoryData<string> Attacks() =>
        [
            "<script>alert(1)</script>",
            "<img src=x onerror=alert(1)>",
            "<svg onload=alert(1)><g onclick=alert(1)></g></svg>",
            "<a href=\"javascript:alert(1)\">x</a>",
            "<a href=\"jav&#x09;ascript:alert(1)\">x</a>",
            "<a href=\" &#14; javascript:alert(1)\">x</a>",
            "<a href=\"data:text/html,<script>alert(1)</script>\">x</a>",
            "<svg><a xlink:href=\"javascript:alert(1)\"><text>x</text></a></svg>",
            "<svg><animate attributeName=href values=javascript:alert(1) /></svg>",
            "<svg><foreignObject><iframe src=x></iframe></foreignObject></svg>",
            "<svg><use href=\"data:image/svg+xml,<svg id='x' onload='alert(1)'/>#x\"/></svg>",
            "<svg></p><style><a id=\"</style><img src=1 onerror=alert(1)>\">",
            "<svg><title><style><img title=\"</style></title><img src=1 onerror=alert(1)>\"></style></title></svg>",
            "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
            "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
            "<form action=\"http://127.0.0.1:9/\"><input name=a><button>b</button></form>",
            "<iframe src=\"http://127.0.0.1:9/beacon\"></iframe><object data=x></object><embed src=x>",
            "<iframe srcdoc=\"<script>alert(1)</script>\"></iframe>",
            "<link rel=stylesheet href=\"http://127.0.0.1:9/\">",
            "<meta http-equiv=refresh content=\"0;url=http://127.0.0.1:9/\">",
            "<base href=\"http://127.0.0.1:9/\"><p style=\"background:url(http://127.0.0.1:9/)\">x</p>",
            "<img src=\"http://127.0.0.1:9/pixel\"><video src=\"http://127.0.0.1:9/\"></video>",
            "<p style=\"position:fixed;top:0;left:0;width:100%;height:100%;z-index:9\">over all</p>",
            "<template><script>alert(1)</script></template><xmp><img src=x onerror=alert(1)></xmp>",
            "</section></main></body><script>alert(1)</script>",
            "<<script>script>alert(1)<</script>/script>",
        ];

    [Theory]
    [MemberData(nameof(Attacks))]
    public void An_attack_in_prose_runs_nothing(string attack) => Harmless(Written(Prose("# T\n\n" + attack + "\n")));

    [Theory]
    [MemberData(nameof(Attacks))]
    public void An_attack_in_a_heading_and_a_link_runs_nothing(string attack) =>
        Harmless(
            Written(Prose($"# {attack} title\n\n[x]({attack}) ![y]({attack}) $\\text{{{attack}}}$\n\n> {attack}\n"))
        );

    [Theory]
    [MemberData(nameof(Attacks))]
    public void An_attack_in_an_output_runs_nothing_in_the_page(string attack)
    {
        string[] types =
        [
            "text/html",
            "text/markdown",
            "text/latex",
            "image/svg+xml",
            "image/png",
            "image/jpeg",
            "text/plain",
            "application/javascript",
            "application/vnd.plotly.v1+json",
            "x\"><script>alert(1)</script>",
        ];
        foreach (string type in types)
            Harmless(Written(Output(type, attack)));
    }

    [Theory]
    [InlineData("x\" onerror=\"alert('png-attr')")]
    [InlineData("iVBO\"><script>alert(1)</script>")]
    public void A_picture_that_is_no_base64_is_a_sentence(string data)
    {
        IHtmlDocument page = Written(Output("image/png", data));

        Harmless(page);
        Assert.Empty(page.QuerySelectorAll("img"));
        Assert.Contains("no base64", page.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_script_of_an_output_runs_in_a_frame_without_origin_and_network()
    {
        IHtmlDocument page = Written(Output("text/html", "<b>shown</b><script>document.title='x'</script>"));

        IElement frame = Assert.Single(page.QuerySelectorAll("iframe"));
        Assert.Equal("allow-scripts", frame.GetAttribute("sandbox"));
        string file = Uri.UnescapeDataString(frame.GetAttribute("src")!);
        IHtmlDocument inside = new HtmlParser().ParseDocument(File.ReadAllText(Path.Combine(_folder, file)));
        Assert.Equal("shown", inside.QuerySelector("b")!.TextContent);
        string policy = inside.QuerySelector("meta[http-equiv='Content-Security-Policy']")!.GetAttribute("content")!;
        Assert.StartsWith("default-src 'none';", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("http", policy, StringComparison.Ordinal);
        Assert.DoesNotContain('*', policy);
        Assert.Contains("webrtc 'block'", policy, StringComparison.Ordinal);
    }

    // What the script does was tried in Chromium 156: WebRTC by the frame itself and by frames within it (srcdoc,
    // javascript:, written, in shadow trees, later ones) makes nothing.
    [Fact]
    public void The_first_script_of_a_frame_takes_WebRTC_away()
    {
        string attack = "<p><template SHADOWROOTMODE=closed><iframe srcdoc='<script>x()</script>'></iframe></template>";
        IHtmlDocument page = Written(Output("text/html", attack + "</p><script>new RTCPeerConnection()</script>"));

        string file = Uri.UnescapeDataString(Assert.Single(page.QuerySelectorAll("iframe")).GetAttribute("src")!);
        IHtmlDocument inside = new HtmlParser().ParseDocument(File.ReadAllText(Path.Combine(_folder, file)));
        IElement first = inside.Scripts[0];
        Assert.Equal(inside.Head, first.ParentElement);
        foreach (string name in (string[])["RTCPeerConnection", "webkitRTCPeerConnection", "WebTransport"])
            Assert.Contains($"\"{name}\"", first.TextContent, StringComparison.Ordinal);
        Assert.Contains("configurable: false", first.TextContent, StringComparison.Ordinal);
        Assert.Contains("iframe,frame,object,embed", first.TextContent, StringComparison.Ordinal);
        Assert.Equal(2, inside.Scripts.Length);
        Assert.Null(inside.QuerySelector("template")!.GetAttribute("shadowrootmode"));
    }

    [Fact]
    public void A_page_forbids_the_network_and_scripts_in_itself()
    {
        string policy = Written(Prose("x"))
            .QuerySelector("meta[http-equiv='Content-Security-Policy']")!
            .GetAttribute("content")!;

        Assert.StartsWith("default-src 'none';", policy, StringComparison.Ordinal);
        Assert.Contains("script-src 'self' file:;", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("http", policy, StringComparison.Ordinal);
    }

    [Fact]
    public void With_trust_a_page_is_as_it_was()
    {
        string page = Written(
            Output("text/html", "<b onclick=\"go()\">x</b><script>go()</script>"),
            trust: true
        ).DocumentElement.OuterHtml;

        Assert.Contains("<b onclick=\"go()\">x</b><script>go()</script>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Content-Security-Policy", page, StringComparison.Ordinal);
        // What is called harmless elsewhere is not harmless by itself.
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => Harmless(new HtmlParser().ParseDocument(page)));
    }

    [Fact]
    public void The_name_of_a_file_is_a_name_everywhere()
    {
        string[] files =
        [
            Notebook(Prose("one"), "a\" onmouseover=\"alert(1)"),
            Notebook(Prose("<i>two</i>"), "<script>alert(1)<"),
        ];
        string index = HtmlBook.Write(files, _folder);

        foreach (string path in Directory.GetFiles(_folder, "*.html"))
            Harmless(new HtmlParser().ParseDocument(File.ReadAllText(path)));
        Assert.All(
            new HtmlParser().ParseDocument(File.ReadAllText(index)).QuerySelectorAll("a[href$='.html']"),
            link => Assert.True(File.Exists(Path.Combine(_folder, Uri.UnescapeDataString(link.GetAttribute("href")!))))
        );
    }

    // What a browser would run or load by itself in the page.
    private static void Harmless(IHtmlDocument page)
    {
        foreach (IElement element in page.All)
        {
            string text = element.OuterHtml[..Math.Min(200, element.OuterHtml.Length)];
            Assert.DoesNotContain(
                element.Attributes,
                attribute => attribute.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase)
            );
            foreach (string name in (string[])["href", "src", "xlink:href", "action", "data", "srcdoc", "formaction"])
            {
                string address = (element.GetAttribute(name) ?? "").Trim();
                Assert.False(
                    address.Contains("script:", StringComparison.OrdinalIgnoreCase)
                        || address.StartsWith("data:text", StringComparison.OrdinalIgnoreCase),
                    text
                );
                if (name != "href" || element.LocalName is not "a")
                    Assert.False(address.Contains("//", StringComparison.Ordinal), text);
            }
            Assert.DoesNotContain("url(", element.GetAttribute("style") ?? "", StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("fixed", element.GetAttribute("style") ?? "", StringComparison.OrdinalIgnoreCase);
            Assert.True(
                element.LocalName switch
                {
                    "script" => element.GetAttribute("src") == "book.js"
                        || element.GetAttribute("type") == "application/json",
                    "iframe" => element.GetAttribute("sandbox") == "allow-scripts",
                    "link" => element.GetAttribute("href") == "book.css",
                    "meta" => element.GetAttribute("http-equiv") is null or "Content-Security-Policy",
                    "object" or "embed" or "form" or "button" or "base" or "style" or "template" or "use" => false,
                    "foreignObject" or "animate" or "set" or "video" or "audio" or "noscript" or "xmp" => false,
                    _ => true,
                },
                text
            );
        }
    }

    private static string Prose(string text) =>
        $$"""{"cell_type":"markdown","id":"a","metadata":{},"source":{{JsonSerializer.Serialize(text)}}}""";

    private static string Output(string type, string data) =>
        $$$"""
            {"cell_type":"code","id":"a","metadata":{},"execution_count":1,"source":"x","outputs":[
             {"output_type":"display_data","metadata":{},
              "data":{{{{JsonSerializer.Serialize(type)}}}:{{{JsonSerializer.Serialize(data)}}}}}]}
            """;

    private IHtmlDocument Written(string cell, bool trust = false)
    {
        HtmlBook.Write([Notebook(cell, "01-page")], _folder, trust: trust);
        return new HtmlParser().ParseDocument(File.ReadAllText(Path.Combine(_folder, "01-page.html")));
    }

    private string Notebook(string cell, string name)
    {
        string path = Path.Combine(_folder, name + ".ipynb");
        File.WriteAllText(path, $$"""{"cells":[{{cell}}],"metadata":{},"nbformat":4,"nbformat_minor":5}""");
        return path;
    }
}
