using System.Text;

namespace R1Workbook.Core.Verification.Expressions;

/// <content>Relations, collections, matrices and calls.</content>
internal static partial class ExpressionText
{
    private static void WriteRelation(StringBuilder text, Relation relation)
    {
        for (int i = 0; i < relation.Operands.Count; i++)
        {
            if (i > 0)
            {
                text.Append(' ')
                    .Append(
                        i <= relation.Kinds.Items.Length
                            ? Expressions.Relation.Sign(relation.Kinds.Items[i - 1])
                            : "mod"
                    )
                    .Append(' ');
            }

            Write(text, relation.Operands[i], Set);
        }
    }

    private static void WriteCollection(StringBuilder text, Collection collection)
    {
        text.Append(
            collection.Kind switch
            {
                CollectionKind.Tuple => "(",
                CollectionKind.Set => "{",
                _ => "",
            }
        );
        Join(text, collection.Items, ", ", Relation);
        text.Append(
            collection.Kind switch
            {
                CollectionKind.Tuple => ")",
                CollectionKind.Set => "}",
                _ => "",
            }
        );
    }

    private static void WriteMatrix(StringBuilder text, Matrix matrix)
    {
        text.Append('[');
        for (int row = 0; row < matrix.Rows; row++)
        {
            text.Append(row == 0 ? "[" : ", [");
            Join(text, [.. matrix.Items.AsSpan().Slice(row * matrix.Columns, matrix.Columns)], ", ", Relation);
            text.Append(']');
        }
        text.Append(']');
    }

    private static void Call(StringBuilder text, string function, ExpressionList arguments)
    {
        text.Append(function).Append('(');
        Join(text, arguments, ", ", Relation);
        text.Append(')');
    }

    private static void Join(StringBuilder text, ExpressionList parts, string separator, int around)
    {
        for (int i = 0; i < parts.Count; i++)
        {
            if (i > 0)
                text.Append(separator);
            Write(text, parts[i], around);
        }
    }
}
