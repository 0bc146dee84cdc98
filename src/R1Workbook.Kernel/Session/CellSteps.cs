using R1Workbook.Kernel.Contracts;
using R1Workbook.Kernel.Directives;
using R1Workbook.Kernel.Interactive;

namespace R1Workbook.Kernel.Session;

/// <summary>Understands the sections of a cell before the first of them runs.</summary>
/// <param name="languages">The languages of the session.</param>
/// <param name="kernels">The kernels that extensions may have added to.</param>
internal sealed class CellSteps(LanguageCatalog languages, Lazy<SessionKernels> kernels)
{
    private static CellStep Help(CellSection section, LanguageEntry language, string text) =>
        new(section, language) { Help = text };

    /// <summary>What a section asks for.</summary>
    /// <param name="section">The section.</param>
    /// <param name="current">The language so far; then that of the section.</param>
    /// <exception cref="CellException">Its directive is unknown or cannot be bound; the message says what to
    /// do.</exception>
    public CellStep Of(CellSection section, ref LanguageEntry current)
    {
        if (section.Directive is not { } directive)
        {
            return new CellStep(section, current);
        }

        if (languages.Find(directive.Name) is { HasCells: true } language)
        {
            LanguageEntry before = current;
            current = language;
            if (!languages.All.Contains(language) && directive.Words.Count > 0)
            {
                // What it takes, the kernel that was added knows.
                return new CellStep(section, before) { Sent = directive.Source + "\n" + section.Text, IsWhole = true };
            }

            return DirectiveHelp.IsAsked(directive)
                ? Help(
                    section,
                    language,
                    DirectiveHelp.Text(language.Name, language.Aliases, language.Summary, language.Syntax)
                )
                : new CellStep(section, language) { Arguments = BindLanguage(language, directive) };
        }

        bool isAdded = Added().Contains(directive.Name, StringComparer.OrdinalIgnoreCase);
        if (DirectiveCatalog.Find(directive.Name) is { } known && !(isAdded && known is ConnectDirective))
        {
            return DirectiveHelp.IsAsked(directive)
                ? Help(section, current, DirectiveHelp.Text(known.Name, [], known.Summary, known.Syntax))
                : new CellStep(section, current) { Directive = known, Arguments = Bind(known, directive) };
        }

        if (isAdded)
        {
            return new CellStep(section, current) { Sent = directive.Source };
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

    /// <summary>The error of a cell whose language there is not.</summary>
    public CellException UnknownLanguage(string language) =>
        new(
            $"Unknown magic or language '{language}'{ClosestName.Question(language, Names())} Known languages: "
                + $"{string.Join(", ", languages.All.Where(l => l.HasCells).Select(l => l.Name))}.",
            1
        );

    private IEnumerable<string> Names() =>
        languages
            .All.Where(l => l.HasCells)
            .Select(l => l.Name)
            .Concat(DirectiveCatalog.All.Select(d => d.Name))
            .Concat(Added());

    private IEnumerable<string> Added() => kernels.Value.AddedDirectives.Select(d => d.Name.TrimStart('#', '!'));
}
