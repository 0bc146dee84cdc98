using R1Workbook.Kernel.Contracts;
using R1Workbook.Kernel.Directives;
using R1Workbook.Kernel.Interactive;

namespace R1Workbook.Kernel.Session;

/// <summary>Answers what editors ask of a cell, by the language of the section in which the cursor stands.</summary>
/// <param name="languages">The languages of the session.</param>
/// <param name="turns">Keeps editors and cells apart.</param>
/// <param name="kernels">The kernels that extensions may have added to.</param>
internal sealed class CellEditing(LanguageCatalog languages, LanguageTurns turns, Lazy<SessionKernels> kernels)
{
    /// <summary>What may stand at the cursor.</summary>
    public CompletionList Complete(string source, string language, int cursor)
    {
        cursor = Math.Clamp(cursor, 0, source.Length);
        int lineStart = cursor == 0 ? 0 : source.LastIndexOf('\n', cursor - 1) + 1;
        if (source.AsSpan(lineStart, cursor - lineStart).StartsWith("#!"))
        {
            return CompleteDirective(source, lineStart, cursor);
        }

        if (At(source, language, cursor) is not { } place)
        {
            return CompletionList.Empty(cursor);
        }

        CompletionList inner = turns.Ask(
            place.Language,
            () => place.Language.Complete(place.Text, cursor - place.Start),
            CompletionList.Empty(cursor - place.Start)
        );
        return inner with { Start = inner.Start + place.Start, End = inner.End + place.Start };
    }

    /// <summary>What stands at the cursor; null when nothing is known of it.</summary>
    public Inspection? Inspect(string source, string language, int cursor)
    {
        cursor = Math.Clamp(cursor, 0, source.Length);
        int lineStart = cursor == 0 ? 0 : source.LastIndexOf('\n', cursor - 1) + 1;
        string line = source[lineStart..].Split('\n', 2)[0];
        if (DirectiveParser.IsDirective(line))
        {
            string name = line[2..].Split((char[]?)null, 2)[0];
            string? help =
                languages.Find(name) is { HasCells: true } l
                    ? DirectiveHelp.Text(l.Name, l.Aliases, l.Summary, l.Syntax)
                : DirectiveCatalog.Find(name) is { } d ? DirectiveHelp.Text(d.Name, [], d.Summary, d.Syntax)
                : null;
            return help is null ? null : new Inspection(help, $"```text\n{help}\n```");
        }

        return At(source, language, cursor) is { } place
            ? turns.Ask(place.Language, () => place.Language.Inspect(place.Text, cursor - place.Start), null)
            : null;
    }

    /// <summary>Whether the last section can run as it is; those before it are ended by the directives
    /// between.</summary>
    public Completeness IsComplete(string source, string language) =>
        At(source, language, source.Length) is { } place
            ? place.Language.IsComplete(place.Text)
            : Completeness.Complete;

    private CompletionList CompleteDirective(string source, int lineStart, int cursor)
    {
        string line = source[lineStart..cursor];
        int word = line.LastIndexOf(' ') + 1;
        if (word == 0)
        {
            return Matching(
                lineStart + 2,
                cursor,
                line[2..],
                languages
                    .All.Where(l => l.HasCells)
                    .Select(l => (l.Name, l.Summary))
                    .Concat(DirectiveCatalog.All.Select(d => (d.Name, d.Summary)))
                    .Concat(kernels.Value.AddedNames),
                "magic"
            );
        }

        string name = line[2..].Split(' ', 2)[0];
        DirectiveSyntax? syntax = languages.Find(name)?.Syntax ?? DirectiveCatalog.Find(name)?.Syntax;
        string before = line[..word].TrimEnd();
        IEnumerable<(string, string)> candidates = before.EndsWith("--from", StringComparison.Ordinal)
            ? languages.All.Select(l => (l.Name, l.Summary))
            : (syntax?.Parameters ?? []).Select(p => ("--" + p.Name, p.Help));
        return Matching(lineStart + word, cursor, line[word..], candidates, "magic");
    }

    private static CompletionList Matching(
        int start,
        int end,
        string typed,
        IEnumerable<(string Name, string Detail)> candidates,
        string kind
    ) =>
        new(
            start,
            end,
            [
                .. candidates
                    .Where(c => c.Name.StartsWith(typed, StringComparison.OrdinalIgnoreCase))
                    .OrderBy(c => c.Name, StringComparer.Ordinal)
                    .Select(c => new CompletionItem(c.Name, kind, c.Detail)),
            ]
        );

    // The section at a place of the cell; null when its language is not known or not started: to start F# takes
    // seconds.
    private Place? At(string source, string language, int cursor)
    {
        LanguageEntry? current = languages.Find(language);
        int start = 0;
        for (int i = 0; i < cursor; )
        {
            int end = source.IndexOf('\n', i);
            end = end < 0 ? source.Length : end + 1;
            string line = source[i..end];
            if (DirectiveParser.IsDirective(line) && end <= cursor)
            {
                current = languages.Find(line[2..].Split((char[]?)null, 2)[0]) ?? current;
                start = end;
            }

            i = end;
        }

        int next = source.IndexOf("\n#!", Math.Max(0, Math.Min(cursor, source.Length) - 1), StringComparison.Ordinal);
        string text = source[start..Math.Max(start, next < cursor ? source.Length : next)];
        return current is not null && languages.Started(current) is { } started
            ? new Place(started, text, start)
            : null;
    }

    private sealed record Place(ICellLanguage Language, string Text, int Start);
}
