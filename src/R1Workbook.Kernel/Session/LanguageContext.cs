using R1Workbook.Kernel.Contracts;
using R1Workbook.Kernel.References;

namespace R1Workbook.Kernel.Session;

/// <summary>What a language is given when it starts.</summary>
/// <param name="Name">The name under which it was asked for.</param>
/// <param name="Folder">The notebook's folder, to which paths are relative.</param>
/// <param name="References">Answers <c>#r</c> for all languages.</param>
/// <param name="Languages">All languages of the session.</param>
/// <param name="Note">Takes remarks for the reader.</param>
internal sealed record LanguageContext(
    string Name,
    string Folder,
    SessionReferences References,
    LanguageCatalog Languages,
    Action<string> Note
);
