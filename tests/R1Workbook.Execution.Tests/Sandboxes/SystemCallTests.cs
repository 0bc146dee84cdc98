using System.Runtime.InteropServices;
using R1Workbook.Execution.Sandboxes;

namespace R1Workbook.Execution.Tests.Sandboxes;

/// <summary>What no limit and no namespace covers is refused by the kernel; what honest programs use is not.</summary>
public sealed class SystemCallTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("r1-sandbox-test-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    // Each prints "refused" where the system says no.
    [SkippableTheory]
    [InlineData("memory files", "os.memfd_create('x')")]
    [InlineData("virtual sockets", "socket.socket(40, socket.SOCK_STREAM)")]
    [InlineData("raw packets", "socket.socket(17, socket.SOCK_RAW)")]
    [InlineData("sockets of the internet, whose buffers pass a group's limit", "socket.socket()")]
    [InlineData("sockets of the internet 6", "socket.socket(socket.AF_INET6)")]
    [InlineData("sockets of the kernel's routes", "socket.socket(16, socket.SOCK_RAW)")]
    [InlineData("kernel crypto sockets", "socket.socket(38, socket.SOCK_SEQPACKET)")]
    [InlineData("large buffers of sockets", "a.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 1 << 24)")]
    [InlineData("large buffers to read", "a.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 24)")]
    [InlineData("large pipes", "fcntl.fcntl(os.pipe()[0], 1031, 1 << 20)")]
    [InlineData("own user namespaces", "check(libc.unshare(0x10000000))")]
    [InlineData("own mount namespaces", "check(libc.unshare(0x20000))")]
    [InlineData("shared memory of System V", "check(libc.shmget(0, 1 << 20, 0o1600))")]
    [InlineData("message queues of System V", "check(libc.msgget(0, 0o1600))")]
    [InlineData("tracing", "check(libc.ptrace(0, 0, 0, 0))")]
    public async Task A_call_that_no_limit_covers_is_refused(string what, string call) =>
        Assert.Equal((what, "refused\n"), (what, await Printed(Attempt(call))));

    [SkippableTheory]
    [InlineData("keyctl", 250)]
    [InlineData("add_key", 248)]
    [InlineData("io_uring_setup", 425)]
    [InlineData("memfd_secret", 447)]
    [InlineData("bpf", 321)]
    [InlineData("userfaultfd", 323)]
    [InlineData("process_vm_readv", 310)]
    [InlineData("mount", 165)]
    [InlineData("the x32 form of getpid", 0x40000000 + 39)]
    public async Task A_call_by_its_number_is_refused(string name, int number)
    {
        Skip.IfNot(RuntimeInformation.ProcessArchitecture == Architecture.X64, $"{name} has this number on x86-64");
        Assert.Equal("refused\n", await Printed(Attempt($"check(libc.syscall({number}, 0, 0, 0, 0, 0))")));
    }

    [SkippableFact]
    public async Task A_process_in_namespaces_of_its_own_is_refused()
    {
        Skip.IfNot(RuntimeInformation.ProcessArchitecture == Architecture.X64, "clone has this number on x86-64");

        // CLONE_NEWUSER with SIGCHLD.
        Assert.Equal("refused\n", await Printed(Attempt("check(libc.syscall(56, 0x10000000 | 17, 0, 0, 0, 0))")));
    }

    [SkippableFact]
    public async Task Only_the_standard_descriptors_are_open()
    {
        // The listing itself opens one, which is gone when it is looked at.
        Assert.Equal(
            "[0, 1, 2]\n",
            await Printed(
                "import os\n"
                    + "names = os.listdir('/proc/self/fd')\n"
                    + "print(sorted(int(n) for n in names if os.path.exists('/proc/self/fd/' + n)))"
            )
        );
    }

    [SkippableTheory]
    [InlineData("import threading\nt = threading.Thread(target=print, args=(1,)); t.start(); t.join()")]
    [InlineData("import subprocess, sys\nsubprocess.run([sys.executable, '-c', 'print(1)'])")]
    [InlineData("import asyncio\nasync def one(): print(1)\nasyncio.run(one())")]
    [InlineData("import socket\na, b = socket.socketpair(); a.send(b'1'); print(b.recv(1).decode())")]
    [InlineData(
        "import multiprocessing as m\nif __name__ == '__main__':\n    print(sum(m.Pool(2).map(int, ['1', '0'])))"
    )]
    [InlineData("import mmap\nm = mmap.mmap(-1, 4096); m[0] = 49; print(chr(m[0]))")]
    [InlineData("from concurrent.futures import *\nprint(ThreadPoolExecutor(3).submit(int, '1').result())")]
    public async Task Honest_threads_processes_pipes_and_sockets_work(string program) =>
        Assert.Equal("1\n", await Printed(program));

    private static string Attempt(string call) =>
        $"""
            import ctypes, fcntl, os, socket
            libc = ctypes.CDLL(None, use_errno=True)
            def check(result):
                if result < 0: raise OSError(ctypes.get_errno())
            a, b = socket.socketpair()
            try:
                {call}
                print("allowed")
            except OSError:
                print("refused")
            """;

    private async Task<string> Printed(string program)
    {
        Skip.If(Sandbox.Unavailable is not null, Sandbox.Unavailable);
        File.WriteAllText(Path.Combine(_folder, "main.py"), program);
        Sandbox.Open(_folder, toWrite: false);
        SandboxResult result = await Sandbox.RunAsync(
            new SandboxCommand(["/usr/bin/python3", "/program/main.py"], _folder),
            new SandboxLimits(),
            CancellationToken.None
        );
        return result.Output + result.Errors;
    }
}
