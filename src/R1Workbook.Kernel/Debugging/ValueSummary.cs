using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text;
using Microsoft.Data.Analysis;
using R1Workbook.Kernel.Contracts;

namespace R1Workbook.Kernel.Debugging;

/// <summary>
/// A value in one line of a variable panel. No code of the value's own runs, but that of .NET's plain types: a getter
/// or a ToString may never end, may change what it reads, and a record that contains itself ends the process.
/// </summary>
internal static class ValueSummary
{
    private const int MostCharacters = 300;
    private const int MostFields = 6;

    private static readonly string[] TensorProperties = ["dtype", "shape", "device"];

    /// <summary>The line.</summary>
    public static string Of(object? value)
    {
        try
        {
            return Cut(Whole(value, isNested: false));
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // A collection that another thread changes, a tensor that was disposed.
            return $"({(e is TargetInvocationException { InnerException: { } inner } ? inner : e).Message})";
        }
    }

    /// <summary>Whether a value is all in its line: nothing in it can be opened.</summary>
    public static bool IsPlain(object? value) =>
        value
            is null
                or string
                or Enum
                or bool
                or char
                or Uri
                or Version
                or Type
                or StringBuilder
                or Delegate
                or CancellationToken
        || (value is IFormattable && IsFramework(value.GetType()));

    /// <summary>Whether a value is a tensor of TorchSharp, which this project does not refer to.</summary>
    public static bool IsTensor(object value) => value.GetType().FullName == "TorchSharp.torch+Tensor";

    /// <summary>At most so many characters of a text, without line ends.</summary>
    public static string Cut(string text)
    {
        text = text.ReplaceLineEndings(" ");
        if (text.Length <= MostCharacters)
        {
            return text;
        }

        int end = char.IsHighSurrogate(text[MostCharacters - 1]) ? MostCharacters - 1 : MostCharacters;
        return string.Create(CultureInfo.InvariantCulture, $"{text[..end]}... ({text.Length:N0} characters)");
    }

    private static string Whole(object? value, bool isNested) =>
        value switch
        {
            null => "null",
            string text => $"\"{(text.Length > MostCharacters ? Cut(text) : text)}\"",
            char letter => $"'{letter}'",
            bool flag => flag ? "true" : "false",
            Enum name => $"{name.GetType().Name}.{name}",
            DateTime or DateTimeOffset or DateOnly or TimeOnly => ((IFormattable)value).ToString(
                "O",
                CultureInfo.InvariantCulture
            ),
            IFormattable number when IsFramework(value.GetType()) => number.ToString(
                null,
                CultureInfo.InvariantCulture
            ),
            Uri or Version or StringBuilder => value.ToString() ?? "",
            Type type => $"typeof({TypeName.Of(type)})",
            Delegate => TypeName.Of(value.GetType()),
            Exception e => $"{e.GetType().Name}: {e.Message}",
            DataFrame frame => string.Create(
                CultureInfo.InvariantCulture,
                $"DataFrame, {frame.Rows.Count:N0} rows, {frame.Columns.Count:N0} columns"
            ),
            Array array => Sized(array.GetType().GetElementType()!, Lengths(array)),
            _ when IsTensor(value) => Tensor(value),
            ICollection items => Sized(value.GetType(), items.Count),
            _ when Count(value) is { } count => Sized(value.GetType(), count),
            Task task => $"{TypeName.Of(task.GetType())}, {task.Status}",
            IEnumerable => $"{TypeName.Of(value.GetType())}, not enumerated",
            _ => isNested ? TypeName.Of(value.GetType()) : Fields(value),
        };

    private static bool IsFramework(Type type) =>
        type.Namespace?.StartsWith("System", StringComparison.Ordinal) == true;

    private static string Lengths(Array array) =>
        string.Join(
            ", ",
            Enumerable.Range(0, array.Rank).Select(d => array.GetLength(d).ToString(CultureInfo.InvariantCulture))
        );

    private static string Sized(Type element, string lengths) => $"{TypeName.Of(element)}[{lengths}]";

    private static string Sized(Type type, int count) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{TypeName.Of(type)}, {count:N0} {(count == 1 ? "item" : "items")}"
        );

    // Sets and read-only collections of .NET are no ICollection.
    private static int? Count(object value) =>
        IsFramework(value.GetType())
        && value is IEnumerable
        && value.GetType().GetProperty("Count")?.GetValue(value) is int count
            ? count
            : null;

    private static string Tensor(object tensor)
    {
        Dictionary<string, string> shown = [];
        foreach (string name in TensorProperties)
        {
            object? read = tensor.GetType().GetProperty(name)?.GetValue(tensor);
            shown[name] = read is long[] shape
                ? $"[{string.Join(", ", shape.Select(n => n.ToString(CultureInfo.InvariantCulture)))}]"
                : read?.ToString() ?? "";
        }

        return $"Tensor {shown["dtype"]} {shown["shape"]} {shown["device"]}".TrimEnd();
    }

    // A record or class by what it stores: Pair { Left = 1, Right = 2 }.
    private static string Fields(object value)
    {
        IReadOnlyList<StoredMember> members = StoredMember.Of(value.GetType());
        if (
            members.Count == 0
            || (
                IsFramework(value.GetType())
                && !value.GetType().Name.StartsWith("ValueTuple", StringComparison.Ordinal)
                && !value.GetType().Name.StartsWith("KeyValuePair", StringComparison.Ordinal)
            )
        )
        {
            return TypeName.Of(value.GetType());
        }

        string name = value.GetType().Name.StartsWith('<') ? "" : TypeName.Of(value.GetType()) + " ";
        IEnumerable<string> shown = members
            .Take(MostFields)
            .Select(m => $"{m.Name} = {Whole(m.Read(value), isNested: true)}");
        return $"{name}{{ {string.Join(", ", shown)}{(members.Count > MostFields ? ", ..." : "")} }}";
    }
}
