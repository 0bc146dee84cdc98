using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using R1Workbook.Kernel.Contracts;
using R1Workbook.Kernel.CSharp.Errors;
using R1Workbook.Kernel.Interrupts;

namespace R1Workbook.Kernel.CSharp.Submissions;

/// <summary>Runs code for a debugger beside the cells: it sees what they declared and the values of a stopped call, and
/// leaves nothing behind.</summary>
/// <param name="chain">The script.</param>
internal sealed class ExpressionBeside(SubmissionChain chain)
{
    private const string Name = "expression";

    /// <summary>The value of an expression; of statements there is none.</summary>
    /// <param name="code">The code.</param>
    /// <param name="locals">Values that it can name, as copies. <c>this</c> is one of them.</param>
    /// <param name="cancellationToken">Stops it at its guards.</param>
    public async Task<Evaluation> RunAsync(
        string code,
        IReadOnlyList<CellVariable> locals,
        CancellationToken cancellationToken
    )
    {
        ExpressionSyntax expression = SyntaxFactory.ParseExpression(code, options: SubmissionChain.ParseOptions);
        bool isExpression = !expression.ContainsDiagnostics;
        string renamed = Renamed(isExpression ? expression : Parsed(code).GetRoot(cancellationToken));
        string[] bodies = isExpression
            ? [$"return (object)({renamed});", $"{renamed};return null;"]
            : [$"{renamed};return null;"];
        IReadOnlyList<Diagnostic> first = [];
        for (int i = 0; i < bodies.Length; i++)
        {
            SyntaxTree tree = Parsed(Wrapped(bodies[i], locals));
            (Func<Task<object?>>? run, IReadOnlyList<Diagnostic> errors) = Emit(tree, cancellationToken);
            first = i == 0 ? errors : first;
            if (run is not null)
            {
                FrameValues.Current = [.. locals.Select(l => l.Value)];
                return await RunAsync(run, isExpression && i == 0).ConfigureAwait(true);
            }
        }

        return new Evaluation(false, null, CompileErrors.Describe(first, Name));
    }

    private static async Task<Evaluation> RunAsync(Func<Task<object?>> run, bool hasValue)
    {
        try
        {
            return new Evaluation(hasValue, await run().ConfigureAwait(true), null);
        }
        catch (Exception e) when (e is not CellInterruptedException)
        {
            return new Evaluation(false, null, RuntimeErrors.Describe(e, Name));
        }
    }

    private static SyntaxTree Parsed(string code) => SubmissionChain.Parse(code, Name, CancellationToken.None);

    // "this" is a value like others here.
    private static string Renamed(SyntaxNode code) =>
        code.ReplaceNodes(
                code.DescendantNodesAndSelf().OfType<ThisExpressionSyntax>(),
                (node, _) => SyntaxFactory.IdentifierName("@this").WithTriviaFrom(node)
            )
            .ToFullString();

    private static string Wrapped(string body, IReadOnlyList<CellVariable> locals)
    {
        IEnumerable<string> declared = locals.Select(
            (local, i) =>
            {
                string type = local.Value is null
                    ? "object"
                    : TypeSpelling.Candidates(local.Value.GetType(), local.Value).First();
                return string.Create(
                    CultureInfo.InvariantCulture,
                    $"{type} @{local.Name} = ({type})global::{typeof(FrameValues).FullName}.Current[{i}];"
                );
            }
        );
        return "await new global::System.Func<global::System.Threading.Tasks.Task<object>>(async () => {"
            + string.Concat(declared)
            + body
            + "})()";
    }

    private (Func<Task<object?>>? Run, IReadOnlyList<Diagnostic> Errors) Emit(
        SyntaxTree tree,
        CancellationToken cancellationToken
    )
    {
        SyntaxTree guarded = GuardedCode.Of(
            tree,
            () => chain.CompileBeside(tree).GetSemanticModel(tree),
            null,
            cancellationToken
        );
        (Func<Task<object?>>? Run, IReadOnlyList<Diagnostic> Errors) emitted = chain.EmitBeside(
            chain.CompileBeside(guarded),
            cancellationToken
        );
        return emitted.Run is null && guarded != tree
            ? chain.EmitBeside(chain.CompileBeside(tree), cancellationToken)
            : emitted;
    }
}
