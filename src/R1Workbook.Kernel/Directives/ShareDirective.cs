using R1Workbook.Kernel.Contracts;

namespace R1Workbook.Kernel.Directives;

/// <summary><c>#!share</c></summary>
internal sealed class ShareDirective : ICellDirective
{
    public string Name => "share";

    public string Summary =>
        "Takes a variable over from another language: the object itself, or its form in a mime type.";

    public DirectiveSyntax Syntax { get; } =
        new(
            new DirectiveParameter("name", "NAME", "The variable.") { IsPositional = true, IsRequired = true },
            new DirectiveParameter("from", "LANGUAGE", "The language that has it.") { IsRequired = true },
            new DirectiveParameter("as", "NAME", "Its name here."),
            new DirectiveParameter("mime-type", "TYPE", "Share a copy in this form, for example application/json.")
        );

    public Task<CellError?> RunAsync(DirectiveArguments arguments, string text, DirectiveContext context)
    {
        string name = arguments.Required("name");
        CellVariable variable = context.Variable(arguments.Required("from"), name, arguments);
        SharedValue value = arguments.Get("mime-type") is { } mime
            ? SharedValue.Copy(variable, mime, arguments)
            : new SharedValue(variable.Value, variable.Type);
        context.SetVariable(arguments.Get("as") ?? name, value.Value, value.Type, arguments);
        return Task.FromResult<CellError?>(null);
    }
}
