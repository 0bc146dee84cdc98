using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace R1Workbook.Kernel.CSharp.Submissions;

/// <summary>Whether a submission has a value to show.</summary>
internal static class SubmissionResult
{
    /// <summary>True when the submission returns, or ends in an expression without semicolon that is not
    /// void.</summary>
    /// <param name="compilation">A submission without errors.</param>
    /// <param name="tree">Its cell.</param>
    public static bool HasValue(CSharpCompilation compilation, SyntaxTree tree)
    {
        CompilationUnitSyntax root = tree.GetCompilationUnitRoot();
        bool returns = root.DescendantNodes(n =>
                n is CompilationUnitSyntax or GlobalStatementSyntax
                || (n is StatementSyntax and not LocalFunctionStatementSyntax)
            )
            .Any(n => n.IsKind(SyntaxKind.ReturnStatement));
        return returns
            || (
                root.Members.OfType<GlobalStatementSyntax>().LastOrDefault()?.Statement
                    is ExpressionStatementSyntax { SemicolonToken.IsMissing: true } last
                && compilation.GetSemanticModel(tree).GetTypeInfo(last.Expression).ConvertedType?.SpecialType
                    != SpecialType.System_Void
            );
    }
}
