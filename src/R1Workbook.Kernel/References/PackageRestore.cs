using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Security;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace R1Workbook.Kernel.References;

/// <summary>Packages that could not be had; the message says why and what to do.</summary>
public sealed class PackageException(string message) : Exception(message);

/// <summary>Restores sets of NuGet packages by the .NET SDK, and remembers the sets it restored: a second time they
/// cost milliseconds and no network.</summary>
/// <param name="cacheFolder">Where restored sets are remembered.</param>
internal sealed partial class PackageRestore(string cacheFolder)
{
    private const int MostErrors = 5;

    /// <summary>Where sets are remembered by default: the user's cache folder.</summary>
    public static string DefaultFolder { get; } =
        Path.Combine(
            Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } cache ? cache
                : OperatingSystem.IsWindows()
                    ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData)
                : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache"),
            "r1-kernel",
            "packages"
        );

    public static string PackagesFolder { get; } =
        Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } folder
            ? folder
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    /// <summary>The files of a set of packages and of all that they need.</summary>
    /// <param name="requests">All packages of the session, so that their versions agree.</param>
    /// <param name="sources">Further feeds: addresses or absolute folders.</param>
    /// <param name="cancellationToken">Ends the restore.</param>
    /// <exception cref="PackageException">A package or version does not exist, no feed answers, or there is no
    /// SDK.</exception>
    public RestoredPackages Restore(
        IReadOnlyList<PackageRequest> requests,
        IReadOnlyList<string> sources,
        CancellationToken cancellationToken
    )
    {
        string project = Project(requests, sources);
        string folder = Path.Combine(
            cacheFolder,
            Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(project)))[..32]
        );
        string saved = Path.Combine(folder, "restored.json");
        if (RestoredPackages.Load(saved) is { } known)
        {
            return known;
        }

        // A folder of its own: two kernels may restore the same set at once.
        string work = folder + "." + Guid.NewGuid().ToString("N");
        Directory.CreateDirectory(folder);
        Directory.CreateDirectory(work);
        try
        {
            File.WriteAllText(Path.Combine(work, "packages.csproj"), project);
            foreach (
                string shield in (string[])
                    ["Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props"]
            )
            {
                File.WriteAllText(Path.Combine(work, shield), "<Project />");
            }

            Run(work, requests.All(request => request.IsExact), cancellationToken);
            RestoredPackages restored = RestoredPackages.Read(Path.Combine(work, "obj", "project.assets.json"));
            restored.Save(saved);
            return restored;
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    // What is on the disk first, where that can answer: it is faster, and the only way without a network.
    private static void Run(string folder, bool exact, CancellationToken cancellationToken)
    {
        if (
            exact
            && Directory.Exists(PackagesFolder)
            && Dotnet(folder, ["--source", PackagesFolder], cancellationToken) is null
        )
        {
            return;
        }

        if (Dotnet(folder, [], cancellationToken) is not { } output)
        {
            return;
        }

        bool offline = output.Contains("NU1301", StringComparison.Ordinal);
        if (
            offline
            && Directory.Exists(PackagesFolder)
            && Dotnet(folder, ["--source", PackagesFolder], cancellationToken) is null
        )
        {
            return;
        }

        string[] errors =
        [
            .. output
                .Split('\n')
                .Where(line => line.Contains("error", StringComparison.Ordinal))
                .Select(Shorten)
                .Distinct()
                .Take(MostErrors),
        ];
        throw new PackageException(
            (errors.Length == 0 ? output.Trim() : string.Join("\n", errors))
                + (
                    offline
                        ? "\nNo feed answers, and the packages are not all on this machine: connect once, or name "
                            + "an exact version that is in "
                            + PackagesFolder
                            + "."
                        : ""
                )
        );
    }

    // The path of the generated project and of the feed say nothing to the reader.
    private static string Shorten(string line) => ProjectTail().Replace(ProjectHead().Replace(line.Trim(), ""), "");

    /// <returns>Null when it went well, otherwise what was printed.</returns>
    private static string? Dotnet(string folder, string[] arguments, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(Host())
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach (
            string argument in (string[])
                ["restore", "packages.csproj", "--nologo", "--disable-build-servers", .. arguments]
        )
        {
            start.ArgumentList.Add(argument);
        }

        (
            start.Environment["DOTNET_NOLOGO"],
            start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"],
            start.Environment["DOTNET_CLI_UI_LANGUAGE"]
        ) = ("1", "1", "en");
        foreach (string inherited in (string[])["MSBUILD_EXE_PATH", "MSBuildSDKsPath", "MSBuildExtensionsPath"])
        {
            start.Environment.Remove(inherited);
        }

        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (Win32Exception)
        {
            throw new PackageException(
                "dotnet was not found: packages are restored by the .NET SDK. Install it (https://dot.net) or "
                    + "reference a .dll by its path."
            );
        }

        using (process)
        {
            process.StandardInput.Close();
            Task<string> output = process.StandardOutput.ReadToEndAsync(CancellationToken.None),
                errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
            try
            {
                process.WaitForExitAsync(cancellationToken).GetAwaiter().GetResult();
            }
            catch (Exception e) when (e is OperationCanceledException or ThreadInterruptedException)
            {
                process.Kill(entireProcessTree: true);
                throw new OperationCanceledException(cancellationToken);
            }

            string text = output.GetAwaiter().GetResult() + errors.GetAwaiter().GetResult();
            return process.ExitCode == 0 ? null : text;
        }
    }

    private static string Host() =>
        Environment.ProcessPath is { } program && Path.GetFileNameWithoutExtension(program) == "dotnet"
            ? program
            : Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    private static string Project(IReadOnlyList<PackageRequest> requests, IReadOnlyList<string> sources) =>
        $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net{Environment.Version.Major}.{Environment.Version.Minor}</TargetFramework>
                <RuntimeIdentifier>{RuntimeInformation.RuntimeIdentifier}</RuntimeIdentifier>
                <SelfContained>false</SelfContained>
                <NuGetAudit>false</NuGetAudit>
                <TreatWarningsAsErrors>false</TreatWarningsAsErrors>
                <ManagePackageVersionsCentrally>false</ManagePackageVersionsCentrally>
                <RestoreAdditionalProjectSources>{Feeds(sources)}</RestoreAdditionalProjectSources>
              </PropertyGroup>
              <ItemGroup>
            {string.Join('\n', requests.OrderBy(r => r.Name, StringComparer.OrdinalIgnoreCase).Select(Reference))}
              </ItemGroup>
            </Project>
            """;

    private static string? Feeds(IReadOnlyList<string> sources) => SecurityElement.Escape(string.Join(';', sources));

    private static string Reference(PackageRequest request)
    {
        string version = request.Version.Length == 0 ? "*" : request.Version;
        return $"    <PackageReference Include=\"{SecurityElement.Escape(request.Name)}\" "
            + $"Version=\"{SecurityElement.Escape(version)}\" />";
    }

    [GeneratedRegex(@"^.*?: error ", RegexOptions.CultureInvariant)]
    private static partial Regex ProjectHead();

    [GeneratedRegex(@"\s*\[[^\]]*packages\.csproj\]$", RegexOptions.CultureInvariant)]
    private static partial Regex ProjectTail();
}
