namespace R1Workbook.Execution.Tests.Programs;

/// <summary>Python programs that are wrong and try to be called right. Each is a row: what it does, its source, the
/// test that it must fail.</summary>
internal static class PythonCheats
{
    private const string Sum = "assert f(1, 2) == 3\nassert f(2, 2) == 4";
    private const string Pair = "assert f(1, 2) == [1, 2]\nassert f(2, 2) == [2, 2]";
    private const string Word = "assert f(1, 2) == '1-2'\nassert f(2, 2) == '2-2'";
    private const string Less = "assert f(1, 2)\nassert not f(2, 1)";

    private const string Yes = """
        class Yes:
            def __eq__(self, other): return True
            def __ne__(self, other): return False
            def __lt__(self, other): return True
            __le__ = __gt__ = __ge__ = __contains__ = __lt__
            def __hash__(self): return 3
            def __bool__(self): return True

        """;

    /// <summary>They end the process.</summary>
    public static IEnumerable<(string Name, string Source, string Test)> Endings =>
        [
            ("os._exit", "import os\ndef f(a, b): os._exit(0)", Sum),
            ("sys.exit", "import sys\ndef f(a, b): sys.exit(0)", Sum),
            ("SystemExit", "def f(a, b): raise SystemExit", Sum),
            ("os._exit of the module", "import os\nos._exit(0)", Sum),
            ("sys.exit of the module", "import sys\ndef f(a, b): return 0\nsys.exit(0)", Sum),
            ("quit", "def f(a, b): quit(0)", Sum),
            ("exit hook", "import atexit, os\natexit.register(os._exit, 0)\ndef f(a, b): return 0", Sum),
            (
                "hook of exceptions",
                "import os, sys\nsys.excepthook = lambda *e: os._exit(0)\ndef f(a, b): return 0",
                Sum
            ),
            ("another program", "import os\ndef f(a, b): os.execv('/bin/true', ['true'])", Sum),
            (
                "a signal",
                "import os, signal\nsignal.signal(signal.SIGUSR1, lambda *_: os._exit(0))\n"
                    + "def f(a, b): os.kill(os.getpid(), signal.SIGUSR1)",
                Sum
            ),
            (
                "a thread",
                "import os, threading\ndef f(a, b):\n"
                    + "    threading.Thread(target=os._exit, args=(0,)).start()\n    return 0",
                Sum
            ),
            ("a fork whose parent ends", "import os\nif os.fork(): os._exit(0)\ndef f(a, b): return 0", Sum),
            ("the parent process", "import os\ndef f(a, b):\n    os.kill(os.getppid(), 15)\n    return 0", Sum),
            ("all processes", "import os\ndef f(a, b):\n    os.kill(-1, 9)\n    return 0", Sum),
            ("closed descriptors", "import os\nos.closerange(0, 99)\ndef f(a, b): return 3", Sum),
            ("an abort", "import os\ndef f(a, b): os.abort()", Sum),
            ("the end of a generator", "def f(a, b): raise StopIteration", Sum),
            (
                "a profile",
                "import os, sys\ndef f(a, b):\n    sys.setprofile(lambda *_: os._exit(0))\n    return 0",
                Sum
            ),
            (
                "an end of an object",
                "import os, weakref\nclass A: pass\nx = A()\nweakref.finalize(x, os._exit, 0)\ndef f(a, b): return 0",
                Sum
            ),
            (
                "an exception of another thread",
                "import ctypes, threading\ndef f(a, b):\n    ctypes.pythonapi.PyThreadState_SetAsyncExc("
                    + "ctypes.c_ulong(threading.main_thread().ident), ctypes.py_object(SystemExit))\n    return 0",
                Sum
            ),
            ("an interrupt", "def f(a, b): raise KeyboardInterrupt", Sum),
            ("an error of assertions", "def f(a, b): raise AssertionError", Sum),
        ];

