using System.Text.Json;
using R1Workbook.Kernel.Contracts;
using R1Workbook.Kernel.Interactive;

namespace R1Workbook.Kernel.Directives;

/// <summary><c>#!set</c></summary>
internal sealed class SetDirective : ICellDirective
{
    public string Name => "set";

    public string Summary =>
        "Declares a variable here: a copy of another language's (@fsharp:x), an answer of the reader "
        + "(@input:prompt, @password:prompt), or a literal.";

    public DirectiveSyntax Syntax { get; } =
        new(
            new DirectiveParameter("name", "NAME", "The variable to declare.") { IsRequired = true },
            new DirectiveParameter("value", "VALUE", "@LANGUAGE:NAME, @input:PROMPT, @password:PROMPT, JSON or a text.")
            {
                IsRequired = true,
            },
            new DirectiveParameter("byref", null, "Share the object itself instead of a copy."),
            new DirectiveParameter("mime-type", "TYPE", "The form of the copy; application/json when not given.")
        );

    public async Task<CellError?> RunAsync(DirectiveArguments arguments, string text, DirectiveContext context)
    {
        SharedValue value = await ValueAsync(arguments, context).ConfigureAwait(true);
        context.SetVariable(arguments.Required("name"), value.Value, value.Type, arguments);
        return null;
    }

    private static async Task<SharedValue> ValueAsync(DirectiveArguments arguments, DirectiveContext context)
    {
        string written = arguments.Required("value");
        bool byReference = arguments.Has("byref");
        if (byReference && arguments.Has("mime-type"))
        {
            throw arguments.Error("--byref shares the object itself, --mime-type a copy: give one of them.");
        }

        if (arguments.IsQuoted("value") || !written.StartsWith('@'))
        {
            if (byReference)
            {
                throw arguments.Error("--byref needs a variable: write --value @LANGUAGE:NAME.");
            }

            return arguments.IsQuoted("value") ? SharedValue.Of(written) : Literal(written);
        }

        string[] halves = written[1..].Split(':', 2);
        (string source, string name) = halves.Length == 2 ? (halves[0], halves[1]) : (context.Language.Name, halves[0]);
        if (source is "input" or "password")
        {
            string prompt = name.Length > 0 ? name : arguments.Required("name");
            return SharedValue.Of(
                await AskAsync(prompt, source == "password", arguments, context).ConfigureAwait(true)
            );
        }

        CellVariable variable = context.Variable(source, name, arguments);
        return byReference
            ? new SharedValue(variable.Value, variable.Type)
            : SharedValue.Copy(variable, arguments.Get("mime-type") ?? "application/json", arguments);
    }

    private static async Task<string> AskAsync(
        string prompt,
        bool isPassword,
        DirectiveArguments arguments,
        DirectiveContext context
    )
    {
        string nobody =
            $"nobody is there to answer '{prompt}': this run has no input. Run the notebook in a Jupyter client, or "
            + $"write a literal --value.";
        try
        {
            return context.Runner.Input is { } ask
                ? await ask(prompt, isPassword, context.CancellationToken).ConfigureAwait(true)
                : throw arguments.Error(nobody);
        }
        catch (NoInputException)
        {
            throw arguments.Error(nobody);
        }
    }

    private static SharedValue Literal(string written)
    {
        try
        {
            return SharedValue.OfJson(written);
        }
        catch (JsonException)
        {
            return SharedValue.Of(written);
        }
    }
}
