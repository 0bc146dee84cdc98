namespace R1Workbook.Kernel.Debugging;

/// <summary>Whether code of cells will catch an exception, by the clauses that stand around the calls it goes through.
/// Filters of clauses are taken to hold.</summary>
internal static class ExceptionHandlers
{
    /// <summary>Whether a clause fits.</summary>
    /// <param name="exception">The exception.</param>
    /// <param name="frame">The call that it reached.</param>
    /// <param name="isInTry">Whether the clauses of that call count; they do not once the exception left it.</param>
    public static bool Catch(Exception exception, DebugFrame frame, bool isInTry)
    {
        HashSet<string> types = [];
        for (Type? type = exception.GetType(); type is not null; type = type.BaseType)
        {
            types.Add((type.FullName ?? type.Name).Replace('+', '.').Split('`')[0]);
        }

        for (DebugFrame? next = isInTry ? frame : frame.Caller; next is not null; next = next.Caller)
        {
            if (next.Place >= 0 && DebugPlaces.At(next.Place).Catches.Any(types.Contains))
            {
                return true;
            }
        }

        return false;
    }
}
