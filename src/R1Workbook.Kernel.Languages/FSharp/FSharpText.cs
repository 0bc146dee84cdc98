using System.Text.Json.Nodes;
using Microsoft.FSharp.Core;
using Microsoft.FSharp.Reflection;
using R1Workbook.Kernel.Contracts;
using R1Workbook.Kernel.Outputs;

namespace R1Workbook.Kernel.Languages.FSharp;

/// <summary>F#'s own values as F# writes them: unions, options, lists, records and tuples by <c>%A</c>.</summary>
internal static class FSharpText
{
    /// <summary>The value ready to be shown; the value itself where formatters know better, as they do for
    /// tables.</summary>
    /// <param name="type">The type of the expression; it tells None from null.</param>
    /// <param name="value">The value.</param>
    public static object? Shown(Type type, object? value)
    {
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(FSharpOption<>) && value is null)
        {
            return new ShownContent(MimeBundle.Text("None"));
        }

        bool isOwn =
            FSharpType.IsTuple(type)
            || FSharpType.IsUnion(type, null)
            || FSharpType.IsRecord(type, null)
            || type.Namespace == "Microsoft.FSharp.Collections";
        if (!isOwn || value is null || RecordTable.TryRead(value) is not null)
        {
            return value;
        }

        var format = new PrintfFormat<FSharpFunc<object, string>, Unit, string, string, object>("%A");
        JsonObject bundle = MimeBundle.Text(ExtraTopLevelOperators.PrintFormatToString(format).Invoke(value));
        return new ShownContent(bundle, value);
    }
}
