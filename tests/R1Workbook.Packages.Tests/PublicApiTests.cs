using System.Globalization;
using System.Reflection;
using R1Workbook.Testing;

namespace R1Workbook.Packages.Tests;

/// <summary>What the packed libraries offer to others, compared with lists in PublicApi: a change of it is meant, or
/// is a mistake.</summary>
public sealed class PublicApiTests
{
    private const string Rewrite = "R1_REWRITE_PUBLIC_API";

    private const BindingFlags Declared =
        BindingFlags.Public
        | BindingFlags.NonPublic
        | BindingFlags.Instance
        | BindingFlags.Static
        | BindingFlags.DeclaredOnly;

    [Theory]
    [InlineData("R1Workbook.Core")]
    [InlineData("R1Workbook.Execution")]
    [InlineData("R1Workbook.Benchmarks")]
    [InlineData("R1Workbook.Learning")]
    [InlineData("R1Workbook")]
    public void Public_members_are_those_of_the_list(string library)
    {
        string path = RepositoryFolder.Of("tests", "R1Workbook.Packages.Tests", "PublicApi", library + ".txt");
        string[] found =
        [
            .. Assembly.Load(library).GetExportedTypes().SelectMany(Describe).Distinct().Order(StringComparer.Ordinal),
        ];
        Assert.NotEmpty(found);
        if (Environment.GetEnvironmentVariable(Rewrite) == "1")
            File.WriteAllText(path, string.Join('\n', found) + "\n");
        string[] listed = File.ReadAllLines(path);
        string[] changes =
        [
            .. listed.Except(found).Select(line => "- " + line),
            .. found.Except(listed).Select(line => "+ " + line),
        ];
        Assert.True(
            changes.Length == 0,
            $"The public members of {library} changed:\n{string.Join('\n', changes)}\nIf that is meant, write "
                + $"the lists anew: {Rewrite}=1 dotnet test tests/R1Workbook.Packages.Tests --filter PublicApiTests"
        );
    }

    private static IEnumerable<string> Describe(Type type)
    {
        string kind =
            type.IsInterface ? "interface"
            : type.IsEnum ? "enum"
            : type.IsValueType ? "struct"
            : typeof(Delegate).IsAssignableFrom(type) ? "delegate"
            : type is { IsAbstract: true, IsSealed: true } ? "static class"
            : type.IsAbstract ? "abstract class"
            : type.IsSealed ? "sealed class"
            : "class";
        yield return $"{type} : {kind} {type.BaseType}";
        foreach (Type implemented in type.GetInterfaces())
            yield return $"{type} : implements {implemented}";
        foreach (MemberInfo member in type.GetMembers(Declared).Where(IsOffered))
        {
            string modifiers = member switch
            {
                MethodBase method => Modifiers(method.IsStatic, method.IsFamily || method.IsFamilyOrAssembly)
                    + (method is MethodInfo { IsAbstract: true } ? "abstract " : "")
                    + (method is MethodInfo { IsVirtual: true, IsFinal: false } ? "virtual " : ""),
                FieldInfo field => Modifiers(field.IsStatic, field.IsFamily || field.IsFamilyOrAssembly),
                _ => "",
            };
            string value = member is FieldInfo { IsLiteral: true } constant
                ? $" = {Convert.ToString(constant.GetRawConstantValue(), CultureInfo.InvariantCulture)}"
                : "";
            yield return $"{type} . {modifiers}{member}{Names(member)}{value}".Replace(
                "\n",
                "\\n",
                StringComparison.Ordinal
            );
        }
    }

    private static string Modifiers(bool isStatic, bool isProtected) =>
        (isProtected ? "protected " : "") + (isStatic ? "static " : "");

    // Names of parameters belong to what callers write.
    private static string Names(MemberInfo member) =>
        member is MethodBase { IsSpecialName: false } or ConstructorInfo
            ? " [" + string.Join(", ", ((MethodBase)member).GetParameters().Select(Parameter)) + "]"
            : "";

    private static string Parameter(ParameterInfo parameter) => parameter.Name + (parameter.IsOptional ? "?" : "");

    // Properties and events are listed by their accessors; nested types are exported types of their own.
    private static bool IsOffered(MemberInfo member) =>
        !member.Name.StartsWith('<')
        && member switch
        {
            MethodBase method => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly,
            FieldInfo field => field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly,
            _ => false,
        };
}
