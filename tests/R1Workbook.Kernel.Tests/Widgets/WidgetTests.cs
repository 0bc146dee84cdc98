using System.Text.Json.Nodes;
using R1Workbook.Kernel.Comms;
using R1Workbook.Kernel.Tests.Session;
using R1Workbook.Kernel.Widgets;

namespace R1Workbook.Kernel.Tests.Widgets;

[Collection(OneProcess.Name)]
public sealed class WidgetTests : IDisposable
{
    private readonly FrontEnd _frontEnd = new();

    public void Dispose() => _frontEnd.Dispose();

    [Fact]
    public void A_shown_widget_opens_its_models_parts_first_and_is_named_by_its_view()
    {
        var slider = new IntSlider(5, 1, 9, 2) { Description = "n" };
        Assert.Empty(_frontEnd.Sent());

        JsonObject bundle = FrontEnd.Show(slider);
        JsonNode view = bundle["application/vnd.jupyter.widget-view+json"]!;
        Assert.Equal(
            (2, 0, slider.ModelId),
            ((int)view["version_major"]!, (int)view["version_minor"]!, (string)view["model_id"]!)
        );
        Assert.Equal("IntSlider(n: 5)", (string)bundle["text/plain"]!);
        Assert.Contains("<input type=\"range\"", (string)bundle["text/html"]!, StringComparison.Ordinal);

        var sent = _frontEnd.Sent();
        Assert.All(
            sent,
            message =>
                Assert.Equal(
                    ("comm_open", "jupyter.widget", "2.1.0"),
                    (message.Type, (string)message.Content["target_name"]!, (string)message.Metadata["version"]!)
                )
        );
        Assert.Equal(
            ["LayoutModel", "SliderStyleModel", "IntSliderModel"],
            sent.Select(message => (string)FrontEnd.State(message)["_model_name"]!)
        );
        JsonNode state = FrontEnd.State(sent[2]);
        Assert.Equal($"IPY_MODEL_{(string)sent[0].Content["comm_id"]!}", (string)state["layout"]!);
        Assert.Equal($"IPY_MODEL_{(string)sent[1].Content["comm_id"]!}", (string)state["style"]!);
        Assert.Equal(
            (5, 1, 9, 2, "n", "@jupyter-widgets/controls", "2.0.0", "IntSliderView"),
            (
                (int)state["value"]!,
                (int)state["min"]!,
                (int)state["max"]!,
                (int)state["step"]!,
                (string)state["description"]!,
                (string)state["_model_module"]!,
                (string)state["_model_module_version"]!,
                (string)state["_view_name"]!
            )
        );

        FrontEnd.Show(slider);
        Assert.Empty(_frontEnd.Sent());
    }

    [Fact]
    public void A_value_set_by_code_is_sent_and_told_once()
    {
        var slider = new IntSlider(1);
        List<ValueChange<int>> changes = [];
        slider.ValueChanged += changes.Add;
        FrontEnd.Show(slider);
        _frontEnd.Sent();

        slider.Value = 3;
        slider.Value = 3;
        slider.Value = 1000;

        Assert.Equal([new ValueChange<int>(1, 3), new ValueChange<int>(3, 100)], changes);
        Assert.Equal(
            [
                """{"method":"update","state":{"value":3},"buffer_paths":[]}""",
                """{"method":"update","state":{"value":100},"buffer_paths":[]}""",
            ],
            _frontEnd.Data().Select(data => data.ToJsonString())
        );
    }

    [Fact]
    public void A_value_set_by_the_reader_counts_at_once_and_its_handler_waits_for_the_thread_of_cells()
    {
        var slider = new FloatSlider(1);
        List<double> seen = [];
        slider.ValueChanged += change => seen.Add(change.NewValue);
        FrontEnd.Show(slider);
        _frontEnd.Sent();

        Assert.True(FrontEnd.Set(slider, "value", 2.5));
        Assert.Equal(2.5, slider.Value);
        Assert.Empty(seen);
        Assert.Equal(
            """{"method":"echo_update","state":{"value":2.5},"buffer_paths":[]}""",
            Assert.Single(_frontEnd.Data()).ToJsonString()
        );
        Assert.Equal(1, FrontEnd.RunHandlers());
        Assert.Equal([2.5], seen);
        Assert.False(FrontEnd.Set(slider, "value", 2.5));
    }

