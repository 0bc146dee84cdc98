using System.Text.Json.Nodes;
using R1Workbook.Kernel.Comms;
using R1Workbook.Kernel.Outputs;
using R1Workbook.Kernel.Tests.Session;
using R1Workbook.Kernel.Widgets;

namespace R1Workbook.Kernel.Tests.Widgets;

[Collection(OneProcess.Name)]
public sealed class WidgetBoxTests : IDisposable
{
    private readonly FrontEnd _frontEnd = new();

    public void Dispose() => _frontEnd.Dispose();

    [Fact]
    public void Boxes_open_their_children_and_take_others_later()
    {
        var bar = new IntProgress(2, 0, 10);
        var box = new VBox(new Html("<b>x</b>"), bar);
        JsonObject bundle = FrontEnd.Show(box);
        Assert.Equal("VBox(Html(<b>x</b>), IntProgress(2))", (string)bundle["text/plain"]!);
        Assert.Contains("<progress max=\"10\" value=\"2\">", (string)bundle["text/html"]!, StringComparison.Ordinal);
        string[] names = [.. _frontEnd.Sent().Select(message => (string)FrontEnd.State(message)["_model_name"]!)];
        Assert.Equal("VBoxModel", names[^1]);
        Assert.Contains("IntProgressModel", names);

        var later = new Button("more");
        box.Children = [bar, later];
        var sent = _frontEnd.Sent();
        Assert.Equal(
            $"[\"IPY_MODEL_{bar.ModelId}\",\"IPY_MODEL_{later.ModelId}\"]",
            sent[^1].Content["data"]!["state"]!["children"]!.ToJsonString()
        );
        Assert.Equal("ButtonModel", (string)FrontEnd.State(sent[^2])["_model_name"]!);
    }

    [Fact]
    public void An_output_is_filled_and_emptied_by_code()
    {
        var output = new Output();
        FrontEnd.Show(output);
        _frontEnd.Sent();
        output.Write("a\n");
        output.Show(3);
        JsonArray outputs = _frontEnd.Data()[^1]["state"]!["outputs"]!.AsArray();
        Assert.Equal(("stream", "a\n"), ((string)outputs[0]!["output_type"]!, (string)outputs[0]!["text"]!));
        Assert.Equal("3", (string)outputs[1]!["data"]!["text/plain"]!);
        output.Clear();
        Assert.Empty(_frontEnd.Data()[^1]["state"]!["outputs"]!.AsArray());
    }

    [Fact]
    public void Bounds_are_kept_and_wrong_ones_refused_with_words()
    {
        var slider = new FloatSlider(5, 0, 10) { Max = 4 };
        Assert.Equal(4, slider.Value);
        Assert.Contains(
            "min is to be at most max",
            Assert.Throws<ArgumentException>(() => slider.Min = 7).Message,
            StringComparison.Ordinal
        );
        Assert.Throws<ArgumentException>(() => slider.Value = double.NaN);
        Assert.Throws<ArgumentException>(() => new IntSlider(0, 3, 1));
        Assert.Contains(
            "justify_content",
            Assert.Throws<ArgumentException>(() => slider.Layout["colour"] = "red").Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Without_a_front_end_there_is_a_still_picture_and_nothing_is_sent()
    {
        CommLink.IsLive = false;
        var slider = new FloatSlider(1.5) { Description = "rate <x>" };
        JsonObject bundle = MimeBundle.Of(slider);
        Assert.Equal(["text/plain", "text/html"], bundle.Select(entry => entry.Key));
        Assert.Contains("<label>rate &lt;x&gt;</label>", (string)bundle["text/html"]!, StringComparison.Ordinal);
        slider.Value = 2;
        CommLink.IsLive = true;
        Assert.Empty(_frontEnd.Sent());
    }
}
