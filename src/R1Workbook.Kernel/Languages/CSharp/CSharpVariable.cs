using System.ComponentModel;

namespace R1Workbook.Kernel.Languages.CSharp;

/// <summary>Declares a variable of another language in C#: under its type where C# can name it, else as dynamic.</summary>
/// <param name="Declaration">The C# declaration; it takes the value from <see cref="Handed"/>.</param>
/// <param name="Assemblies">The files of the assemblies that the type needs.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record CSharpVariable(string Declaration, IReadOnlyList<string> Assemblies)
{
    /// <summary>The value on its way into the declaration.</summary>
    public static object? Handed { get; set; }

    internal static CSharpVariable Of(string name, object? value, Type type)
    {
        if (!Microsoft.CodeAnalysis.CSharp.SyntaxFacts.IsValidIdentifier(name))
        {
            throw new NotSupportedException($"'{name}' is no name of a C# variable. Give it another name by --as.");
        }

        type = value is not null && !type.IsInstanceOfType(value) ? value.GetType() : type;
        bool isNamed = IsNamed(type);
        string typeName = isNamed ? Name(type) : "dynamic";
        return new CSharpVariable(
            $"{typeName} {name} = ({typeName})R1Workbook.Kernel.Languages.CSharp.CSharpVariable.Handed;",
            isNamed ? [.. All(type).Select(t => t.Assembly).Distinct().Where(a => a != typeof(object).Assembly).Select(a => a.Location)] : []);
    }

    private static bool IsNamed(Type type) =>
        All(type).All(t => t.IsVisible && !t.Assembly.IsDynamic && t.Assembly.Location.Length > 0 && !t.Name.Contains('<', StringComparison.Ordinal));

    private static IEnumerable<Type> All(Type type) =>
        type.HasElementType ? All(type.GetElementType()!) : type.GetGenericArguments().SelectMany(All).Prepend(type);

    private static string Name(Type type)
    {
        if (type.IsArray)
        {
            return $"{Name(type.GetElementType()!)}[{new string(',', type.GetArrayRank() - 1)}]";
        }

        string full = type.IsGenericType ? type.GetGenericTypeDefinition().FullName! : type.FullName!;
        Queue<Type> arguments = new(type.GetGenericArguments());
        return "global::" + string.Join('.', full.Split('.', '+').Select(part =>
        {
            string[] halves = part.Split('`');
            return halves.Length == 1 ? part
                : $"{halves[0]}<{string.Join(", ", Enumerable.Range(0, int.Parse(halves[1], System.Globalization.CultureInfo.InvariantCulture)).Select(_ => Name(arguments.Dequeue())))}>";
        }));
    }
}
