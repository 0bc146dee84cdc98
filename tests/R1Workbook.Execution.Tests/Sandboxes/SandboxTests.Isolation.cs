using System.Net;
using System.Net.Sockets;
using R1Workbook.Execution.Sandboxes;

namespace R1Workbook.Execution.Tests.Sandboxes;

public sealed partial class SandboxTests
{
    [SkippableFact]
    public async Task There_is_no_network_not_even_to_this_machine()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        int port = ((IPEndPoint)listener.LocalEndpoint).Port;
        SandboxResult result = await Python(
            $"import socket\nfor host in ('127.0.0.1', '192.0.2.1'):\n    try: socket.create_connection((host, "
                + $"{port}), 2); print('connected')\n    except OSError as e: print('refused')"
        );

        Assert.Equal("refused\nrefused\n", result.Output);
        Assert.False(listener.Pending());
    }

    [SkippableFact]
    public async Task Files_of_the_user_and_its_environment_are_not_to_be_seen()
    {
        string secret = Path.Combine(
            Environment.GetFolderPath(Environment.SpecialFolder.UserProfile),
            ".r1-secret-" + Guid.NewGuid().ToString("N")
        );
        File.WriteAllText(secret, "secret");
        Environment.SetEnvironmentVariable("R1_SECRET", "secret");
        try
        {
            SandboxResult result = await Python(
                $"""
                import os
                print(sorted(os.environ))
                for path in ("{secret}", "{Path.GetDirectoryName(
                    secret
                )}", "/etc/shadow", "/etc/passwd", "/proc/1/environ", "/root", "/work", "/var"):
                    try:
                        print(path, os.listdir(path) if os.path.isdir(path) else open(path).read()[:20].count("secret"))
                    except OSError as e: pass
                """
            );

            Assert.DoesNotContain(
                "secret",
                result.Output.Replace(secret, "", StringComparison.Ordinal),
                StringComparison.OrdinalIgnoreCase
            );
            Assert.Equal(
                "['HOME', 'LANG', 'PATH', 'PWD']",
                result.Output.Split('\n')[0].Replace("'LC_CTYPE', ", "", StringComparison.Ordinal)
            );
            Assert.DoesNotContain("/etc/shadow", result.Output, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(secret);
            Environment.SetEnvironmentVariable("R1_SECRET", null);
        }
    }

    [SkippableFact]
    public async Task Its_parent_cannot_be_killed_and_its_program_not_be_changed()
    {
        SandboxResult result = await Python(
            $"""
            import os, signal
            for pid in ({Environment.ProcessId}, os.getppid(), 1):
                try: os.kill(pid, signal.SIGKILL); print("killed", pid)
                except OSError as e: print(type(e).__name__)
            for path in ("/program/main.py", "/usr/bin/python3", "/new", "/dev/new"):
                try: open(path, "w"); print("wrote", path)
                except OSError as e: print(type(e).__name__)
            """
        );

        Assert.DoesNotContain("wrote", result.Output, StringComparison.Ordinal);
        Assert.Equal(
            (SandboxOutcome.Exited, 0, 7),
            (result.Outcome, result.ExitCode, result.Output.Trim().Split('\n').Length)
        );
    }

    [SkippableFact]
    public async Task A_link_out_of_the_sandbox_leads_nowhere()
    {
        string secret = Path.Combine(_folder, "..", "r1-outside-" + Guid.NewGuid().ToString("N"));
        File.WriteAllText(secret, "secret");
        try
        {
            SandboxResult result = await Python(
                $"import os\nos.symlink('{Path.GetFullPath(secret)}', '/tmp/link')\ntry: "
                    + $"print(open('/tmp/link').read())\nexcept OSError as e: print(type(e).__name__)"
            );
            Assert.Equal("FileNotFoundError\n", result.Output);
        }
        finally
        {
            File.Delete(secret);
        }
    }
}
