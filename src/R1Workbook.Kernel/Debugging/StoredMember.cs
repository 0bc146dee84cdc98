using System.Reflection;

namespace R1Workbook.Kernel.Debugging;

/// <summary>What an object stores under a name that its readers know: a public field, or the field behind a property
/// that does nothing but store. It is read without running any code.</summary>
/// <param name="Name">The name of the field or property.</param>
/// <param name="Field">The field that holds it.</param>
internal sealed record StoredMember(string Name, FieldInfo Field)
{
    private const BindingFlags Own =
        BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    /// <summary>The members of a type and what it derives from, those of the base first.</summary>
    public static IReadOnlyList<StoredMember> Of(Type type)
    {
        var members = new List<StoredMember>();
        for (Type? t = type; t is not null && t != typeof(object); t = t.BaseType)
        {
            HashSet<string> properties = [.. Properties(t).Select(p => p.Name)];
            members.InsertRange(
                0,
                t.GetFields(Own)
                    .Select(f => (Field: f, Name: f.IsPublic ? f.Name : Property(f.Name)))
                    .Where(f => f.Name.Length > 0 && (f.Field.IsPublic || properties.Contains(f.Name)))
                    .Select(f => new StoredMember(f.Name, f.Field))
            );
        }

        return members;
    }

    /// <summary>The public properties that can be read without arguments.</summary>
    public static IEnumerable<PropertyInfo> Properties(Type type) =>
        type.GetProperties(BindingFlags.Instance | BindingFlags.Public)
            .Where(p => p.GetMethod is { IsPublic: true } && p.GetIndexParameters().Length == 0);

    /// <summary>The value of an object.</summary>
    public object? Read(object value) => Field.GetValue(value);

    // <Left>k__BackingField of a class or record, <Left>i__Field of an anonymous type.
    private static string Property(string field) =>
        field.StartsWith('<') && field.IndexOf('>', StringComparison.Ordinal) is > 1 and int end ? field[1..end] : "";
}
