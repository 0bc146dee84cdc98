using System.Diagnostics;
using System.Globalization;
using R1Workbook.Kernel.Contracts;
using R1Workbook.Kernel.Directives;
using R1Workbook.Kernel.Interactive;
using R1Workbook.Kernel.Outputs;

namespace R1Workbook.Kernel.Session;

/// <summary>Runs the sections of a cell one after the other: code in its language, directives by their
/// classes.</summary>
/// <remarks>Every await keeps the context: the cell goes on on the thread of cells, where an interrupt reaches
/// it.</remarks>
/// <param name="folder">The notebook's folder, to which paths are relative.</param>
/// <param name="outputs">Takes what the cells show.</param>
/// <param name="languages">The languages of the session.</param>
/// <param name="input">Asks the reader; null when nobody can answer.</param>
/// <param name="turns">Keeps editors and cells apart.</param>
internal sealed class CellRunner(
    string folder,
    ICellOutputs outputs,
    LanguageCatalog languages,
    UserInput? input,
    LanguageTurns turns
) : ICellRunner
{
    private readonly Stopwatch _clock = new();
    private readonly List<Action> _atEnd = [];

    public string Folder => folder;

    public ICellOutputs Outputs => outputs;

    public LanguageCatalog Languages => languages;

    public UserInput? Input => input;

    /// <summary>Runs a whole cell.</summary>
    /// <param name="source">The cell's text.</param>
    /// <param name="language">The language of lines before the first magic.</param>
    /// <param name="name">The name that errors carry, for example In[7].</param>
    /// <param name="cancellationToken">Stops the cell.</param>
    /// <returns>The error; null when the cell ran to its end.</returns>
    public async Task<CellError?> RunAsync(
        string source,
        string language,
        string name,
        CancellationToken cancellationToken
    )
    {
        _clock.Restart();
        _atEnd.Clear();
        CellError? error = await RunAsync(source, language, name, 0, cancellationToken).ConfigureAwait(true);
        _atEnd.ForEach(action => action());
        return error;
    }

    /// <inheritdoc/>
    public async Task<CellError?> RunAsync(
        string source,
        string language,
        string name,
        int depth,
        CancellationToken cancellationToken
    )
    {
        try
        {
            // All is understood before the first line runs: a misspelt directive at the end costs no half-done cell.
            LanguageEntry current = languages.Find(language) is { HasCells: true } found
                ? found
                : throw UnknownLanguage(language);
            List<Step> steps = [.. CellSplitter.Split(source).Select(section => Understand(section, ref current))];
            foreach (Step step in steps)
            {
                if (await RunAsync(step, name, depth, cancellationToken).ConfigureAwait(true) is { } error)
                {
                    return error;
                }
            }

            return null;
        }
        catch (CellException e)
        {
            return new CellError(
                CellErrorKind.Invalid,
                "CellError",
                e.Message,
                e.Line,
                [string.Create(CultureInfo.InvariantCulture, $"{name}({e.Line},1): {e.Message}")]
            );
        }
    }

    private static Step Help(CellSection section, LanguageEntry language, string text) =>
        new(section, language) { Help = text };

    private Step Understand(CellSection section, ref LanguageEntry current)
    {
        if (section.Directive is not { } directive)
        {
            return new Step(section, current);
        }

        if (languages.Find(directive.Name) is { HasCells: true } language)
        {
            current = language;
            return DirectiveHelp.IsAsked(directive)
                ? Help(
                    section,
                    language,
                    DirectiveHelp.Text(language.Name, language.Aliases, language.Summary, language.Syntax)
                )
                : new Step(section, language) { Arguments = BindLanguage(language, directive) };
        }

        if (DirectiveCatalog.Find(directive.Name) is { } known)
        {
            return DirectiveHelp.IsAsked(directive)
                ? Help(section, current, DirectiveHelp.Text(known.Name, [], known.Summary, known.Syntax))
                : new Step(section, current) { Directive = known, Arguments = Bind(known, directive) };
        }

        string names = string.Join(", ", Names().Select(n => "#!" + n));
        throw new CellException(
            $"Unknown magic '#!{directive.Name}'{ClosestName.Question(directive.Name, Names(), "#!")} Known: {names}.",
            directive.Line
        );
    }

    // To run nothing but say what there is instead needs no right syntax.
    private static DirectiveArguments Bind(ICellDirective known, Directive directive) =>
        known is ConnectDirective ? new DirectiveArguments(directive, new Dictionary<string, DirectiveWord>())
        : known is ImportDirective && directive.Words.Count == 0
            ? throw new CellException(
                "#!import needs a file: write '#!import FILE' with a .cs, .csx, .fs, .fsx, .sql, .ipynb or .dib file.",
                directive.Line
            )
        : known.Syntax.Bind(directive);

    private static DirectiveArguments BindLanguage(LanguageEntry language, Directive directive) =>
        directive.Words.FirstOrDefault(w => !w.IsOption) is { } word && language.Syntax.Parameters.Count == 0
            ? throw new CellException(
                $"#!{directive.Name} takes no argument here, but '{word.Text}' follows it. Put the text on the "
                    + $"next line.",
                directive.Line
            )
            : language.Syntax.Bind(directive);

    private CellException UnknownLanguage(string language) =>
        new(
            $"Unknown magic or language '{language}'{ClosestName.Question(language, Names())} Known languages: "
                + $"{string.Join(", ", languages.All.Where(l => l.HasCells).Select(l => l.Name))}.",
            1
        );

    private IEnumerable<string> Names() =>
        languages.All.Where(l => l.HasCells).Select(l => l.Name).Concat(DirectiveCatalog.All.Select(d => d.Name));

    private async Task<CellError?> RunAsync(Step step, string name, int depth, CancellationToken cancellationToken)
    {
        if (step.Help is { } help)
        {
            outputs.Display(MimeBundle.Text(help), null);
        }

        if (step.Directive is { } directive)
        {
            var context = new DirectiveContext(this, step.Language, depth, _clock, _atEnd, cancellationToken);
            CellError? error = await directive
                .RunAsync(step.Arguments!, directive.TakesText ? step.Section.Text : "", context)
                .ConfigureAwait(true);
            if (error is not null || directive.TakesText)
            {
                return error;
            }
        }

        return step.Section.IsBlank
            ? null
            : await RunCodeAsync(step, name, depth, cancellationToken).ConfigureAwait(true);
    }

    private async Task<CellError?> RunCodeAsync(Step step, string name, int depth, CancellationToken cancellationToken)
    {
        ICellLanguage language = languages.Start(step.Language);
        Evaluation evaluation = await turns
            .RunAsync(
                language,
                () => language.RunAsync(step.Section.TextAtItsLine, name, cancellationToken),
                cancellationToken
            )
            .ConfigureAwait(true);
        if (evaluation.Error is null && step.ResultName is { } result)
        {
            object value =
                (evaluation.Value as ShownContent)?.Value
                ?? throw new CellException(
                    $"The cell gave no result that could be kept as '{result}'. End it with a select.",
                    step.Section.FirstLine
                );
            language.SetVariable(result, value, value.GetType());
        }

        if (evaluation.HasValue)
        {
            System.Text.Json.Nodes.JsonObject bundle = evaluation.Value is ShownContent shown
                ? shown.Bundle
                : MimeBundle.Of(evaluation.Value);
            if (depth == 0 && step.Language.HasResult)
            {
                outputs.Result(bundle);
            }
            else
            {
                outputs.Display(bundle, null);
            }
        }

        return evaluation.Error;
    }

    // A section that is understood: what to show, what to do, what to run.
    private sealed record Step(CellSection Section, LanguageEntry Language)
    {
        public string? Help { get; init; }

        public ICellDirective? Directive { get; init; }

        public DirectiveArguments? Arguments { get; init; }

        public string? ResultName => Directive is null ? Arguments?.Get("name") ?? Arguments?.Get("as") : null;
    }
}
