using System.Globalization;
using System.Text;
using R1Workbook.Kernel.Contracts;

namespace R1Workbook.Kernel.Directives;

/// <summary>Takes the line of a directive apart: a name, then words that blanks divide, quotes and JSON brackets hold
/// together.</summary>
internal static class DirectiveParser
{
    /// <summary>Whether a line is a directive: <c>#!</c> and a name. <c>#!/usr/bin/env</c> is a script's first
    /// line.</summary>
    public static bool IsDirective(string line) =>
        line.StartsWith("#!", StringComparison.Ordinal)
        && line.Length > 2
        && line[2] != '/'
        && !char.IsWhiteSpace(line[2]);

    /// <summary>The directive of a line.</summary>
    /// <param name="line">The line; <see cref="IsDirective"/> holds.</param>
    /// <param name="number">Its number in the cell, from 1.</param>
    /// <exception cref="CellException">A quote or bracket is never closed.</exception>
    public static Directive Parse(string line, int number)
    {
        int end = 2;
        while (end < line.Length && !char.IsWhiteSpace(line[end]))
        {
            end++;
        }

        var words = new List<DirectiveWord>();
        for (int i = end; i < line.Length; )
        {
            if (char.IsWhiteSpace(line[i]))
            {
                i++;
                continue;
            }

            int start = i;
            string text = line[i] is '{' or '[' ? Json(line, ref i, number) : Word(line, ref i, number);
            words.Add(new DirectiveWord(text, line[start] is '"' or '\'', start + 1));
        }

        return new Directive(line[2..end], words, number) { Source = line };
    }

    private static string Word(string line, ref int i, int number)
    {
        var word = new StringBuilder();
        while (i < line.Length && !char.IsWhiteSpace(line[i]))
        {
            if (line[i] is '"' or '\'')
            {
                Quoted(line, ref i, number, word);
            }
            else
            {
                word.Append(line[i++]);
            }
        }

        return word.ToString();
    }

    private static void Quoted(string line, ref int i, int number, StringBuilder word)
    {
        int start = i;
        char quote = line[i++];
        for (; i < line.Length; i++)
        {
            if (line[i] == quote)
            {
                i++;
                return;
            }

            if (line[i] == '\\' && i + 1 < line.Length && (line[i + 1] == quote || line[i + 1] == '\\'))
            {
                i++;
            }

            word.Append(line[i]);
        }

        throw new CellException(
            string.Create(CultureInfo.InvariantCulture, $"Column {start + 1}: the quote {quote} is never closed."),
            number
        );
    }

    // JSON may hold blanks and needs no quotes around it.
    private static string Json(string line, ref int i, int number)
    {
        int start = i;
        int depth = 0;
        bool inString = false;
        for (; i < line.Length; i++)
        {
            char c = line[i];
            if (inString)
            {
                i += c == '\\' ? 1 : 0;
                inString = c != '"';
            }
            else if (c == '"')
            {
                inString = true;
            }
            else
            {
                depth +=
                    c is '{' or '[' ? 1
                    : c is '}' or ']' ? -1
                    : 0;
                if (depth == 0)
                {
                    return line[start..++i];
                }
            }
        }

        throw new CellException(
            string.Create(
                CultureInfo.InvariantCulture,
                $"Column {start + 1}: the bracket {line[start]} is never closed."
            ),
            number
        );
    }
}
