using System.Collections;
using System.Collections.Concurrent;
using System.Reflection;
using R1Workbook.Kernel.Interrupts;

namespace R1Workbook.Kernel.Outputs;

/// <summary>
/// Finds values whose text would have no end: a sequence that holds itself, a record whose member is the record. The
/// formatters stop at a depth, but below it they call the text of a sequence or of a record, which goes round for ever
/// and takes the process with it.
/// </summary>
internal static class HeldByItself
{
    // What formatters show of a sequence, with some to spare.
    private const int MostItems = 32;
    private const int MostValues = 2_000;
    private const int Deepest = 64;

    private static readonly ConcurrentDictionary<Type, FieldInfo[]> Fields = new();

    /// <summary>Whether the text of a value would go round in a circle, or deeper than a reader can follow.</summary>
    /// <param name="value">Any value.</param>
    public static bool Is(object? value)
    {
        if (value is null || !CanHold(value.GetType()))
        {
            return false;
        }

        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance) { value };
        var open = new Queue<object>(seen);
        while (open.TryDequeue(out object? next))
        {
            if (IsLink(next) && Circles(next, [], 0))
            {
                return true;
            }

            foreach (object held in Held(next))
            {
                if (seen.Count < MostValues && seen.Add(held))
                {
                    open.Enqueue(held);
                }
            }
        }

        return false;
    }

    // Follows sequences from sequence to sequence and records from record to record: what is of another kind between
    // them ends the text.
    private static bool Circles(object value, HashSet<object> above, int depth)
    {
        if (depth > Deepest)
        {
            return true;
        }

        above = new HashSet<object>(above, ReferenceEqualityComparer.Instance) { value };
        bool isSequence = value is IEnumerable;
        return Held(value)
            .Where(held => IsLink(held) && held is IEnumerable == isSequence)
            .Any(held => above.Contains(held) || Circles(held, above, depth + 1));
    }

    private static bool IsLink(object value) => value is ICollection || IsRecord(value.GetType());

    private static bool IsRecord(Type type) =>
        type.GetMethod("PrintMembers", BindingFlags.Instance | BindingFlags.NonPublic) is not null;

    private static bool CanHold(Type type) =>
        !type.IsPrimitive
        && !type.IsEnum
        && !type.IsPointer
        && !typeof(Delegate).IsAssignableFrom(type)
        && !typeof(MemberInfo).IsAssignableFrom(type)
        && type != typeof(string)
        && type != typeof(decimal);

    private static IEnumerable<object> Held(object value)
    {
        if (value is ICollection sequence)
        {
            Type? element = value.GetType().IsArray ? value.GetType().GetElementType() : null;
            return element is not null && !CanHold(element) ? [] : Items(sequence);
        }

        return Fields
            .GetOrAdd(value.GetType(), FieldsOf)
            .Select(field => field.GetValue(value))
            .OfType<object>()
            .Where(CanHold);
    }

    private static List<object> Items(ICollection sequence)
    {
        try
        {
            IEnumerable items = sequence is IDictionary dictionary ? dictionary.Values : sequence;
            return [.. items.Cast<object?>().Take(MostItems).OfType<object>().Where(CanHold)];
        }
        catch (Exception e) when (e is not CellInterruptedException)
        {
            // What cannot be enumerated now (it changes, it is empty in a way of its own) is for its formatter to say.
            return [];
        }
    }

    private static bool CanHold(object value) => CanHold(value.GetType());

    // What a text may show: public fields and what public properties keep. To ask the properties themselves would run
    // code.
    private static FieldInfo[] FieldsOf(Type type)
    {
        var fields = new List<FieldInfo>();
        for (Type? level = type; level is not null && level != typeof(object); level = level.BaseType)
        {
            fields.AddRange(
                level
                    .GetFields(
                        BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly
                    )
                    .Where(field => CanHold(field.FieldType) && (field.IsPublic || IsProperty(field, type)))
            );
        }

        return [.. fields];
    }

    private static bool IsProperty(FieldInfo field, Type type) =>
        field.Name.IndexOf(">k__BackingField", StringComparison.Ordinal) is > 1 and int end
        && type.GetProperty(field.Name[1..end], BindingFlags.Instance | BindingFlags.Public) is not null;
}
