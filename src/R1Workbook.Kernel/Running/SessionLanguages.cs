using R1Workbook.Kernel.Directives;
using R1Workbook.Kernel.Languages;
using R1Workbook.Kernel.Languages.FSharp;
using R1Workbook.Kernel.Languages.Markup;
using R1Workbook.Kernel.Languages.Mermaid;
using R1Workbook.Kernel.Languages.Sql;
using R1Workbook.Kernel.References;

namespace R1Workbook.Kernel.Running;

/// <summary>The languages that a session offers.</summary>
internal static class SessionLanguages
{
    /// <summary>All of them, none started.</summary>
    /// <param name="folder">The notebook's folder.</param>
    /// <param name="csharp">The C# of the session.</param>
    /// <param name="references">Answers <c>#r</c>.</param>
    /// <param name="note">Takes remarks for the reader.</param>
    public static LanguageCatalog Create(
        string folder,
        Func<ICellLanguage> csharp,
        SessionReferences references,
        Action<string> note
    )
    {
        LanguageCatalog? catalog = null;
        catalog = new LanguageCatalog([
            new LanguageEntry("csharp", ["c#", "cs"], "C# 14, with top-level await.", csharp) { HasResult = true },
            new LanguageEntry(
                "fsharp",
                ["f#", "fs"],
                "F#, as in F# Interactive.",
                () => new FSharpLanguage(folder, references)
            )
            {
                HasResult = true,
            },
            new LanguageEntry(
                "sql",
                ["duckdb"],
                "DuckDB over the variables of the notebook and over CSV, JSONL and Parquet files.",
                () => new SqlLanguage(folder, catalog!, note)
            )
            {
                HasResult = true,
                Syntax = new DirectiveSyntax(
                    new DirectiveParameter(
                        "name",
                        "NAME",
                        "Keeps the result under this name, for #!share NAME --from sql."
                    ),
                    new DirectiveParameter("as", "NAME", "The same as --name.")
                ),
            },
            Markup("javascript", ["js"], "Runs in the reader's browser.", MarkupBundles.JavaScript),
            Markup("html", [], "Shows HTML.", MarkupBundles.Html),
            Markup("markdown", ["md"], "Shows Markdown.", MarkupBundles.Markdown),
            new LanguageEntry("mermaid", [], "Draws a diagram, without a network.", () => new MermaidLanguage()),
            new LanguageEntry("value", [], "The texts that #!value keeps.", () => new ValueLanguage())
            {
                HasCells = false,
            },
        ]);
        return catalog;
    }

    private static LanguageEntry Markup(
        string name,
        string[] aliases,
        string summary,
        Func<string, System.Text.Json.Nodes.JsonObject> show
    ) => new(name, aliases, summary, () => new MarkupLanguage(name, aliases, show));
}
