using System.Reflection;
using R1Workbook.Kernel.Contracts;

namespace R1Workbook.Kernel.Session;

/// <summary>The assembly of the languages besides C#, loaded when a cell first asks for one: the engine starts without
/// the F# compiler and the database, and can do without them.</summary>
internal static class LanguageAssembly
{
    private const string Name = "R1Workbook.Kernel.Languages";

    /// <summary>Starts a language.</summary>
    /// <param name="context">Its name and the session.</param>
    /// <exception cref="NotSupportedException">The assembly is not there; the message names it.</exception>
    public static ICellLanguage Start(LanguageContext context)
    {
        try
        {
            return Assembly
                .Load(Name)
                .GetType(Name + ".LanguageFactory", throwOnError: true)!
                .GetMethod("Start")!
                .CreateDelegate<Func<LanguageContext, ICellLanguage>>()(context);
        }
        catch (FileNotFoundException e) when (e.FileName?.StartsWith(Name, StringComparison.Ordinal) is true)
        {
            throw new NotSupportedException(
                $"'{context.Name}' needs {Name}.dll in the folder of the kernel's program, and it is not there. Build "
                    + "the program again.",
                e
            );
        }
    }
}
