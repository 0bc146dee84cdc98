using System.Globalization;
using Microsoft.CodeAnalysis;
using R1Workbook.Kernel.Contracts;

namespace R1Workbook.Kernel.CSharp.Errors;

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
        return new CellError(
            CellErrorKind.Invalid,
            first.Id,
            first.GetMessage(CultureInfo.InvariantCulture),
            line,
            lines
        );
    }

    /// <summary>The errors of a library cell, with a hint where it reaches for what the script declared.</summary>
    /// <param name="errors">At least one.</param>
    /// <param name="fileName">The cell.</param>
    /// <param name="variables">What the script declared.</param>
    public static CellError DescribeLibrary(
        IReadOnlyList<Diagnostic> errors,
        string fileName,
        IReadOnlyList<CellVariable> variables
    )
    {
        CellError error = Describe(errors, fileName);
        bool unknown = errors.Any(e => e.Id is "CS0103" or "CS0246" or "CS0234");
        if (!unknown)
        {
            return error;
        }

        string what = variables.FirstOrDefault(v =>
            errors[0].GetMessage(CultureInfo.InvariantCulture).Contains($"'{v.Name}'", StringComparison.Ordinal)
        )
            is { } variable
            ? $"the variable {variable.Name}"
            : "variables, functions and types";
        string hint =
            $"A cell with namespaces or extension members is compiled as a library and cannot see {what} of other "
            + $"cells; pass values as arguments, and declare types in a library cell too.";
        return error with { Message = $"{error.Message}. {hint}", Traceback = [.. error.Traceback, hint] };
    }

    private static string Line(Diagnostic error)
    {
        FileLinePositionSpan place = error.Location.GetLineSpan();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{place.Path}({place.StartLinePosition.Line + 1},{place.StartLinePosition.Character + 1}): error "
                + $"{error.Id}: {error.GetMessage(CultureInfo.InvariantCulture)}"
        );
    }
}
