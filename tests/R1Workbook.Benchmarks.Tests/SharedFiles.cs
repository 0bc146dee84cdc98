namespace R1Workbook.Benchmarks.Tests;

/// <summary>Official files, which lie beside the repository and are no part of it.</summary>
internal static class SharedFiles
{
    /// <summary>The path of a file or folder under <c>../shared</c> or R1WORKBOOK_SHARED; the test is skipped where it
    /// is absent.</summary>
    public static string Find(string path)
    {
        string found = Path.GetFullPath(
            Path.Combine(
                Environment.GetEnvironmentVariable("R1WORKBOOK_SHARED") ?? Path.Combine(Repository(), "..", "shared"),
                path
            )
        );
        Skip.IfNot(
            Path.Exists(found),
            $"{path} is not beside the repository; set R1WORKBOOK_SHARED to the folder that holds it."
        );
        return found;
    }

    /// <summary>The folder of the workbook's own rows for a benchmark.</summary>
    public static string Samples(string benchmark) => Path.Combine(Repository(), "data", "samples", benchmark);

    private static string Repository()
    {
        DirectoryInfo folder = new(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "R1Workbook.sln")))
            folder = folder.Parent!;
        return folder.FullName;
    }
}
