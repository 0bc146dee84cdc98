using R1Workbook.Kernel.Contracts;
using R1Workbook.Kernel.References;

namespace R1Workbook.Kernel.Session;

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
        LanguageEntry Loaded(string name, string[] aliases, string summary) =>
            new(
                name,
                aliases,
                summary,
                () => LanguageAssembly.Start(new LanguageContext(name, folder, references, catalog!, note))
            );

        return catalog = new LanguageCatalog([
            new LanguageEntry("csharp", ["c#", "cs"], "C# 14, with top-level await.", csharp) { HasResult = true },
            Loaded("fsharp", ["f#", "fs"], "F#, as in F# Interactive.") with
            {
                HasResult = true,
            },
            Loaded(
                "sql",
                ["duckdb"],
                "DuckDB over the variables of the notebook and over CSV, JSONL and Parquet files."
            ) with
            {
                HasResult = true,
                Parameters =
                [
                    new DirectiveParameter(
                        "name",
                        "NAME",
                        "Keeps the result under this name, for #!share NAME --from sql."
                    ),
                    new DirectiveParameter("as", "NAME", "The same as --name."),
                ],
            },
            Loaded("javascript", ["js"], "Runs in the reader's browser."),
            Loaded("html", [], "Shows HTML."),
            Loaded("markdown", ["md"], "Shows Markdown."),
            Loaded("mermaid", [], "Draws a diagram, without a network."),
            new LanguageEntry("value", [], "The texts that #!value keeps.", () => new ValueLanguage())
            {
                HasCells = false,
            },
        ]);
    }
}
