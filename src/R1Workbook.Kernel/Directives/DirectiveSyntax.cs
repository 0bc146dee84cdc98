using System.Text;
using R1Workbook.Kernel.Contracts;

namespace R1Workbook.Kernel.Directives;

/// <summary>What a directive may be given.</summary>
/// <param name="Parameters">Its parameters, in the order of the help text.</param>
internal sealed record DirectiveSyntax(params IReadOnlyList<DirectiveParameter> Parameters)
{
    /// <summary>No parameters.</summary>
    public static DirectiveSyntax None { get; } = new();

    /// <summary>The syntax in one line, for example <c>#!share [--name] NAME --from LANGUAGE</c>.</summary>
    public string Line(string directive)
    {
        var line = new StringBuilder("#!").Append(directive);
        foreach (DirectiveParameter p in Parameters)
        {
            string option = p.IsPositional ? $"[--{p.Name}]" : $"--{p.Name}";
            string text = p.Value is null ? option : $"{option} {p.Value}";
            line.Append(' ').Append(p.IsRequired ? text : $"[{text}]");
        }

        return line.ToString();
    }

    /// <summary>Gives each word of a directive to a parameter.</summary>
    /// <param name="directive">The directive.</param>
    /// <exception cref="CellException">A word fits no parameter, or a required one is missing; the message tells the
    /// syntax.</exception>
    public DirectiveArguments Bind(Directive directive)
    {
        CellException Wrong(string what) =>
            new($"#!{directive.Name}: {what} Write: {Line(directive.Name)}", directive.Line);

        var given = new Dictionary<DirectiveParameter, DirectiveWord>();
        for (int i = 0; i < directive.Words.Count; i++)
        {
            DirectiveWord word = directive.Words[i];
            DirectiveParameter? parameter;
            if (word.IsOption)
            {
                string[] halves = word.Text.TrimStart('-').Split('=', 2);
                string meant = ClosestName.Question(halves[0], Parameters.Select(p => p.Name), "--");
                parameter =
                    Parameters.FirstOrDefault(p => p.Name == halves[0])
                    ?? throw Wrong($"unknown option {word.Text.Split('=')[0]}{meant}");
                if (parameter.Value is null ? halves.Length > 1 : halves.Length == 1 && ++i == directive.Words.Count)
                {
                    throw Wrong(
                        parameter.Value is null
                            ? $"--{parameter.Name} takes no value."
                            : $"--{parameter.Name} needs a value."
                    );
                }

                word =
                    halves.Length > 1
                        ? word with
                        {
                            Text = halves[1],
                        }
                        : directive.Words[Math.Min(i, directive.Words.Count - 1)];
            }
            else
            {
                parameter =
                    Parameters.FirstOrDefault(p => p.IsPositional && !given.ContainsKey(p))
                    ?? throw Wrong($"nothing takes '{word.Text}'.");
            }

            if (!given.TryAdd(parameter, word))
            {
                throw Wrong($"--{parameter.Name} is given twice.");
            }
        }

        if (Parameters.FirstOrDefault(p => p.IsRequired && !given.ContainsKey(p)) is { } missing)
        {
            throw Wrong($"--{missing.Name} {missing.Value} is missing.");
        }

        return new DirectiveArguments(directive, given.ToDictionary(p => p.Key.Name, p => p.Value));
    }
}
