using System.Diagnostics;
using R1Workbook.Testing;

namespace R1Workbook.Packages.Tests;

/// <summary>All packages of the repository, packed once from what was built into a folder that is a feed, and a folder
/// of installed packages of its own. Packages of others come from the user's folder where they are there.</summary>
public sealed class PackedFeed : IAsyncLifetime
{
    /// <summary>The collection of the tests that share one feed.</summary>
    public const string Shared = "one packed feed";

    // Only a safety net: a step takes seconds, and no test reads the clock.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(8);

    /// <summary>A version that no other run uses, so that no stale package can be taken.</summary>
    public string Version { get; } = "0.1.0-test." + Guid.NewGuid().ToString("N")[..12];

    /// <summary>The temporary folder of this run.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("r1-packages-").FullName;

    /// <summary>The folder of the packed files.</summary>
    public string Feed => Path.Combine(Folder, "feed");

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        Directory.CreateDirectory(Feed);
        // PackageVersion, not Version: the assemblies stay those that were built.
        await DotnetAsync(
            RepositoryFolder.Path,
            "pack",
            "R1Workbook.sln",
            "--no-build",
            "--no-restore",
            "-p:PackageVersion=" + Version,
            "-p:PackageOutputPath=" + Feed
        );
        await File.WriteAllTextAsync(
            Path.Combine(Folder, "nuget.config"),
            $"""
            <configuration>
              <packageSources>
                <add key="packed" value="{Feed}" />
              </packageSources>
            </configuration>
            """
        );
    }

    /// <inheritdoc/>
    public Task DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        return Task.CompletedTask;
    }

    /// <summary>Writes a console project that uses one package, and runs it.</summary>
    /// <returns>What it printed.</returns>
    public async Task<string> RunProgramAsync(string program, string package, params string[] arguments)
    {
        string folder = Directory.CreateDirectory(Path.Combine(Folder, program)).FullName;
        await File.WriteAllTextAsync(
            Path.Combine(folder, program + ".csproj"),
            $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <NuGetAudit>false</NuGetAudit>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="{package}" Version="{Version}" />
              </ItemGroup>
            </Project>
            """
        );
        File.Copy(ProgramFile(program), Path.Combine(folder, "Program.cs"));
        await DotnetAsync(folder, "build", "--disable-build-servers", "-o", Path.Combine(folder, "out"));
        return await DotnetAsync(folder, [Path.Combine(folder, "out", program + ".dll"), .. arguments]);
    }

    /// <summary>The path of a program that the tests compile against the packages.</summary>
    public static string ProgramFile(string program) =>
        RepositoryFolder.Of("tests", "R1Workbook.Packages.Tests", "Programs", program + ".cs");

    /// <summary>Runs dotnet.</summary>
    /// <returns>What it printed.</returns>
    public Task<string> DotnetAsync(string folder, params string[] arguments) => RunAsync("dotnet", folder, arguments);

    /// <summary>Runs a program and fails the test, with all that it printed, unless it exits with 0.</summary>
    public async Task<string> RunAsync(string program, string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(program)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string argument in arguments)
            start.ArgumentList.Add(argument);
        string user =
            Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        if (folder != RepositoryFolder.Path)
        {
            start.Environment["NUGET_PACKAGES"] = Path.Combine(Folder, "installed");
            start.Environment["NUGET_FALLBACK_PACKAGES"] = user;
        }
        start.Environment["XDG_CACHE_HOME"] = Path.Combine(Folder, "cache");
        start.Environment["DOTNET_NOLOGO"] = "1";
        // Set by the test host for itself: a consumer has none of it.
        foreach (string inherited in (string[])["MSBUILD_EXE_PATH", "MSBuildSDKsPath", "MSBuildExtensionsPath"])
            start.Environment.Remove(inherited);
        using Process process = Process.Start(start)!;
        using var limit = new CancellationTokenSource(Longest);
        Task<string> output = process.StandardOutput.ReadToEndAsync(limit.Token),
            errors = process.StandardError.ReadToEndAsync(limit.Token);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
        string printed = await output;
        Assert.True(
            process.ExitCode == 0,
            $"{program} {string.Join(' ', arguments)}: exit code {process.ExitCode}\n{printed}\n{await errors}"
        );
        return printed;
    }
}

/// <summary>Packs once for all tests that name it.</summary>
[CollectionDefinition(PackedFeed.Shared)]
public sealed class PackedFeedCollection : ICollectionFixture<PackedFeed>;
