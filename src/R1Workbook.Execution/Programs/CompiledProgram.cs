using R1Workbook.Core.Files;
using R1Workbook.Execution.Sandboxes;

namespace R1Workbook.Execution.Programs;

/// <summary>A program laid down in a folder of its own and compiled there, ready to run many times.</summary>
internal sealed class CompiledProgram : IDisposable
{
    private readonly TemporaryFolder _folder;
    private readonly CodeLanguage _language;

    private CompiledProgram(TemporaryFolder folder, CodeLanguage language) => (_folder, _language) = (folder, language);

    /// <summary>All that the compiler said.</summary>
    public string Said { get; private init; } = "";

    /// <summary>What the compiler complained of; null when it did not.</summary>
    public string? Error { get; private init; }

    public static async Task<CompiledProgram> CreateAsync(
        string source,
        CodeLanguage language,
        SandboxLimits limits,
        CancellationToken cancellationToken
    )
    {
        var temporary = TemporaryFolder.Create("program", Environment.IsPrivilegedProcess);
        string folder = temporary.Path;
        try
        {
            SandboxCommand? compiler = language.Compiler(folder, source);
            language.Write(folder, source);
            // Only a compiler may write: other users of the machine must not change a program between its tests.
            Sandbox.Open(folder, toWrite: compiler is not null);
            if (compiler is null)
                return new CompiledProgram(temporary, language);
            SandboxResult compiled = await Sandbox.RunAsync(compiler, limits, cancellationToken).ConfigureAwait(false);
            Sandbox.Open(folder, toWrite: false);
            string said = string.Join(
                    '\n',
                    (compiled.Output + "\n" + compiled.Errors)
                        .Split('\n')
                        .Where(line => line.Contains("error", StringComparison.Ordinal))
                        .Take(3)
                )
                .Trim();
            return new CompiledProgram(temporary, language)
            {
                Said = compiled.Output + "\n" + compiled.Errors,
                Error = compiled.Succeeded ? null : "does not compile: " + (said.Length > 0 ? said : compiled.Reason),
            };
        }
        catch
        {
            temporary.Dispose();
            throw;
        }
    }

    /// <summary>Takes away what would let the program read the tests that are compiled into it.</summary>
    public void Seal() => _language.Seal(_folder.Path);

    public Task<SandboxResult> RunAsync(string input, SandboxLimits limits, CancellationToken cancellationToken) =>
        Sandbox.RunAsync(_language.Program(_folder.Path) with { Input = input }, limits, cancellationToken);

    public void Dispose() => _folder.Dispose();
}
