using System.Collections;
using R1Workbook.Kernel.Contracts;

namespace R1Workbook.Kernel.Languages.FSharp;

/// <summary>Brings a value of another language into a form whose type F# can name.</summary>
internal static class FSharpBinding
{
    /// <summary>The value itself, or an array of its items where only the sequence's type is hidden.</summary>
    /// <exception cref="NotSupportedException">F# can see neither its type nor that of its items.</exception>
    public static object Visible(string name, object? value, Type type)
    {
        if (value is null)
        {
            throw new NotSupportedException(
                $"'{name}' is null, and F# binds no null. Declare it in F#: let {name} = null."
            );
        }

        if (IsVisible(value.GetType()))
        {
            return value;
        }

        Type? element = value
            .GetType()
            .GetInterfaces()
            .Append(type)
            .FirstOrDefault(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IEnumerable<>))
            ?.GetGenericArguments()[0];
        if (element is not null && IsVisible(element))
        {
            object?[] items = [.. ((IEnumerable)value).Cast<object?>()];
            var array = Array.CreateInstance(element, items.Length);
            items.CopyTo(array, 0);
            return array;
        }

        throw new NotSupportedException(
            $"'{name}' is of the type {TypeName.Of(element ?? value.GetType())}, which a cell declared: F# cannot "
                + $"see it. Copy it as JSON by #!set --name {name} --value @csharp:{name}, "
                + "or hand over tuples, arrays, a DataFrame or a type of a library."
        );
    }

    // A type made by a cell lies in an assembly without a file, which F#'s compiler cannot read.
    private static bool IsVisible(Type type)
    {
        if (type.HasElementType)
        {
            return IsVisible(type.GetElementType()!);
        }

        return type.IsVisible
            && !type.Assembly.IsDynamic
            && type.Assembly.Location.Length > 0
            && type.GetGenericArguments().All(IsVisible);
    }
}
