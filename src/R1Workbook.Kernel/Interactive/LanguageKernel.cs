using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Commands;
using Microsoft.DotNet.Interactive.Directives;
using Microsoft.DotNet.Interactive.Events;
using Microsoft.DotNet.Interactive.Formatting;
using Microsoft.DotNet.Interactive.ValueSharing;
using R1Workbook.Kernel.Contracts;
using R1Workbook.Kernel.Outputs;

namespace R1Workbook.Kernel.Interactive;

/// <summary>A language of the session as a kernel of .NET Interactive: what cells and extensions send it, the engine
/// answers.</summary>
/// <param name="languages">The languages of the session.</param>
/// <param name="entry">The language.</param>
internal sealed class LanguageKernel(LanguageCatalog languages, LanguageEntry entry)
    : Microsoft.DotNet.Interactive.Kernel(entry.Name),
        IKernelCommandHandler<SubmitCode>,
        IKernelCommandHandler<RequestCompletions>,
        IKernelCommandHandler<RequestHoverText>,
        IKernelCommandHandler<RequestValue>,
        IKernelCommandHandler<RequestValueInfos>,
        IKernelCommandHandler<SendValue>
{
    private const int MostCharacters = 200;

    private KernelSpecifierDirective? _specifier;

    /// <summary>Makes this the kernel that handles a context, as <c>Kernel.Current</c> tells.</summary>
    /// <param name="context">The context.</param>
    public void Handle(KernelInvocationContext context) => SetHandlingKernel(context.Command, context);

    /// <inheritdoc/>
    public override KernelSpecifierDirective KernelSpecifierDirective => _specifier ??= Specifier();

    async Task IKernelCommandHandler<SubmitCode>.HandleAsync(SubmitCode command, KernelInvocationContext context)
    {
        if (!entry.HasCells)
        {
            Keep(command, context);
            return;
        }

        try
        {
            ICellLanguage language = languages.Start(entry);
            Evaluation evaluation = await language
                .RunAsync(command.Code, RunningCell.Current?.Name ?? "submitted", context.CancellationToken)
                .ConfigureAwait(false);
            if (evaluation.Error is { } error)
            {
                context.Fail(command, message: string.Join('\n', error.Traceback.Prepend(error.Message).Distinct()));
                return;
            }

            if (
                command.Parameters.Where(p => p.Key is "--name" or "--as").Select(p => p.Value).FirstOrDefault()
                    is { } result
                && evaluation.Value is ShownContent { Value: { } kept }
            )
            {
                language.SetVariable(result, kept, kept.GetType());
            }

            if (evaluation.HasValue)
            {
                object? value = evaluation.Value is ShownContent content ? content.Value : evaluation.Value;
                context.Publish(new ReturnValueProduced(value, command, [.. Formatted(evaluation.Value)]));
            }
        }
        catch (NotSupportedException e)
        {
            context.Fail(command, message: e.Message);
        }
    }

    Task IKernelCommandHandler<RequestCompletions>.HandleAsync(
        RequestCompletions command,
        KernelInvocationContext context
    )
    {
        CompletionList list = languages.Started(entry) is { } language
            ? language.Complete(command.Code, CodePosition.Of(command.Code, command.LinePosition))
            : CompletionList.Empty(0);
        context.Publish(
            new CompletionsProduced(
                [
                    .. list.Items.Select(item => new Microsoft.DotNet.Interactive.Events.CompletionItem(
                        item.Text,
                        item.Kind,
                        filterText: item.Text,
                        insertText: item.Text,
                        documentation: item.Detail
                    )),
                ],
                command,
                new LinePositionSpan(CodePosition.In(command.Code, list.Start), CodePosition.In(command.Code, list.End))
            )
        );
        return Task.CompletedTask;
    }

    Task IKernelCommandHandler<RequestHoverText>.HandleAsync(RequestHoverText command, KernelInvocationContext context)
    {
        int position = CodePosition.Of(command.Code, command.LinePosition);
        if (languages.Started(entry)?.Inspect(command.Code, position) is { } inspection)
        {
            context.Publish(
                new HoverTextProduced(
                    command,
                    [
                        new FormattedValue("text/markdown", inspection.Markdown),
                        new FormattedValue("text/plain", inspection.Text),
                    ]
                )
            );
        }

        return Task.CompletedTask;
    }

    Task IKernelCommandHandler<RequestValue>.HandleAsync(RequestValue command, KernelInvocationContext context)
    {
        IReadOnlyList<CellVariable> variables = Variables;
        if (variables.FirstOrDefault(v => v.Name == command.Name) is not { } variable)
        {
            string closest = ClosestName.Question(command.Name, variables.Select(v => v.Name));
            context.Fail(command, message: $"Value '{command.Name}' not found in kernel {Name}{closest}");
        }
        else if (HeldByItself.Is(variable.Value))
        {
            context.Fail(command, message: $"'{command.Name}' holds itself and so has no text of an end.");
        }
        else
        {
            context.Publish(
                new ValueProduced(
                    variable.Value,
                    command.Name,
                    FormattedValue.CreateSingleFromObject(variable.Value, command.MimeType),
                    command
                )
            );
        }

        return Task.CompletedTask;
    }

    Task IKernelCommandHandler<RequestValueInfos>.HandleAsync(
        RequestValueInfos command,
        KernelInvocationContext context
    )
    {
        context.Publish(
            new ValueInfosProduced(
                [
                    .. Variables.Select(v => new KernelValueInfo(
                        v.Name,
                        new FormattedValue("text/plain", Short(v.Value)),
                        v.Type,
                        TypeName.Of(v.Type)
                    )),
                ],
                command
            )
        );
        return Task.CompletedTask;
    }

    Task IKernelCommandHandler<SendValue>.HandleAsync(SendValue command, KernelInvocationContext context) =>
        SetValueAsync(
            command,
            context,
            (name, value, type) =>
            {
                try
                {
                    languages.Start(entry).SetVariable(name, value, type ?? value?.GetType() ?? typeof(object));
                }
                catch (NotSupportedException e)
                {
                    context.Fail(command, message: e.Message);
                }

                return Task.CompletedTask;
            }
        );

    private IReadOnlyList<CellVariable> Variables => languages.Started(entry)?.Variables ?? [];

    private static IEnumerable<FormattedValue> Formatted(object? value) =>
        (value is ShownContent content ? content.Bundle : MimeBundle.Of(value)).Select(part => new FormattedValue(
            part.Key,
            part.Value is System.Text.Json.Nodes.JsonValue text && text.TryGetValue(out string? written)
                ? written
                : part.Value?.ToJsonString() ?? ""
        ));

    private static string Short(object? value)
    {
        string text = ((string?)MimeBundle.Of(value)["text/plain"] ?? "").ReplaceLineEndings(" ");
        return text.Length > MostCharacters ? text[..MostCharacters] + "..." : text;
    }

    // A store of texts: #!value --name NAME, and the text.
    private void Keep(SubmitCode command, KernelInvocationContext context)
    {
        if (command.Parameters.TryGetValue("--name", out string? name))
        {
            languages.Start(entry).SetVariable(name, command.Code, typeof(string));
        }
        else
        {
            context.Fail(command, message: $"#!{Name} needs --name NAME.");
        }
    }

    private KernelSpecifierDirective Specifier()
    {
        var directive = new KernelSpecifierDirective($"#!{Name}", Name) { Description = entry.Summary };
        IEnumerable<DirectiveParameter> parameters = entry.HasCells
            ? entry.Parameters
            : [new DirectiveParameter("name", "NAME", "The name under which the text is kept.")];
        foreach (DirectiveParameter parameter in parameters)
        {
            directive.Parameters.Add(new KernelDirectiveParameter("--" + parameter.Name, parameter.Help));
        }

        return directive;
    }
}
