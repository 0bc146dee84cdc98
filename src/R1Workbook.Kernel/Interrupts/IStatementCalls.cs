using Microsoft.CodeAnalysis;

namespace R1Workbook.Kernel.Interrupts;

/// <summary>Further texts that go into a cell beside its guards: a debugger's. Texts hold no line end, so that lines
/// stay those of the cell.</summary>
internal interface IStatementCalls
{
    /// <summary>What goes before and after a statement, or a member at the top of a cell.</summary>
    /// <param name="node">The statement or member.</param>
    /// <returns>Both texts; null where nothing goes in.</returns>
    (string Before, string After)? Around(SyntaxNode node);

    /// <summary>What goes to the begin and the end of a function's body. Statements in it are asked for after this
    /// call.</summary>
    /// <param name="function">The method, accessor, local function or lambda.</param>
    /// <param name="body">Its block, or the expression that is its body.</param>
    /// <returns>Both texts; null where nothing goes in.</returns>
    (string Begin, string End)? Within(SyntaxNode function, SyntaxNode body);
}
