using R1Workbook.Kernel.Contracts;

namespace R1Workbook.Kernel.Directives;

/// <summary>The name of a language as a directive: <c>#!sql --name NAME</c>.</summary>
internal static class LanguageSyntax
{
    extension(LanguageEntry language)
    {
        /// <summary>What may stand behind <c>#!name</c>.</summary>
        public DirectiveSyntax Syntax => new([.. language.Parameters]);
    }
}
