using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Scripting;
using Microsoft.CodeAnalysis.Text;
using R1Workbook.Kernel.Interrupts;

namespace R1Workbook.Kernel.CSharp.Submissions;

/// <summary>Reads the files of <c>#load</c> with guards written into them.</summary>
/// <param name="folder">The notebook's folder.</param>
internal sealed class GuardedSourceResolver(string folder) : SourceReferenceResolver
{
    private readonly SourceReferenceResolver _files = ScriptSourceResolver.Default.WithBaseDirectory(folder);

    /// <inheritdoc/>
    public override string? NormalizePath(string path, string? baseFilePath) => path;

    /// <inheritdoc/>
    public override string? ResolveReference(string path, string? baseFilePath) =>
        _files.ResolveReference(path, baseFilePath);

    /// <inheritdoc/>
    public override Stream OpenRead(string resolvedPath) => _files.OpenRead(resolvedPath);

    /// <inheritdoc/>
    public override SourceText ReadText(string resolvedPath)
    {
        using Stream stream = OpenRead(resolvedPath);
        SourceText text = SourceText.From(stream, Encoding.UTF8);
        SyntaxTree tree = CSharpSyntaxTree.ParseText(text, SubmissionChain.ParseOptions, resolvedPath);
        return GuardedCode.Of(tree, null, null, CancellationToken.None).GetText();
    }

    /// <inheritdoc/>
    public override bool Equals(object? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => folder.GetHashCode(StringComparison.Ordinal);
}
