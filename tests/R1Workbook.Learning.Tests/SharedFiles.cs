namespace R1Workbook.Learning.Tests;

/// <summary>Files of others that lie beside the repository and are no part of it.</summary>
internal static class SharedFiles
{
    /// <summary>The path of a file or folder under <c>../shared</c> or R1WORKBOOK_SHARED; the test is skipped where it
    /// is absent.</summary>
    public static string Find(string path)
    {
        string? shared = Environment.GetEnvironmentVariable("R1WORKBOOK_SHARED");
        for (
            DirectoryInfo? folder = new(AppContext.BaseDirectory);
            shared is null && folder is not null;
            folder = folder.Parent
        )
        {
            if (File.Exists(Path.Combine(folder.FullName, "R1Workbook.sln")))
                shared = Path.Combine(folder.FullName, "..", "shared");
        }
        string found = Path.GetFullPath(Path.Combine(shared ?? "", path));
        Skip.IfNot(
            Path.Exists(found),
            $"{path} is not beside the repository; set R1WORKBOOK_SHARED to the folder that holds it."
        );
        return found;
    }
}
