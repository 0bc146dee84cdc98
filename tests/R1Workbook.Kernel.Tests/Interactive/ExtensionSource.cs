namespace R1Workbook.Kernel.Tests.Interactive;

/// <summary>The source of a small extension: a directive, a kernel, and a type with a formatter found by
/// convention.</summary>
internal static class ExtensionSource
{
    /// <summary>The source, in a namespace of its own.</summary>
    /// <param name="name">The namespace; names end in it, since all tests share a process.</param>
    public static string Of(string name) =>
        $$"""
            using System.Collections.Generic;
            using System.Threading.Tasks;
            using Microsoft.DotNet.Interactive;
            using Microsoft.DotNet.Interactive.Commands;
            using Microsoft.DotNet.Interactive.Directives;
            using Microsoft.DotNet.Interactive.Formatting;

            namespace {{name}};

            [TypeFormatterSource(typeof(CloudFormatters))]
            public record Cloud(int Size);

            public class CloudFormatters : ITypeFormatterSource
            {
                public IEnumerable<ITypeFormatter> CreateTypeFormatters() =>
                    [new HtmlFormatter<Cloud>(cloud => $"<i>cloud {cloud.Size}</i>")];
            }

            public class Hello : KernelDirectiveCommand
            {
                public string Who { get; set; }
            }

            public class Echo() : Kernel("echo-{{name}}"), IKernelCommandHandler<SubmitCode>
            {
                Task IKernelCommandHandler<SubmitCode>.HandleAsync(SubmitCode command, KernelInvocationContext context)
                {
                    context.DisplayAs(command.Code.Trim(), "text/plain");
                    return Task.CompletedTask;
                }
            }

            public class Extension : IKernelExtension
            {
                public Task OnLoadAsync(Kernel kernel)
                {
                    /* begin */
                    ((CompositeKernel)kernel.RootKernel).Add(new Echo());
                    kernel.AddDirective<Hello>(
                        new KernelActionDirective("#!hello-{{name}}") { Parameters = { new("--who") } },
                        (command, context) =>
                        {
                            context.DisplayAs("hello " + command.Who, "text/plain");
                            return Task.CompletedTask;
                        });
                    return Task.CompletedTask;
                }
            }
            """;
}
