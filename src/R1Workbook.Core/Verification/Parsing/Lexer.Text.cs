using System.Globalization;

namespace R1Workbook.Core.Verification.Parsing;

/// <content>Text within formulas.</content>
internal sealed partial class Lexer
{
    /// <summary>\text{…}: a conjunction, a unit, a name or words.</summary>
    private void TextCommand(string command, int end)
    {
        (string inner, int after) = Group(end) ?? ("", end);
        string words = inner.Trim();
        bool isMath = command.StartsWith("math", StringComparison.Ordinal) || command is "rm" or "it";
        if (words.Length == 0)
            _space = true;
        if (words.Length == 0 || words is "." or "$")
        {
            _at = after;
        }
        else if (
            words.Trim(' ', ',', ';', '.', '\\')
            is "and"
                or "or"
                or ""
                or "if"
                or "for"
                or "when"
                or "where"
                or "with"
                or "otherwise"
                or "et"
                or "und"
                or "oder"
                or "ou"
                or "y"
                or "和"
                or "或"
        )
        {
            Add(
                TokenKind.Conjunction,
                words.Trim(' ', ',', ';', '.', '\\') is "or" or "oder" or "ou" or "或" ? "or"
                    : words.Length == 1 ? ","
                    : "and",
                after
            );
        }
        else if (FollowsNumber() && PlainWords.IsUnit(words))
        {
            Add(TokenKind.Text, words, after);
        }
        else if (LatexCommands.Find(words) is { Kind: TokenKind.Function or TokenKind.Limit } function)
        {
            Meaning(function.Kind, function.Text, after);
        }
        else if (PlainWords.Find(words) is { } known && known.Kind is not TokenKind.Relation)
        {
            Meaning(known.Kind, known.Text, after);
        }
        else if (isMath && words is "m" or "g" or "s" or "L" or "N" or "J" or "W" or "V" && FollowsNumber())
        {
            Add(TokenKind.Text, words, after);
        }
        else if (isMath && words.Length == 1 && char.IsAsciiLetter(words[0]))
        {
            Letter(words[0], after);
        }
        else if (
            double.TryParse(
                words,
                NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign,
                CultureInfo.InvariantCulture,
                out _
            )
            && words.Length < 30
        )
        {
            _at = end;
        }
        else if (isMath && words.Length > 1 && !FollowsNumber())
        {
            Add(TokenKind.OperatorName, words, after);
        }
        else
        {
            Add(TokenKind.Text, words, after);
        }
    }
}
