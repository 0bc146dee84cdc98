using R1Workbook.Kernel.Contracts;
using R1Workbook.Kernel.Outputs;

namespace R1Workbook.Kernel.Directives;

/// <summary><c>#!value</c></summary>
internal sealed class ValueDirective : ICellDirective
{
    private static readonly string[] Sources = ["from-file", "from-url", "from-value"];

    private static readonly HttpClient Client = new();

    public string Name => "value";

    public string Summary =>
        "Keeps a text under a name: the lines after it, a file, an address or a value. Read it by #!share NAME "
        + "--from value or @value:NAME.";

    public DirectiveSyntax Syntax { get; } =
        new(
            new DirectiveParameter("name", "NAME", "The name.") { IsRequired = true },
            new DirectiveParameter("from-file", "FILE", "The file to read, relative to the notebook."),
            new DirectiveParameter("from-url", "ADDRESS", "The address to read."),
            new DirectiveParameter("from-value", "VALUE", "The text, or @LANGUAGE:NAME."),
            new DirectiveParameter("mime-type", "TYPE", "Also shows the text, as this type.")
        );

    public bool TakesText => true;

    public async Task<CellError?> RunAsync(DirectiveArguments arguments, string text, DirectiveContext context)
    {
        string[] sources = [.. Sources.Where(arguments.Has)];
        if (sources.Length > 1 || (sources.Length == 1 && !string.IsNullOrWhiteSpace(text)))
        {
            throw arguments.Error("one source only: the lines after it, --from-file, --from-url or --from-value.");
        }

        SharedValue value = sources.SingleOrDefault() switch
        {
            "from-file" => SharedValue.Of(await FileAsync(arguments, context).ConfigureAwait(true)),
            "from-url" => SharedValue.Of(await AddressAsync(arguments, context).ConfigureAwait(true)),
            "from-value" => Given(arguments, context),
            _ => SharedValue.Of(text),
        };
        context
            .Languages.Start(context.Languages.Find("value")!)
            .SetVariable(arguments.Required("name"), value.Value, value.Type);
        if (arguments.Get("mime-type") is { } mime && value.Value is string shown)
        {
            context.Outputs.Display(MimeBundle.Raw(shown, mime), null);
        }

        return null;
    }

    private static SharedValue Given(DirectiveArguments arguments, DirectiveContext context)
    {
        string written = arguments.Required("from-value");
        if (
            arguments.IsQuoted("from-value")
            || !written.StartsWith('@')
            || !written.Contains(':', StringComparison.Ordinal)
        )
        {
            return SharedValue.Of(written);
        }

        string[] halves = written[1..].Split(':', 2);
        return SharedValue.Copy(context.Variable(halves[0], halves[1], arguments), "application/json", arguments);
    }

    private static async Task<string> FileAsync(DirectiveArguments arguments, DirectiveContext context)
    {
        string path = Path.GetFullPath(Path.Combine(context.Folder, arguments.Required("from-file")));
        try
        {
            return await File.ReadAllTextAsync(path, context.CancellationToken).ConfigureAwait(true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw arguments.Error($"{path} cannot be read: {e.Message}");
        }
    }

    private static async Task<string> AddressAsync(DirectiveArguments arguments, DirectiveContext context)
    {
        string address = arguments.Required("from-url");
        try
        {
            return await Client.GetStringAsync(new Uri(address), context.CancellationToken).ConfigureAwait(true);
        }
        catch (Exception e)
            when (e is HttpRequestException or UriFormatException or InvalidOperationException or NotSupportedException)
        {
            throw arguments.Error($"{address} cannot be read: {e.Message}");
        }
    }
}
