using System.Reflection;
using TorchSharp;

namespace R1Workbook.Learning.Tests.Natives;

/// <summary>The list of what no code may call, because a number may be freed while libtorch reads it, names every
/// member of this version of TorchSharp that makes such a number, and none that is not there.</summary>
public sealed class BannedSymbolsTests
{
    private const byte Call = 0x28,
        NewObject = 0x73;

    private static readonly string[] Banned =
    [
        .. File.ReadAllLines(RepositoryFolder.Of("src", "R1Workbook.Learning", "Natives", "BannedSymbols.txt"))
            .Select(line => line.Split(';')[0]),
    ];

    private static readonly MethodBase[] Members =
    [
        .. typeof(torch)
            .Assembly.GetTypes()
            .SelectMany(type =>
                type.GetMembers(
                    BindingFlags.Public
                        | BindingFlags.NonPublic
                        | BindingFlags.Instance
                        | BindingFlags.Static
                        | BindingFlags.DeclaredOnly
                )
            )
            .OfType<MethodBase>(),
    ];

    [Fact]
    public void Every_line_names_a_member_that_is_there() => Assert.Empty(Banned.Except(Members.Select(Name)));

    [Fact]
    public void Every_conversion_to_a_number_is_named() =>
        Assert.Empty(Members.Where(IsMaker).Where(member => member.IsPublic).Select(Name).Except(Banned));

    [Fact]
    public void Every_operation_on_tensors_that_makes_a_number_inside_is_named()
    {
        HashSet<int> makers =
        [
            .. Members
                .Where(member => IsMaker(member) || (member.IsConstructor && member.DeclaringType == typeof(Scalar)))
                .Select(member => member.MetadataToken),
        ];
        string[] making =
        [
            .. Members
                .Where(member => member.IsPublic && IsOfTensors(member.DeclaringType!) && Calls(member, makers))
                .Select(Name),
        ];

        Assert.Contains("M:TorchSharp.torch.Tensor.square", making);
        Assert.Empty(making.Except(Banned));
    }

    private static bool IsMaker(MethodBase member) =>
        (member.DeclaringType == typeof(Scalar) && member.Name == "op_Implicit")
        || (member.Name == "ToScalar" && member.DeclaringType!.Name == "ScalarExtensionMethods");

    private static bool IsOfTensors(Type type) =>
        type == typeof(torch) || type == typeof(torch.Tensor) || type == typeof(torch.nn.functional);

    private static bool Calls(MethodBase member, HashSet<int> called)
    {
        byte[] code = member.GetMethodBody()?.GetILAsByteArray() ?? [];
        for (int i = 0; i + 4 < code.Length; i++)
        {
            if (code[i] is Call or NewObject && called.Contains(BitConverter.ToInt32(code, i + 1)))
                return true;
        }
        return false;
    }

    // As the compiler names it in documentation.
    private static string Name(MethodBase member)
    {
        string[] parameters = [.. member.GetParameters().Select(parameter => Name(parameter.ParameterType))];
        string arguments = parameters.Length == 0 ? "" : "(" + string.Join(',', parameters) + ")";
        string result = member is MethodInfo { Name: "op_Implicit" } conversion
            ? "~" + Name(conversion.ReturnType)
            : "";
        return $"M:{Name(member.DeclaringType!)}.{member.Name}{arguments}{result}";
    }

    private static string Name(Type type)
    {
        if (!type.IsGenericType)
            return (type.FullName ?? type.Name).Replace('+', '.');
        string name = type.GetGenericTypeDefinition().FullName!.Replace('+', '.');
        return $"{name[..name.IndexOf('`')]}{{{string.Join(',', type.GetGenericArguments().Select(Name))}}}";
    }
}
