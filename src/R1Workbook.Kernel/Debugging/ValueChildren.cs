using System.Collections;
using System.Globalization;
using System.Reflection;
using Microsoft.Data.Analysis;

namespace R1Workbook.Kernel.Debugging;

/// <summary>Something in a value that has a name.</summary>
/// <param name="Name">The name, key or place.</param>
/// <param name="Read">Reads it. It may run code of the value's own, which may fail or never end.</param>
/// <param name="RunsCode">Whether it may.</param>
internal sealed record ValueChild(string Name, Func<object?> Read, bool RunsCode = false);

/// <summary>What can be opened in a value: items, entries, columns, members. Nothing is read before it is asked
/// for.</summary>
internal static class ValueChildren
{
    // Most properties of a tensor make another tensor, in native memory.
    private static readonly string[] TensorMembers = ["shape", "dtype", "device", "requires_grad", "NumberOfElements"];

    /// <summary>The children of a value, so many from a place on.</summary>
    /// <param name="value">The value.</param>
    /// <param name="start">How many to leave out.</param>
    /// <param name="count">How many at most.</param>
    /// <exception cref="InvalidOperationException">The value is being changed.</exception>
    public static (IReadOnlyList<ValueChild> Shown, bool More) Of(object value, int start, int count)
    {
        List<ValueChild> found = [.. All(value).Skip(start).Take(count + 1)];
        return found.Count > count ? (found[..count], true) : (found, false);
    }

    private static IEnumerable<ValueChild> All(object value) =>
        value switch
        {
            _ when ValueSummary.IsTensor(value) => Tensor(value),
            DataFrame frame => frame.Columns.Select(c => new ValueChild(c.Name, () => c)),
            DataFrameColumn column => Enumerable
                .Range(0, (int)Math.Min(column.Length, int.MaxValue))
                .Select(i => Item(i, () => column[i])),
            IDictionary entries => Entries(entries),
            Array { Rank: > 1 } array => Cells(array),
            IList items => Enumerable.Range(0, items.Count).Select(i => Item(i, () => items[i])),
            IEnumerable sequence when IsCollection(value) => sequence
                .Cast<object?>()
                .Select((item, i) => Item(i, () => item)),
            _ => Members(value),
        };

    private static ValueChild Item(int index, Func<object?> read) =>
        new(string.Create(CultureInfo.InvariantCulture, $"[{index}]"), read);

    private static IEnumerable<ValueChild> Entries(IDictionary entries)
    {
        foreach (DictionaryEntry entry in entries)
        {
            yield return new ValueChild($"[{ValueSummary.Of(entry.Key)}]", () => entry.Value);
        }
    }

    private static IEnumerable<ValueChild> Cells(Array array)
    {
        int[] at = [.. Enumerable.Range(0, array.Rank).Select(array.GetLowerBound)];
        for (long i = 0; i < array.LongLength; i++)
        {
            int[] place = [.. at];
            yield return new ValueChild($"[{string.Join(", ", place)}]", () => array.GetValue(place));
            for (int d = array.Rank - 1; d >= 0 && ++at[d] > array.GetUpperBound(d); d--)
            {
                at[d] = array.GetLowerBound(d);
            }
        }
    }

    // A set, a queue, a frozen dictionary of .NET: to read it changes nothing.
    private static bool IsCollection(object value) =>
        value.GetType().Namespace?.StartsWith("System.Collections", StringComparison.Ordinal) == true
        && value.GetType().GetProperty("Count") is not null;

    private static IEnumerable<ValueChild> Tensor(object tensor) =>
        TensorMembers
            .Select(tensor.GetType().GetProperty)
            .OfType<PropertyInfo>()
            .Select(p => new ValueChild(p.Name, () => p.GetValue(tensor)))
            .Append(new ValueChild("values", () => Outputs.MimeBundle.Of(tensor)["text/plain"]?.ToString(), true));

    private static IEnumerable<ValueChild> Members(object value)
    {
        Type type = value.GetType();
        HashSet<string> seen = [];
        foreach (StoredMember stored in StoredMember.Of(type).Where(m => seen.Add(m.Name)))
        {
            yield return new ValueChild(stored.Name, () => stored.Read(value));
        }

        foreach (PropertyInfo property in StoredMember.Properties(type).Where(p => seen.Add(p.Name)))
        {
            yield return new ValueChild(property.Name, () => property.GetValue(value), RunsCode: true);
        }
    }
}