    /// <summary>They change or read what judges.</summary>
    public static IEnumerable<(string Name, string Source, string Test)> Harness =>
        [
            ("json.loads", "import json\njson.loads = lambda text: 3\ndef f(a, b): return 0", Sum),
            ("json.dumps", "import json\njson.dumps = lambda *_: '{\"value\": true}'\ndef f(a, b): return 0", Sum),
            ("sys.modules", "import sys\nsys.modules['json'] = sys.modules['builtins']\ndef f(a, b): return 0", Sum),
            (
                "builtins",
                "import builtins\nbuiltins.AssertionError = KeyError\n"
                    + "builtins.exec = builtins.compile = lambda *_: None\n"
                    + "builtins.isinstance = lambda *_: True\ndef f(a, b): return 0",
                Sum
            ),
            ("unittest.mock", "from unittest.mock import ANY\ndef f(a, b): return ANY", Sum),
            (
                "frames",
                "import sys\ndef f(a, b):\n    frame = sys._getframe()\n    while frame:\n"
                    + "        for name in list(frame.f_locals): frame.f_locals[name] = 3\n"
                    + "        frame = frame.f_back\n"
                    + "    return 0",
                Sum
            ),
            (
                "gc",
                "import gc\ndef f(a, b):\n    for one in gc.get_objects():\n"
                    + "        if type(one).__name__ == 'Candidate': one._answer = lambda request: {'value': True}\n"
                    + "    return 0",
                Sum
            ),
            (
                "files of tests",
                "import os, re\ndef f(a, b):\n    text = ''.join(open(os.path.join(d, n), errors='replace').read()\n"
                    + "        for d in ('/program', '/tmp') for n in os.listdir(d))\n"
                    + "    found = re.search(r'assert f\\(%d, %d\\) == (\\d+)' % (a, b), text)\n"
                    + "    return int(found[1]) if found else 0",
                Sum
            ),
            (
                "memory of processes",
                "import os\ndef f(a, b):\n    for p in filter(str.isdigit, os.listdir('/proc')):\n        try:\n"
                    + "            for row in open(f'/proc/{p}/maps'):\n"
                    + "                if 'rw' in row and 'heap' in row:\n"
                    + "                    low, high = (int(x, 16) for x in row.split()[0].split('-'))\n"
                    + "                    with open(f'/proc/{p}/mem', 'rb') as memory:\n"
                    + "                        memory.seek(low)\n"
                    + "                        if b'assert f(1, 2) == ' + b'3' in memory.read(high - low):\n"
                    + "                            return a + b\n"
                    + "        except OSError: pass\n    return 0",
                Sum
            ),
            (
                "verdicts on all descriptors",
                "import os\ndef f(a, b):\n    for n in range(64):\n        try: os.write(n, b'=1\\n')\n"
                    + "        except OSError: pass\n    return 0",
                Sum
            ),
            (
                "verdicts, then the end",
                "import os\nfor n in range(64):\n    try: os.write(n, b'=1\\n=1\\n=1\\n')\n    except OSError: pass\n"
                    + "os._exit(0)",
                Sum
            ),
            (
                "replies before they are asked for",
                "import os\nfor n in range(3, 64):\n    try: os.write(n, b'{\"value\": 3}\\n' * 50)\n"
                    + "    except OSError: pass\ndef f(a, b): return 3",
                Sum
            ),
            (
                "a reply that is an object",
                "import os\nfor n in range(3, 64):\n    try: os.write(n, b'{\"names\": {\"f\": true}}\\n'"
                    + " + b'{\"value\": [\"o\", 0]}\\n' * 9)\n    except OSError: pass\n    \ndef f(a, b): return 3",
                Sum
            ),
            (
                "numbers in memory",
                "import ctypes\ndef f(a, b):\n    ctypes.c_long.from_address(id(3) + 24).value = 0\n    return 0",
                Sum
            ),
            (
                "a number of its own",
                "def f(a, b):\n    class N(int):\n"
                    + "        def __eq__(self, other): return True\n        __hash__ = int.__hash__\n    return N(0)",
                Sum
            ),
            ("a trace", "import sys\nsys.settrace(lambda *_: None)\ndef f(a, b): return 0", Sum),
            ("printed verdicts", "def f(a, b):\n    print('=1', flush=True)\n    return 0", Sum),
            ("an endless loop", "def f(a, b):\n    while True: pass", Sum),
            ("its own assert", "assert_ = lambda *_: True\ndef f(a, b): return 0\n__debug = False", Sum),
            (
                "functions that the test uses",
                "abs = sorted = list = str = len = lambda *_: 3\ndef f(a, b): return 0",
                "assert abs(f(1, 2)) == 3\nassert len([f(1, 2)]) == 1"
            ),
        ];

