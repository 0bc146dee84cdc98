using System.Reflection;
using Microsoft.DotNet.Interactive;
using R1Workbook.Kernel.Contracts;
using R1Workbook.Kernel.Directives;
using R1Workbook.Kernel.Interactive;
using R1Workbook.Kernel.References;

namespace R1Workbook.Kernel.Session;

/// <summary>Loads what packages bring to extend .NET Interactive: each <see cref="IKernelExtension"/> of the assemblies
/// in <c>interactive-extensions/dotnet</c>, then the script <c>extension.dib</c> there.</summary>
/// <param name="kernels">The kernels that extensions are given.</param>
/// <param name="references">Loads assemblies.</param>
/// <param name="runner">Runs the script.</param>
/// <param name="note">Takes remarks for the reader.</param>
internal sealed class ExtensionLoader(
    Lazy<SessionKernels> kernels,
    SessionReferences references,
    ICellRunner runner,
    Action<string> note
)
{
    private const string Script = "extension.dib";

    /// <summary>Loads the extension of a package.</summary>
    /// <param name="extension">The package's folder.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="CellException">It could not be loaded; the message says which part and why.</exception>
    public async Task LoadAsync(PackageExtension extension, CancellationToken cancellationToken)
    {
        foreach (string path in Directory.EnumerateFiles(extension.Folder, "*.dll").Order(StringComparer.Ordinal))
        {
            foreach (Type type in Types(extension, path))
            {
                cancellationToken.ThrowIfCancellationRequested();
                try
                {
                    await ((IKernelExtension)Activator.CreateInstance(type)!)
                        .OnLoadAsync(kernels.Value.Root)
                        .ConfigureAwait(true);
                }
                catch (Exception e) when (e is not OperationCanceledException)
                {
                    throw Failed(extension, type.FullName!, (e as TargetInvocationException)?.InnerException ?? e);
                }

                note($"#r nuget: {extension.Package} extends the kernel ({type.FullName}).");
            }
        }

        string script = Path.Combine(extension.Folder, Script);
        if (
            File.Exists(script)
            && await runner
                .RunAsync($"#!import \"{script}\"", "csharp", Script, 1, cancellationToken)
                .ConfigureAwait(true)
                is { } error
        )
        {
            throw new CellException($"#r nuget: {extension.Package}: {error.Message}", extension.Line);
        }
    }

    private IReadOnlyList<Type> Types(PackageExtension extension, string path)
    {
        try
        {
            // Native libraries and resources may lie there too.
            return HostAssemblies.References(path) is null
                ? []
                :
                [
                    .. references
                        .LoadAssembly(path)
                        .ExportedTypes.Where(type =>
                            typeof(IKernelExtension).IsAssignableFrom(type)
                            && type is { IsAbstract: false, IsGenericTypeDefinition: false }
                        ),
                ];
        }
        catch (Exception e)
            when (e is IOException or BadImageFormatException or TypeLoadException or ReflectionTypeLoadException)
        {
            throw Failed(extension, Path.GetFileName(path), e);
        }
    }

    private static CellException Failed(PackageExtension extension, string part, Exception cause) =>
        new(
            $"#r nuget: {extension.Package}: its extension {part} could not be loaded: {cause.GetType().Name}: "
                + $"{cause.Message} The package itself can be used.",
            extension.Line
        );
}
