using System.Xml.Linq;

namespace R1Workbook.Architecture.Tests;

/// <summary>The files of the repository that the checks read, from the disk or from a test.</summary>
/// <param name="Files">C# files under src and tests.</param>
/// <param name="Projects">Project files: their text by path.</param>
/// <param name="Pages">Markdown pages and notebooks: their text by path.</param>
internal sealed record SourceTree(
    IReadOnlyList<SourceFile> Files,
    IReadOnlyDictionary<string, string> Projects,
    IReadOnlyDictionary<string, string> Pages
)
{
    private static readonly Lazy<SourceTree> OnDisk = new(Read);

    public static string Root { get; } = FindRoot();

    public static SourceTree Repository => OnDisk.Value;

    public IEnumerable<SourceFile> Source =>
        Files.Where(file => file.Path.StartsWith("src/", StringComparison.Ordinal));

    /// <summary>The projects under src that declare each namespace.</summary>
    public ILookup<string, string> ProjectsOfNamespaces =>
        field ??= Source
            .Where(file => file.Namespace.Length > 0)
            .Select(file => (file.Namespace, file.Project))
            .Distinct()
            .ToLookup(pair => pair.Namespace, pair => pair.Project);

    private HashSet<string> TypeNames =>
        field ??= [.. Source.SelectMany(file => file.Types.Select(type => file.Namespace + "." + type))];

    /// <summary>A tree of a test: paths and texts.</summary>
    public static SourceTree Of(params (string Path, string Text)[] files)
    {
        Dictionary<string, string> With(params string[] ends) =>
            files
                .Where(file => ends.Any(end => file.Path.EndsWith(end, StringComparison.Ordinal)))
                .ToDictionary(file => file.Path, file => file.Text);
        return new SourceTree(
            [.. With(".cs").Select(file => new SourceFile(file.Key, file.Value))],
            With(".csproj"),
            With(".md", ".ipynb")
        );
    }

    /// <summary>The names in Include of one kind of item of a project file.</summary>
    public static IEnumerable<string> Included(string project, string item) =>
        XDocument.Parse(project).Descendants(item).Select(element => element.Attribute("Include")!.Value);

    /// <summary>The namespaces of ours that a file names, with the line: using directives, and names of types in code
    /// as the compiler finds them, from the file's namespace outwards.</summary>
    public IEnumerable<(string Namespace, int Line)> NamespacesNamedIn(SourceFile file)
    {
        foreach ((string name, int line) in file.Usings)
        {
            if (ProjectsOfNamespaces.Contains(name))
                yield return (name, line);
        }
        foreach ((string name, int line) in file.Usings.Concat(file.QualifiedNames))
        {
            if (NamespaceOfType(name, file.Namespace) is { } found)
                yield return (found, line);
        }
    }

    private string? NamespaceOfType(string name, string from)
    {
        for (string outer = from; ; outer = outer.Contains('.') ? outer[..outer.LastIndexOf('.')] : "")
        {
            string full = outer.Length == 0 ? name : outer + "." + name;
            for (int dot = full.IndexOf('.', outer.Length + 1); dot > 0; dot = Dot(full, dot))
            {
                string home = full[..dot];
                string type = full[..Dot(full, dot, full.Length)];
                if (TypeNames.Contains(type) && ProjectsOfNamespaces.Contains(home))
                    return home;
            }
            if (outer.Length == 0)
                return null;
        }
    }

    private static int Dot(string name, int after, int otherwise = -1) =>
        name.IndexOf('.', after + 1) is var dot and >= 0 ? dot : otherwise;

    private static SourceTree Read()
    {
        string[] folders = ["src", "tests", "docs", "notebooks"];
        string[] atRoot = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "THIRD-PARTY.md", "data/DATASETS.md"];
        IEnumerable<string> paths = folders
            .Select(folder => Path.Combine(Root, folder))
            .Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            .Concat(atRoot.Select(file => Path.Combine(Root, file)).Where(File.Exists));
        string[] read = [".cs", ".csproj", ".md", ".ipynb"];
        return Of([
            .. paths
                .Where(path => read.Contains(Path.GetExtension(path)))
                .Select(path => (Path: Path.GetRelativePath(Root, path).Replace('\\', '/'), Full: path))
                .Where(file => !file.Path.Split('/').Any(part => part is "bin" or "obj" or ".ipynb_checkpoints"))
                .OrderBy(file => file.Path, StringComparer.Ordinal)
                .Select(file => (file.Path, File.ReadAllText(file.Full).ReplaceLineEndings("\n"))),
        ]);
    }

    private static string FindRoot()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "R1Workbook.sln")))
            folder = Path.GetDirectoryName(folder);
        return folder ?? throw new InvalidOperationException("R1Workbook.sln is in no folder above the tests.");
    }
}
