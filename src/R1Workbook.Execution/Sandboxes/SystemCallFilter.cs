using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace R1Workbook.Execution.Sandboxes;

/// <summary>
/// Which calls to the system a sandboxed program may not make (seccomp): those that hold memory outside any limit,
/// reach what a namespace does not cover, or look into other processes. A program of classic BPF as bubblewrap's
/// <c>--seccomp</c> reads it; each instruction is a code of 16 bits, two jumps of 8 and a constant of 32.
/// </summary>
internal static class SystemCallFilter
{
    private const ushort LoadWord = 0x20,
        JumpIfEqual = 0x15,
        JumpIfAtLeast = 0x35,
        JumpIfAnyBit = 0x45,
        Return = 0x06;

    private const uint Allow = 0x7FFF0000,
        KillProcess = 0x80000000,
        Errno = 0x00050000;

    private const uint NotPermitted = 1,
        NoSuchCall = 38,
        NoSuchFamily = 97;

    // Offsets in struct seccomp_data; an argument's low word comes first on both architectures.
    private const uint Number = 0,
        Architecture = 4,
        FirstArgument = 16,
        SecondArgument = 24,
        ThirdArgument = 32;

    // CLONE_NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID, NEWNET.
    private const uint NewNamespaces = 0x7E020000;

    // AF_UNIX. A network namespace covers more, but buffers of AF_INET pass the limit of a control group (363 MB
    // against 128 MB were seen over loopback), those of AF_NETLINK are counted by nobody, and AF_VSOCK (40) it does
    // not cover.
    private static readonly uint[] Families = [1];

    // SO_SNDBUF, SO_RCVBUF and their FORCE forms: memory of sockets is counted for nobody.
    private static readonly uint[] BufferSizes = [7, 8, 32, 33];

    private const uint SocketLevel = 1,
        SetPipeSize = 1031;

    // The number on x86-64 and on ARM64 (the kernel's tables of system calls).
    private static readonly (string Name, uint X64, uint Arm64)[] Refused =
    [
        ("memfd_create", 319, 279),
        ("memfd_secret", 447, 447),
        ("shmget", 29, 194),
        ("shmat", 30, 196),
        ("shmctl", 31, 195),
        ("msgget", 68, 186),
        ("mq_open", 240, 180),
        ("add_key", 248, 217),
        ("request_key", 249, 218),
        ("keyctl", 250, 219),
        ("ptrace", 101, 117),
        ("process_vm_readv", 310, 270),
        ("process_vm_writev", 311, 271),
        ("pidfd_getfd", 438, 438),
        ("io_uring_setup", 425, 425),
        ("io_uring_enter", 426, 426),
        ("io_uring_register", 427, 427),
        ("unshare", 272, 97),
        ("setns", 308, 268),
        ("mount", 165, 40),
        ("umount2", 166, 39),
        ("pivot_root", 155, 41),
        ("chroot", 161, 51),
        ("open_tree", 428, 428),
        ("move_mount", 429, 429),
        ("fsopen", 430, 430),
        ("fsconfig", 431, 431),
        ("fsmount", 432, 432),
        ("fspick", 433, 433),
        ("mount_setattr", 442, 442),
        ("bpf", 321, 280),
        ("perf_event_open", 298, 241),
        ("userfaultfd", 323, 282),
        ("vmsplice", 278, 75),
        ("open_by_handle_at", 304, 265),
        ("name_to_handle_at", 303, 264),
        ("fanotify_init", 300, 262),
        ("quotactl", 179, 60),
        ("syslog", 103, 116),
        ("kexec_load", 246, 104),
        ("kexec_file_load", 320, 294),
        ("init_module", 175, 105),
        ("finit_module", 313, 273),
        ("delete_module", 176, 106),
    ];

    private static readonly bool? IsX64 = RuntimeInformation.ProcessArchitecture switch
    {
        System.Runtime.InteropServices.Architecture.X64 => true,
        System.Runtime.InteropServices.Architecture.Arm64 => false,
        _ => null,
    };

