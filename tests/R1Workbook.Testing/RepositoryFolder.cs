namespace R1Workbook.Testing;

/// <summary>Finds files of the repository from the folder that the tests run in.</summary>
public static class RepositoryFolder
{
    /// <summary>The folder that holds R1Workbook.sln.</summary>
    /// <exception cref="DirectoryNotFoundException">No folder above the tests holds it.</exception>
    public static string Path { get; } = Find();

    /// <summary>The full path of a file or folder of the repository.</summary>
    /// <param name="parts">Its path from the root, in one part or in several.</param>
    public static string Of(params string[] parts) =>
        System.IO.Path.GetFullPath(System.IO.Path.Combine([Path, .. parts]));

    /// <summary>The folder of the workbook's own rows for a benchmark.</summary>
    public static string Samples(string benchmark) => Of("data", "samples", benchmark);

    private static string Find()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "R1Workbook.sln")))
                return folder.FullName;
        }
        throw new DirectoryNotFoundException($"R1Workbook.sln is in no folder above {AppContext.BaseDirectory}.");
    }
}
