using Microsoft.DotNet.Interactive.Directives;
using R1Workbook.Kernel.Contracts;
using R1Workbook.Kernel.Directives;
using R1Workbook.Kernel.Interactive;

namespace R1Workbook.Kernel.Session;

/// <summary>Makes the engine's directives those of <c>Kernel.Root</c> too, so that code which a cell sends to it may
/// use
/// them.</summary>
internal static class OwnDirectives
{
    /// <summary>Adds them all, but for two: <c>#!value</c> is a kernel there, and <c>#!connect</c> is for extensions to
    /// bring.</summary>
    /// <param name="kernels">The kernels.</param>
    /// <param name="runner">Runs them.</param>
    public static void Add(SessionKernels kernels, ICellRunner runner)
    {
        foreach (
            ICellDirective directive in DirectiveCatalog.All.Where(d => d is not (ValueDirective or ConnectDirective))
        )
        {
            kernels.AddOwn(
                Described(directive),
                (line, kernel, cancellationToken) =>
                    runner.RunAsync(
                        line,
                        runner.Languages.Find(kernel)?.Name ?? runner.Languages.All[0].Name,
                        RunningCell.Current?.Name ?? "submitted",
                        1,
                        cancellationToken
                    )
            );
        }
    }

    private static KernelActionDirective Described(ICellDirective directive)
    {
        var described = new KernelActionDirective("#!" + directive.Name) { Description = directive.Summary };
        foreach (DirectiveParameter parameter in directive.Syntax.Parameters)
        {
            described.Parameters.Add(
                new KernelDirectiveParameter("--" + parameter.Name, parameter.Help)
                {
                    AllowImplicitName = parameter.IsPositional,
                    Flag = parameter.Value is null,
                    Required = parameter.IsRequired,
                }
            );
        }

        return described;
    }
}
