namespace R1Workbook.Kernel.Contracts;

/// <summary>Types in the words of a reader.</summary>
internal static class TypeName
{
    /// <summary>The type as C# writes it, without namespaces: <c>List&lt;Int32&gt;</c>.</summary>
    public static string Of(Type type)
    {
        if (type.IsArray)
        {
            return $"{Of(type.GetElementType()!)}[{new string(',', type.GetArrayRank() - 1)}]";
        }

        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return Of(underlying) + "?";
        }

        if (type.Name.Contains("AnonymousType", StringComparison.Ordinal))
        {
            return "{ " + string.Join(", ", type.GetProperties().Select(p => p.Name)) + " }";
        }

        string name = type.Name.Split('`')[0];
        return type.IsGenericType ? $"{name}<{string.Join(", ", type.GetGenericArguments().Select(Of))}>" : name;
    }
}