    /// <summary>The filter for this machine; null where its architecture has none.</summary>
    public static byte[]? Bytes { get; } = IsX64 is { } isX64 ? Of(isX64) : null;

    /// <summary>The number of a refused call on this machine; null where its architecture has no filter.</summary>
    /// <param name="name">Its name.</param>
    public static uint? NumberOf(string name)
    {
        (_, uint x64, uint arm64) = Refused.Single(call => call.Name == name);
        return IsX64 switch
        {
            true => x64,
            false => arm64,
            null => null,
        };
    }

    private static byte[] Of(bool isX64)
    {
        List<(ushort Code, byte True, byte False, uint Constant)> program =
        [
            (LoadWord, 0, 0, Architecture),
            (JumpIfEqual, 1, 0, isX64 ? 0xC000003E : 0xC00000B7),
            (Return, 0, 0, KillProcess),
            (LoadWord, 0, 0, Number),
        ];

        // The numbers of the x32 interface would pass the tests below.
        program.Add((JumpIfAtLeast, 0, 1, 0x40000000));
        program.Add((Return, 0, 0, Errno | NoSuchCall));
        foreach ((_, uint x64, uint arm64) in Refused)
        {
            program.Add((JumpIfEqual, 0, 1, isX64 ? x64 : arm64));
            program.Add((Return, 0, 0, Errno | NotPermitted));
        }

        // The flags of clone3 lie in memory, where a filter cannot look; threads then begin by clone.
        program.Add((JumpIfEqual, 0, 1, 435));
        program.Add((Return, 0, 0, Errno | NoSuchCall));
        Call(
            isX64 ? 56u : 220,
            (LoadWord, 0, 0, FirstArgument),
            (JumpIfAnyBit, 0, 1, NewNamespaces),
            (Return, 0, 0, Errno | NotPermitted),
            (Return, 0, 0, Allow)
        );
        Call(
            isX64 ? 41u : 198,
            [
                (LoadWord, 0, 0, FirstArgument),
                .. Families.Select((family, i) => (JumpIfEqual, (byte)(Families.Length - i), (byte)0, family)),
                (Return, 0, 0, Errno | NoSuchFamily),
                (Return, 0, 0, Allow),
            ]
        );
        Call(
            isX64 ? 54u : 208,
            [
                (LoadWord, 0, 0, SecondArgument),
                (JumpIfEqual, 1, 0, SocketLevel),
                (Return, 0, 0, Allow),
                (LoadWord, 0, 0, ThirdArgument),
                .. BufferSizes.Select((name, i) => (JumpIfEqual, (byte)(BufferSizes.Length - i), (byte)0, name)),
                (Return, 0, 0, Allow),
                (Return, 0, 0, Errno | NotPermitted),
            ]
        );
        Call(
            isX64 ? 72u : 25,
            (LoadWord, 0, 0, SecondArgument),
            (JumpIfEqual, 0, 1, SetPipeSize),
            (Return, 0, 0, Errno | NotPermitted),
            (Return, 0, 0, Allow)
        );
        program.Add((Return, 0, 0, Allow));

        byte[] bytes = new byte[8 * program.Count];
        for (int i = 0; i < program.Count; i++)
        {
            Span<byte> at = bytes.AsSpan(8 * i);
            BinaryPrimitives.WriteUInt16LittleEndian(at, program[i].Code);
            (at[2], at[3]) = (program[i].True, program[i].False);
            BinaryPrimitives.WriteUInt32LittleEndian(at[4..], program[i].Constant);
        }

        return bytes;

        // What is done for one call; it ends by returning.
        void Call(uint number, params (ushort Code, byte True, byte False, uint Constant)[] body)
        {
            program.Add((JumpIfEqual, 0, (byte)body.Length, number));
            program.AddRange(body);
        }
    }
}
