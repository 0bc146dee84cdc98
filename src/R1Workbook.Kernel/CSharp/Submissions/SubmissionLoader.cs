using System.Reflection;
using System.Runtime.Loader;

namespace R1Workbook.Kernel.CSharp.Submissions;

/// <summary>
/// Loads what the compiler of cells emitted. Each library cell gets a context of its own, since a context holds one
/// assembly of a name; all contexts find each other's assemblies by name and version, and everything else where the
/// host does.
/// </summary>
internal sealed class SubmissionLoader
{
    private readonly Dictionary<string, Assembly> _emitted = new(StringComparer.Ordinal);
    private readonly EmittedContext _submissions;

    public SubmissionLoader() => _submissions = new EmittedContext(this);

    /// <summary>Loads the assembly of a piece of the script.</summary>
    /// <param name="assembly">The assembly.</param>
    /// <param name="symbols">Its debug information, which gives stack traces their lines.</param>
    public Assembly LoadSubmission(Stream assembly, Stream symbols) => Load(_submissions, assembly, symbols);

    /// <summary>Loads a library, beside earlier versions of it.</summary>
    /// <param name="assembly">The assembly.</param>
    /// <param name="symbols">Its debug information.</param>
    public Assembly LoadLibrary(Stream assembly, Stream symbols) => Load(new EmittedContext(this), assembly, symbols);

    private Assembly Load(EmittedContext context, Stream assembly, Stream symbols)
    {
        Assembly loaded = context.LoadFromStream(assembly, symbols);
        lock (_emitted)
        {
            _emitted[loaded.FullName!] = loaded;
        }

        return loaded;
    }

    private sealed class EmittedContext(SubmissionLoader loader) : AssemblyLoadContext("cells")
    {
        protected override Assembly? Load(AssemblyName assemblyName)
        {
            lock (loader._emitted)
            {
                return loader._emitted.GetValueOrDefault(assemblyName.FullName);
            }
        }
    }
}
