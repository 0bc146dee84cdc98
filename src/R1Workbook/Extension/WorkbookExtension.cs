using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Directives;
using R1Workbook.Tables;

namespace R1Workbook.Extension;

/// <summary>
/// The workbook as an extension of .NET Interactive, on the real kernel and on the workbook's own: its formatters, and
/// the directive <c>#!r1</c>. The package's <c>extension.dib</c> loads it; in notebooks that refer to the library by
/// its
/// path, <see cref="Workbook.Open"/> does.
/// </summary>
/// <remarks>The assembly of .NET Interactive is the kernel's own: it is no dependency of the package, and a program
/// without it can use everything but this folder.</remarks>
public sealed class WorkbookExtension : IKernelExtension
{
    private const string Name = "#!r1";

    /// <inheritdoc/>
    public Task OnLoadAsync(Kernel kernel)
    {
        Load(kernel);
        return Task.CompletedTask;
    }

    /// <summary>Registers the formatters, and the directive where it is not there yet.</summary>
    /// <param name="kernel">Any kernel of the session.</param>
    public static void Load(Kernel kernel)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        DataFrameFormatter.Register();
        Kernel root = kernel.RootKernel;
        if (root.KernelInfo.SupportedDirectives.Any(directive => directive.Name == Name))
            return;
        var described = new KernelActionDirective(Name)
        {
            Description = "Shows what the R1 Workbook offers; 'runs' the recorded runs, 'doctor' what works here.",
        };
        described.Parameters.Add(
            new KernelDirectiveParameter("--what", "runs or doctor; nothing for what the workbook offers.")
            {
                AllowImplicitName = true,
            }.AddCompletions(() => WorkbookAnswers.Topics)
        );
        root.AddDirective<WorkbookCommand>(described, Answer);
    }

    // Of a notebook that refers to the library by its path.
    internal static void LoadIntoRunningKernel()
    {
        if (KernelInvocationContext.Current?.HandlingKernel is { } kernel)
            Load(kernel);
    }

    private static Task Answer(WorkbookCommand command, KernelInvocationContext context)
    {
        try
        {
            context.Display(WorkbookAnswers.To(command.What));
        }
        catch (ArgumentException e)
        {
            context.Fail(command, message: e.Message);
        }
        return Task.CompletedTask;
    }
}
