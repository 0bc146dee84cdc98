using R1Workbook.Execution.Sandboxes;
using R1Workbook.Execution.Sandboxes.Cgroups;

namespace R1Workbook.Execution.Tests.Sandboxes;

/// <summary>By whatever means a program asks for memory, all its processes together stay under the limit. Each program
/// tries for far more and prints "DONE" where it got it.</summary>
public sealed class MemoryLimitTests : IDisposable
{
    private const long Most = 128L << 20;

    // What root alone can see: the kernel's own count of the whole sandbox.
    private static readonly SandboxLimits Limits = new() { MemoryBytes = Most, Time = TimeSpan.FromSeconds(20) };

    private static readonly LimitHolder Nobody = new(null, false, "this is a test");

    private readonly string _folder = Directory.CreateTempSubdirectory("r1-sandbox-test-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    public static TheoryData<string, string> Means() =>
        new()
        {
            // Many processes with one common start.
            {
                "memory of many processes",
                """
                    for i in range(40):
                        if os.fork() == 0:
                            x = bytearray(60 << 20); time.sleep(60)
                    time.sleep(2)
                    """
            },
            // Default buffers: no call that a filter could know.
            {
                "sockets with default buffers",
                """
                    def fill():
                        kept = []
                        for i in range(110):
                            a, b = socket.socketpair(); kept += [a, b]
                            for one in (a, b):
                                one.setblocking(False)
                                try:
                                    while True: one.send(b"x" * 4096)
                                except OSError: pass
                        return kept
                    many(40, fill)
                    """
            },
            {
                "pipes with default buffers",
                """
                    def fill():
                        kept = []
                        for i in range(120):
                            r, w = os.pipe(); os.set_blocking(w, False); kept.append((r, w))
                            try:
                                while True: os.write(w, b"x" * 4096)
                            except OSError: pass
                        return kept
                    many(60, fill)
                    """
            },
            {
                "names of files in memory",
                """
                    def fill():
                        for i in range(300000):
                            open(f"/tmp/{os.getpid()}-{i}-" + "x" * 200, "w").close()
                    many(8, fill)
                    """
            },
            {
                "names of one file",
                """
                    def fill():
                        first = f"/tmp/{os.getpid()}"; open(first, "w").close()
                        for i in range(300000): os.link(first, first + f"-{i}-" + "x" * 200)
                    many(8, fill)
                    """
            },
            // The pages stay in the shared memory when the process lets go of them.
            {
                "shared memory that is let go of",
                """
                    def fill():
                        m = mmap.mmap(-1, 100 << 20); step = 1 << 20
                        for i in range(0, 100 << 20, step):
                            m[i:i + step] = b"x" * step; m.madvise(mmap.MADV_DONTNEED, i, step)
                        return m
                    many(30, fill)
                    """
            },
            {
                "stacks of threads",
                """
                    # Sorting calls back from C, so that each level stands on the stack of the thread.
                    def deep(n): sorted([n], key=lambda x: deep(x - 1) if x else time.sleep(60))
                    def fill():
                        threading.stack_size(32 << 20); sys.setrecursionlimit(10**6)
                        threading.Thread(target=deep, args=(20000,), daemon=True).start()
                        time.sleep(3)
                    many(12, fill)
                    """
            },
            {
                "mappings that are moved and grow",
                """
                    libc.mmap.restype = libc.mremap.restype = ctypes.c_void_p
                    libc.mmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int, ctypes.c_int, ctypes.c_int,
                                          ctypes.c_long]
                    libc.mremap.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_size_t, ctypes.c_int]
                    def fill():
                        p = libc.mmap(None, 1 << 20, 3, 0x22, -1, 0)
                        for size in range(1, 60):
                            p = libc.mremap(p, size << 20, (size + 1) << 20, 1); ctypes.memset(p, 1, (size + 1) << 20)
                    many(20, fill)
                    """
            },
            {
                "descriptors on their way",
                """
                    def fill():
                        kept = []
                        for i in range(100):
                            a, b = socket.socketpair(); c, d = socket.socketpair(); kept += [a, b]
                            c.setblocking(False)
                            try:
                                while True: c.send(b"x" * 4096)
                            except OSError: pass
                            try: socket.send_fds(a, [b"x"], [c.fileno(), d.fileno()])
                            except OSError: pass
                            c.close(); d.close()
                        return kept
                    many(40, fill)
                    """
            },
        };

    [SkippableTheory]
    [MemberData(nameof(Means))]
    public async Task Memory_by_any_means_stays_under_the_limit(string means, string program)
    {
        long most = await Measured(program);

        // A program that did not come near the limit would show nothing.
        Assert.True(most <= Most && most > Most / 4, $"{means}: {most} bytes");
    }

    // Without a group the sum is found too late by a moment, but it is found: the program does not go on.
    [SkippableTheory]
    [MemberData(nameof(Means))]
    public async Task Without_a_control_group_it_is_added_up_and_ended(string means, string program)
    {
        SandboxResult result = await Run(program, Nobody);

        Assert.False(result.Succeeded && result.Output.Contains("DONE 0", StringComparison.Ordinal), means);
    }

    [SkippableFact]
    public async Task An_honest_program_has_all_its_memory()
    {
        SandboxResult result = await Run(
            "x = bytearray(90 << 20); x[::4096] = b'1' * len(x[::4096])",
            LimitHolder.Here
        );

        Assert.True(result.Succeeded, result.Reason + result.Errors);
    }

    [SkippableFact]
    public async Task The_kernel_ends_what_is_too_large_and_the_reason_says_so()
    {
        Skip.IfNot(LimitHolder.Here.Place is not null, "no control group can be made here: " + LimitHolder.Here.Why);
        SandboxResult result = await Run(
            "for i in range(10):\n    if os.fork() == 0:\n        x = bytearray(60 << 20); time.sleep(60)\nos.wait()",
            LimitHolder.Here
        );

        Assert.Equal((SandboxOutcome.OutOfMemory, "stopped: out of memory"), (result.Outcome, result.Reason));
    }

    private async Task<long> Measured(string program)
    {
        Skip.If(Sandbox.Unavailable is not null, Sandbox.Unavailable);
        Skip.IfNot(LimitHolder.Here.Place is not null, "no control group can be made here: " + LimitHolder.Here.Why);
        long? most = null;
        await Run(program, LimitHolder.Here with { Ended = group => most = group.MostBytes });
        return Assert.NotNull(most);
    }

    private async Task<SandboxResult> Run(string program, LimitHolder holder)
    {
        Skip.If(Sandbox.Unavailable is not null, Sandbox.Unavailable);
        File.WriteAllText(
            Path.Combine(_folder, "main.py"),
            $"""
            import ctypes, mmap, os, socket, sys, threading, time
            libc = ctypes.CDLL(None, use_errno=True)
            # Starts processes that all keep what they got until each has tried; prints how many could not.
            def many(count, fill):
                failed, ids = 0, []
                for i in range(count):
                    try: id = os.fork()
                    except OSError: failed += 1; continue
                    if id == 0:
                        try: kept = fill(); time.sleep(3); os._exit(0)
                        except BaseException: os._exit(1)
                    ids.append(id)
                failed += sum(1 for id in ids if os.waitpid(id, 0)[1])
                print("DONE", failed)
            {program}
            """
        );
        Sandbox.Open(_folder, toWrite: false);
        return await Sandbox.StartAsync(
            new SandboxCommand(["/usr/bin/python3", "-I", "/program/main.py"], _folder),
            Limits,
            holder,
            null,
            CancellationToken.None
        );
    }
}
