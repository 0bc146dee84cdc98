using System.Diagnostics;
using R1Workbook.Core.Files;
using R1Workbook.Execution.Sandboxes;

namespace R1Workbook.Execution.Tests.Sandboxes;

/// <summary>What a program sees of the machine, and what the machine's other users see of a program.</summary>
public sealed class SandboxViewTests : IDisposable
{
    private readonly TemporaryFolder _folder = TemporaryFolder.Create("test");

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public async Task The_configuration_of_the_machines_tools_is_not_visible()
    {
        string seen = await Printed(
            """
            import os
            names = {"npmrc", ".npmrc", "pip.conf", "nuget.config", ".netrc", "gitconfig", ".pypirc"}
            print("local", sorted(set(os.listdir("/usr/local")) - {"include", "lib", "lib64"}))
            for top in ("/usr/etc", "/usr/local", "/usr/lib/node_modules", "/usr/lib", "/usr/share", "/etc"):
                for folder, _, files in os.walk(top):
                    for file in files:
                        if file.lower() in names:
                            try: print(folder, file, len(open(os.path.join(folder, file)).read()))
                            except OSError: pass
            """
        );

        Assert.Equal("local []\n", seen);
    }

    [SkippableFact]
    public async Task The_kernels_command_line_and_symbols_are_not_visible() =>
        Assert.Equal(
            "",
            await Printed(
                """
                for name in ("cmdline", "kallsyms", "keys", "modules", "config.gz"):
                    try: print(name, len(open("/proc/" + name, "rb").read()))
                    except OSError: pass
                """
            )
        );

    [SkippableFact]
    public async Task No_command_line_names_a_folder_of_this_machine()
    {
        string seen = await Printed(
            """
            import os
            for id in sorted(n for n in os.listdir("/proc") if n.isdigit()):
                print(open(f"/proc/{id}/cmdline").read().replace("\0", " "))
            """
        );

        Assert.Contains("bwrap", seen, StringComparison.Ordinal);
        Assert.DoesNotContain(_folder.Path, seen, StringComparison.Ordinal);
        Assert.DoesNotContain(Path.GetFileName(_folder.Path), seen, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Another_user_of_the_machine_sees_nothing_of_a_program()
    {
        Skip.IfNot(Environment.IsPrivilegedProcess, "only root can be another user");
        await Printed("print(1)");

        // Nobody, under whose number sandboxes ran once, and a user that lists the folder for temporary files.
        foreach (string user in (string[])["65534", "12345"])
        {
            using var process = Process.Start(
                new ProcessStartInfo(
                    "setpriv",
                    ["--reuid=" + user, "--regid=" + user, "--clear-groups", "ls", _folder.Path]
                )
                {
                    RedirectStandardOutput = true,
                    RedirectStandardError = true,
                }
            )!;
            string listed = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            Assert.Equal((user, "", true), (user, listed, process.ExitCode != 0));
        }
    }

    [SkippableFact]
    public async Task Two_folders_belong_to_two_users_and_a_folder_stays_with_its_own()
    {
        Skip.IfNot(Environment.IsPrivilegedProcess, "only root gives folders away");
        await Printed("print(1)");
        uint first = SandboxUser.Of(_folder.Path);
        using var other = TemporaryFolder.Create("test");
        Sandbox.Open(other.Path, toWrite: true);
        Sandbox.Open(_folder.Path, toWrite: true);

        Assert.Equal(first, SandboxUser.Of(_folder.Path));
        Assert.NotEqual(first, SandboxUser.Of(other.Path));
        Assert.NotEqual(SandboxUser.Nobody, first);
    }

    [SkippableFact]
    public async Task No_user_namespace_can_be_made() =>
        Assert.Equal(
            "refused\n",
            await Printed("import ctypes\nprint('made' if ctypes.CDLL(None).unshare(0x10000000) == 0 else 'refused')")
        );

    private async Task<string> Printed(string program)
    {
        Skip.If(Sandbox.Unavailable is not null, Sandbox.Unavailable);
        File.WriteAllText(Path.Combine(_folder.Path, "main.py"), program);
        Sandbox.Open(_folder.Path, toWrite: false);
        SandboxResult result = await Sandbox.RunAsync(
            new SandboxCommand(["/usr/bin/python3", "-I", "/program/main.py"], _folder.Path),
            new SandboxLimits(),
            CancellationToken.None
        );
        return result.Output + result.Errors;
    }
}
