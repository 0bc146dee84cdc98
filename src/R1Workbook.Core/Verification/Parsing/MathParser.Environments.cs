using R1Workbook.Core.Verification.Expressions;

namespace R1Workbook.Core.Verification.Parsing;

/// <content>Matrices, systems and other environments.</content>
public sealed partial class MathParser
{
    /// <summary>A matrix, a determinant, a system of relations or lines of a calculation.</summary>
    private Expression? Environment()
    {
        if (++_depth > DeepestNesting)
            return Fail($"nested deeper than {DeepestNesting}");
        _at++;
        string name = GroupText();
        if (name is "array" or "tabular" or "alignedat" && Here.Kind == TokenKind.BraceOpen)
            GroupText();
        (int outerBars, bool outerSet) = (_bars, _inSet);
        (_bars, _inSet) = (0, false);
        List<List<Expression>> rows = [];
        List<Expression> row = [];
        while (Here.Kind is not (TokenKind.End or TokenKind.EndEnvironment))
        {
            if (Take(TokenKind.Ampersand))
                continue;
            if (Take(TokenKind.RowBreak))
            {
                if (row.Count > 0)
                    rows.Add(row);
                row = [];
                continue;
            }
            if (Statements() is not { } cell)
                return null;
            row.Add(cell);
            if (
                Here.Kind
                is not (TokenKind.Ampersand or TokenKind.RowBreak or TokenKind.End or TokenKind.EndEnvironment)
            )
            {
                return Fail($"unexpected {Shown()}");
            }
        }
        if (row.Count > 0)
            rows.Add(row);
        (_bars, _inSet) = (outerBars, outerSet);
        if (Take(TokenKind.EndEnvironment))
            GroupText();
        _depth--;
        if (rows.Count == 0)
            return Fail("an empty environment");
        return Rows(name.TrimEnd('*'), rows);
    }

    private Expression? Rows(string name, List<List<Expression>> rows)
    {
        bool isMatrix =
            name.EndsWith("matrix", StringComparison.Ordinal)
            || name is "array" or "tabular" && !rows.Exists(row => row.Exists(cell => cell is Relation));
        if (isMatrix)
        {
            if (rows.Exists(row => row.Count != rows[0].Count))
                return Fail("rows of different lengths");
            Matrix matrix = new(rows[0].Count, [.. rows.SelectMany(row => row)]);
            return name is "vmatrix" or "Vmatrix" ? new Application("det", [matrix]) : matrix;
        }
        List<Expression> lines = [];
        foreach (List<Expression> row in rows)
        {
            // x & = 3 puts the relation into the second cell.
            Expression line = row[0];
            for (int i = 1; i < row.Count; i++)
            {
                line = row[i] is Relation { Operands: [Symbol { Name: "_" }, ..] } tail
                    ? new Relation([line, .. tail.Operands.AsSpan()[1..]], tail.Kinds)
                    : new Collection(CollectionKind.Tuple, [line, row[i]]);
            }

            lines.Add(line);
        }
        return lines.Count == 1 ? lines[0] : new Collection(CollectionKind.List, [.. lines]);
    }

    private string GroupText()
    {
        if (Here.Kind != TokenKind.BraceOpen)
            return "";
        int start = Here.End;
        _at++;
        int open = 1;
        while (Here.Kind != TokenKind.End)
        {
            if (Here.Kind == TokenKind.BraceOpen)
                open++;
            if (Here.Kind == TokenKind.BraceClose && --open == 0)
                break;
            _at++;
        }
        string inner = start <= Here.Start ? _text[start..Here.Start] : "";
        Take(TokenKind.BraceClose);
        return inner.Trim();
    }
}
