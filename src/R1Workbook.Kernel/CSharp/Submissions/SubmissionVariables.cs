using System.Reflection;
using R1Workbook.Kernel.Contracts;

namespace R1Workbook.Kernel.CSharp.Submissions;

/// <summary>The variables that submissions declared: the public fields of the object that each becomes. They are read
/// while a cell runs, too.</summary>
internal static class SubmissionVariables
{
    /// <summary>All of them; of those declared again, the newest.</summary>
    /// <param name="states">The objects, in the order of the submissions; empty places for those that did not
    /// run.</param>
    public static IReadOnlyList<CellVariable> In(IReadOnlyList<object?> states)
    {
        var variables = new Dictionary<string, CellVariable>(StringComparer.Ordinal);
        foreach (object state in states.OfType<object>())
        {
            foreach (
                FieldInfo field in state
                    .GetType()
                    .GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly)
                    .Where(f => f.Name[0] == '_' || char.IsLetter(f.Name[0]))
            )
            {
                variables[field.Name] = new CellVariable(field.Name, field.FieldType, field.GetValue(state));
            }
        }

        return [.. variables.Values];
    }
}