    [Fact]
    public void A_value_that_is_none_of_the_widgets_is_not_taken_and_the_front_end_goes_back()
    {
        var slider = new IntSlider(5, 0, 10);
        FrontEnd.Show(slider);
        foreach (JsonNode? bad in (JsonNode?[])["five", 11, 2.5, null, new JsonArray()])
        {
            _frontEnd.Sent();
            Assert.False(FrontEnd.Set(slider, "value", bad));
            Assert.Equal(5, slider.Value);
            Assert.Equal(
                """{"method":"update","state":{"value":5},"buffer_paths":[]}""",
                _frontEnd.Data()[^1].ToJsonString()
            );
        }
        FrontEnd.Set(slider, "_model_name", "Other");
        FrontEnd.Set(slider, "max", 3);
        Assert.Equal((10, 5), (slider.Max, slider.Value));
    }

    [Fact]
    public void A_choice_is_a_place_on_the_wire_and_a_text_in_code()
    {
        var dropdown = new Dropdown(["sgd", "adam"], "adam");
        List<string?> seen = [];
        dropdown.ValueChanged += change => seen.Add(change.NewValue);
        FrontEnd.Show(dropdown);
        JsonNode state = FrontEnd.State(_frontEnd.Sent()[^1]);
        Assert.Equal((1, """["sgd","adam"]"""), ((int)state["index"]!, state["_options_labels"]!.ToJsonString()));

        FrontEnd.Set(dropdown, "index", 0);
        FrontEnd.Set(dropdown, "index", 2);
        FrontEnd.RunHandlers();
        Assert.Equal(["sgd"], seen);
        Assert.Contains(
            "none of the options: sgd, adam",
            Assert.Throws<ArgumentException>(() => dropdown.Value = "rmsprop").Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_click_calls_the_handlers_of_its_button()
    {
        var button = new Button("Go");
        int clicks = 0;
        FrontEnd.Show(button);
        var click = new JsonObject
        {
            ["method"] = "custom",
            ["content"] = new JsonObject { ["event"] = "click" },
        };
        Assert.False(FrontEnd.Send(button, click));
        button.Clicked += _ => clicks++;
        Assert.True(FrontEnd.Send(button, click));
        Assert.Equal((0, 1, 1), (clicks, FrontEnd.RunHandlers(), clicks));
    }

    [Fact]
    public void A_front_end_that_comes_later_gets_the_states_it_asks_for()
    {
        var text = new TextBox("one");
        FrontEnd.Show(text);
        text.Value = "two";
        _frontEnd.Sent();

        FrontEnd.Send(text, new JsonObject { ["method"] = "request_state" });
        JsonNode one = Assert.Single(_frontEnd.Data());
        Assert.Equal(("update", "two"), ((string)one["method"]!, (string)one["state"]!["value"]!));

        var open = new JsonObject
        {
            ["comm_id"] = "control",
            ["target_name"] = "jupyter.widget.control",
            ["data"] = new JsonObject(),
        };
        Assert.False(CommTable.Take("comm_open", open, 1));
        CommTable.Take(
            "comm_msg",
            new JsonObject
            {
                ["comm_id"] = "control",
                ["data"] = new JsonObject { ["method"] = "request_states" },
            },
            2
        );
        JsonNode all = Assert.Single(_frontEnd.Data());
        JsonNode model = all["states"]![text.ModelId]!;
        Assert.Equal(
            ("update_states", "TextModel", "@jupyter-widgets/controls", "2.0.0", "two"),
            (
                (string)all["method"]!,
                (string)model["model_name"]!,
                (string)model["model_module"]!,
                (string)model["model_module_version"]!,
                (string)model["state"]!["value"]!
            )
        );
        text.Close();
        Assert.Equal("comm_close", Assert.Single(_frontEnd.Sent()).Type);
    }
}
