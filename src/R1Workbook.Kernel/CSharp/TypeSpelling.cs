namespace R1Workbook.Kernel.CSharp;

/// <summary>Runtime types as C# code writes them.</summary>
internal static class TypeSpelling
{
    /// <summary>The types under which code may hold a value, best first: the asked one, then what it derives from, then
    /// what it implements.</summary>
    /// <param name="type">The type asked for.</param>
    /// <param name="value">The value, whose own type is next best.</param>
    public static IEnumerable<string> Candidates(Type type, object? value)
    {
        List<Type> classes = [];
        for (Type? t = type; t is not null && t != typeof(object) && t != typeof(ValueType); t = t.BaseType)
        {
            classes.Add(t);
        }

        // Sequences before all else: that is what most values without a name are.
        IEnumerable<Type> interfaces = type.GetInterfaces()
            .Where(i => i.IsGenericType || i == typeof(System.Collections.IEnumerable))
            .OrderByDescending(typeof(System.Collections.IEnumerable).IsAssignableFrom)
            .ThenByDescending(i => i.GetInterfaces().Length);
        IEnumerable<string> spelled = classes.Concat(interfaces).Where(IsAccessible).Select(Spell).Distinct();

        // Members of a type that cannot be named are still found at run time, if it is public.
        return [.. spelled, (value?.GetType() ?? type).IsVisible ? "dynamic" : "object"];
    }

    /// <summary>The type's name with namespace.</summary>
    /// <param name="type">A type that <see cref="IsAccessible"/>.</param>
    public static string Spell(Type type)
    {
        if (type.IsArray)
        {
            // int[][,] is an array of rank one of arrays of rank two: the outer rank comes first.
            string ranks = "";
            Type element = type;
            while (element.IsArray)
            {
                ranks += $"[{new string(',', element.GetArrayRank() - 1)}]";
                element = element.GetElementType()!;
            }

            return Spell(element) + ranks;
        }

        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return Spell(underlying) + "?";
        }

        Type[] arguments = type.GetGenericArguments();
        int used = 0;
        string name = "";
        foreach (Type part in Nesting(type))
        {
            string simple = part.Name.Split('`')[0];
            int own = part.GetGenericArguments().Length - used;
            string generic = own > 0 ? $"<{string.Join(", ", arguments.Skip(used).Take(own).Select(Spell))}>" : "";
            used += Math.Max(own, 0);
            name += (name.Length > 0 ? "." : "") + "@" + simple + generic;
        }

        Type outermost = Nesting(type)[0];
        string space = string.IsNullOrEmpty(outermost.Namespace)
            ? ""
            : $"{string.Join('.', outermost.Namespace.Split('.').Select(n => "@" + n))}.";

        // A type of a cell is nested in that cell's submission, whose name no code can write.
        return IsSubmission(outermost) ? name : $"global::{space}{name}";
    }

    private static bool IsAccessible(Type type) =>
        type.HasElementType
            ? IsAccessible(type.GetElementType()!) && type.IsArray
            : type.IsVisible && !type.Name.Contains('<') && type.GetGenericArguments().All(IsAccessible);

    private static bool IsSubmission(Type type) =>
        type.Assembly.GetName().Name?.StartsWith("Submission#", StringComparison.Ordinal) == true;

    private static List<Type> Nesting(Type type)
    {
        var types = new List<Type>();
        for (
            Type? t = type;
            t is not null && !t.Name.StartsWith("Submission#", StringComparison.Ordinal);
            t = t.DeclaringType
        )
        {
            types.Insert(0, t);
        }

        return types;
    }
}
