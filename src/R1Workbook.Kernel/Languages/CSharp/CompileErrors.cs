using System.Globalization;
using Microsoft.CodeAnalysis;

namespace R1Workbook.Kernel.Languages.CSharp;

/// <summary>Compile errors in the words of a reader of the cell.</summary>
internal static class CompileErrors
{
    private const int Most = 20;

    /// <summary>All errors, the first of which gives name, message and line.</summary>
    public static CellError Describe(IReadOnlyList<Diagnostic> errors, string fileName)
    {
        List<string> lines = [.. errors.Take(Most).Select(Line)];
        if (errors.Count > Most)
        {
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"... and {errors.Count - Most} more errors"));
        }

        Diagnostic first = errors[0];
        FileLinePositionSpan place = first.Location.GetLineSpan();
        int? line = place.Path == fileName ? place.StartLinePosition.Line + 1 : null;
        return new CellError(first.Id, first.GetMessage(CultureInfo.InvariantCulture), line, lines);
    }

    private static string Line(Diagnostic error)
    {
        FileLinePositionSpan place = error.Location.GetLineSpan();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{place.Path}({place.StartLinePosition.Line + 1},{place.StartLinePosition.Character + 1}): error {error.Id}: {error.GetMessage(CultureInfo.InvariantCulture)}");
    }
}
