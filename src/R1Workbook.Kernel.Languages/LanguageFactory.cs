using R1Workbook.Kernel.Contracts;
using R1Workbook.Kernel.Languages.FSharp;
using R1Workbook.Kernel.Languages.Markup;
using R1Workbook.Kernel.Languages.Mermaid;
using R1Workbook.Kernel.Languages.Sql;
using R1Workbook.Kernel.Session;

namespace R1Workbook.Kernel.Languages;

/// <summary>Starts the languages of this assembly. The engine knows this class by its name alone.</summary>
internal static class LanguageFactory
{
    // Each behind a function of its own: to start one loads no library of another.
    private static readonly Dictionary<string, Func<LanguageContext, ICellLanguage>> Languages = new(
        StringComparer.Ordinal
    )
    {
        ["fsharp"] = context => new FSharpLanguage(context),
        ["sql"] = context => new SqlLanguage(context),
        ["mermaid"] = _ => new MermaidLanguage(),
        ["html"] = context => new MarkupLanguage(context.Name, MarkupBundles.Html),
        ["markdown"] = context => new MarkupLanguage(context.Name, MarkupBundles.Markdown),
        ["javascript"] = context => new MarkupLanguage(context.Name, MarkupBundles.JavaScript),
    };

    /// <summary>Starts a language.</summary>
    /// <param name="context">Its name and the session.</param>
    public static ICellLanguage Start(LanguageContext context) => Languages[context.Name](context);
}