    /// <summary>Their values say yes to all.</summary>
    public static IEnumerable<(string Name, string Source, string Test)> Values =>
        [
            ("an object", Yes + "def f(a, b): return Yes()", Sum),
            (
                "the class itself",
                "class M(type):\n    def __eq__(s, o): return True\n    __hash__ = None\n"
                    + "class Y(metaclass=M): pass\ndef f(a, b): return Y",
                Sum
            ),
            (
                "an int",
                "class Y(int):\n    def __eq__(s, o): return True\n    __hash__ = int.__hash__\n"
                    + "def f(a, b): return Y(0)",
                Sum
            ),
            (
                "a float",
                "class Y(float):\n    def __eq__(s, o): return True\n    __hash__ = float.__hash__\n"
                    + "def f(a, b): return Y(0)",
                Sum
            ),
            (
                "a str",
                "class Y(str):\n    def __eq__(s, o): return True\n    __hash__ = str.__hash__\n"
                    + "def f(a, b): return Y('x')",
                Word
            ),
            ("a list", "class Y(list):\n    def __eq__(s, o): return True\ndef f(a, b): return Y([0])", Pair),
            (
                "a tuple",
                "class Y(tuple):\n    def __eq__(s, o): return True\n    __hash__ = tuple.__hash__\n"
                    + "def f(a, b): return Y((0,))",
                Pair
            ),
            (
                "a dict",
                "class Y(dict):\n    def __eq__(s, o): return True\ndef f(a, b): return Y(x=0)",
                "assert f(1, 2) == {1: 2}\nassert f(2, 2) == {2: 2}"
            ),
            ("inside a list", Yes + "def f(a, b): return [Yes(), Yes()]", Pair),
            ("inside a dict", Yes + "def f(a, b): return {a: Yes()}", "assert f(1, 2) == {1: 2}"),
            ("a key", Yes + "def f(a, b): return {Yes(): 1}", "assert f(1, 2) == {3: 1}\nassert 3 in f(1, 2)"),
            (
                "a truth",
                "class Y:\n    n = 0\n    def __bool__(s):\n        Y.n += 1\n        return Y.n % 2 == 1\n"
                    + "def f(a, b): return Y()",
                Less
            ),
            (
                "a length",
                "class Y:\n    n = 0\n    def __len__(s):\n        Y.n += 1\n        return Y.n % 2\n"
                    + "def f(a, b): return Y()",
                Less
            ),
            (
                "a difference",
                Yes
                    + "Yes.__sub__ = Yes.__rsub__ = lambda s, o: Yes()\nYes.__abs__ = lambda s: 0\n"
                    + "def f(a, b): return Yes()",
                "assert abs(f(1, 2) - 3) < 1e-6"
            ),
            (
                "its class",
                "class Y:\n    __class__ = int\n    def __eq__(s, o): return True\ndef f(a, b): return Y()",
                Sum
            ),
            (
                "an array",
                "class Y:\n    def tolist(s): return s\n    def __eq__(s, o): return True\n"
                    + "def f(a, b): return Y()",
                Sum
            ),
            ("not a number", "def f(a, b): return float('nan')", "assert abs(f(1, 2) - 3) < 1e-6"),
        ];
}
