namespace R1Workbook.Execution.Tests.Programs;

/// <summary>Right programs that are odd: each must pass. A row: what is odd, the source, the test.</summary>
internal static class HonestPrograms
{
    private const string Sum = "assert f(1, 2) == 3\nassert f(2, 2) == 4";

    /// <summary>Python functions, tested by assertions.</summary>
    public static IEnumerable<(string Name, string Source, string Test)> Functions =>
        [
            (
                "prints much",
                "print('x' * 3000000)\ndef f(a, b):\n    print('=0', 'y' * 3000000)\n    return a + b",
                Sum
            ),
            (
                "writes to standard error",
                "import sys\ndef f(a, b):\n    sys.stderr.write('note')\n    return a + b",
                Sum
            ),
            (
                "a main guard",
                "import sys\ndef f(a, b): return a + b\nif __name__ == '__main__': sys.exit(f(1, 1))",
                Sum
            ),
            ("nested functions", "def f(a, b):\n    def g(x):\n        return x + b\n    return g(a)", Sum),
            ("a cache", "from functools import lru_cache\n@lru_cache(None)\ndef f(a, b): return a + b", Sum),
            ("a lambda", "f = lambda a, b: a + b", Sum),
            ("a callable object", "class F:\n    def __call__(self, a, b): return a + b\nf = F()", Sum),
            (
                "deep recursion",
                "import sys\nsys.setrecursionlimit(20000)\ndef g(n): return 0 if n == 0 else g(n - 1)\n"
                    + "def f(a, b): return a + b + g(9000)",
                Sum
            ),
            ("ends of lines of Windows", "def f(a, b):\r\n    return a + b\r\n", Sum),
            ("tabs", "def f(a, b):\n\tif a:\n\t\treturn a + b\n\treturn b", Sum),
            ("names in Unicode", "# Größe\ndef f(a, b):\n    größe = '数'\n    return a + b if größe else 0", Sum),
            ("three backticks in a text", "def f(a, b):\n    '''```\n    f(1)\n```\n'''\n    return a + b", Sum),
            (
                "an exception that it catches",
                "def f(a, b):\n    try: assert False\n    except AssertionError: return a + b",
                Sum
            ),
            (
                "a helper with __eq__",
                "class P:\n    def __init__(s, x): s.x = x\n"
                    + "    def __eq__(s, o): return s.x == o.x\n    def __hash__(s): return s.x\n"
                    + "def f(a, b): return a + b if P(1) == P(1) else 0",
                Sum
            ),
            (
                "a data class",
                "from dataclasses import dataclass\n@dataclass\nclass P:\n    x: int\n    y: int\n"
                    + "def f(a, b):\n    p = P(a, b)\n    return p.x + p.y",
                Sum
            ),
            (
                "an enum",
                "from enum import IntEnum\nclass N(IntEnum):\n    THREE = 3\n    FOUR = 4\n"
                    + "def f(a, b): return N(a + b)",
                Sum
            ),
            ("a float that is whole", "def f(a, b): return float(a + b)", Sum),
            (
                "names of builtins",
                "def f(a, b):\n    list = [a, b]\n    sum = 0\n    for x in list: sum += x\n" + "    return sum",
                Sum
            ),
            (
                "a thread",
                "import threading\ndef f(a, b):\n    r = []\n    t = threading.Thread(target=lambda: "
                    + "r.append(a + b))\n    t.start(); t.join()\n    return r[0]",
                Sum
            ),
            (
                "a state of the module",
                "calls = []\ndef f(a, b):\n    global calls\n    calls.append(1)\n    return a + b",
                Sum
            ),
            ("its own print", "print = lambda *_: None\ndef f(a, b):\n    print(a)\n    return a + b", Sum),
            (
                "a generator",
                "def f(a, b):\n    yield a\n    yield b",
                "assert list(f(1, 2)) == [1, 2]\nassert sum(f(2, 2)) == 4"
            ),
            (
                "an endless generator",
                "def f(n):\n    while True:\n        yield n\n        n += 1",
                "it = f(3)\nassert [next(it), next(it)] == [3, 4]"
            ),
            ("a map", "def f(xs): return map(str, xs)", "assert tuple(f([1, 2])) == ('1', '2')"),
            (
                "tuples in a list",
                "def f(n): return [(i, i * i) for i in range(n)]",
                "assert f(3) == [(0, 0), (1, 1), (2, 4)]\nassert isinstance(f(3)[0], tuple)"
            ),
            ("a set", "def f(xs): return set(xs)", "assert f([1, 1, 2]) == {1, 2}"),
            ("keys of a dict", "def f(xs): return dict.fromkeys(xs).keys()", "assert f([1, 2, 1]) == {1, 2}"),
            (
                "a counter",
                "from collections import Counter\ndef f(s): return Counter(s)",
                "assert f('aab') == {'a': 2, 'b': 1}"
            ),
            (
                "a named tuple",
                "from collections import namedtuple\nP = namedtuple('P', 'x y')\ndef f(): return P(1, 2)",
                "assert f() == (1, 2)"
            ),
            ("a deque", "from collections import deque\ndef f(): return deque([1, 2])", "assert list(f()) == [1, 2]"),
            (
                "a fraction",
                "from fractions import Fraction\ndef f(): return Fraction(1, 3)",
                "from fractions import Fraction\nassert f() * 3 == 1 and f() == Fraction(2, 6)"
            ),
            (
                "a decimal",
                "from decimal import Decimal\ndef f(): return Decimal('0.1') + Decimal('0.2')",
                "from decimal import Decimal\nassert f() == Decimal('0.3')"
            ),
            ("a complex number", "def f(): return (1 + 2j) ** 2", "assert f() == -3 + 4j"),
            ("bytes", "def f(s): return s.encode()", "assert f('é') == b'\\xc3\\xa9'"),
            ("a very large int", "def f(n): return 10 ** n", "assert f(9000) == 10 ** 9000"),
            ("a float to the last bit", "def f(): return 0.1 + 0.2", "assert f() == 0.30000000000000004"),
            ("infinity", "def f(): return -float('inf')", "assert f() == float('-inf')"),
            ("half a surrogate pair", "def f(): return '\\ud83d'", "assert f() == '\\ud83d'"),
            ("nothing", "def f(): pass", "assert f() is None"),
            (
                "an array",
                "class A:\n    def __init__(s, x): s.x = x\n    def tolist(s): return s.x\n"
                    + "def f(): return [A([1, 2]), A(3)]",
                "assert f() == [[1, 2], 3]"
            ),
            ("an argument changed in place", "def f(xs): xs.sort()", "xs = [3, 1, 2]\nf(xs)\nassert xs == [1, 2, 3]"),
            (
                "arguments by name",
                "def f(a, *rest, c=1, **more): return a + sum(rest) + c + more.get('d', 0)",
                "assert f(1, 2, 3, c=4, d=5) == 15"
            ),
            (
                "a function of the test",
                "def f(g, xs): return [g(x) for x in xs]",
                "assert f(lambda x: x + 1, [1, 2]) == [2, 3]"
            ),
            ("a function that it returns", "def f(n): return lambda x: x + n", "assert f(2)(3) == 5"),
            (
                "an error that is asked for",
                "def f(x):\n    if x < 0: raise ValueError('negative')\n    return x",
                "try:\n    f(-1)\n    assert False, 'no error'\n"
                    + "except ValueError as e:\n    assert 'negative' in str(e)"
            ),
            (
                "a class",
                "class Stack:\n    def __init__(s): s.items = []\n    def push(s, x): s.items.append(x)\n"
                    + "    def pop(s): return s.items.pop()\n    def __len__(s): return len(s.items)",
                "s = Stack()\ns.push(1)\ns.push(2)\nassert s.pop() == 2 and len(s) == 1 and s.items == [1]"
            ),
            ("a constant", "LIMIT = 7\ndef f(): return LIMIT", "assert f() == LIMIT == 7"),
        ];

    /// <summary>Python functions as LeetCode asks for them: source, arguments, what is returned.</summary>
    public static IEnumerable<(string Name, string Source, string Arguments, string Expected)> Calls =>
        [
            ("a method", "class Solution:\n    def f(self, a, b): return a + b", "1\n2", "3"),
            ("a function alone", "def f(a): return [x * 2 for x in a]", "[1, 2]", "[2, 4]"),
            ("a tuple for a list", "def f(a): return tuple(a)", "[1, 2]", "[1, 2]"),
            ("an int for a float", "def f(a): return a", "2", "2.0"),
            ("a truth", "def f(a): return a > 1", "2", "true"),
            ("nothing", "def f(a): return None", "2", "null"),
            ("a text with escapes", "def f(a): return a[::-1]", "\"\\n\\u00e9\"", "\"\\u00e9\\n\""),
        ];

    /// <summary>Python programs that read and write.</summary>
    public static IEnumerable<(string Name, string Source, string Input, string Output)> Streams =>
        [
            ("ends by sys.exit", "import sys\nprint(int(input()) + 1)\nsys.exit(0)", "1\n", "2"),
            ("ends by os._exit", "import os\nprint(int(input()) + 1, flush=True)\nos._exit(0)", "1\n", "2"),
            (
                "reads its input twice",
                "import sys\na = input()\nb = sys.stdin.read()\nprint(a + b.strip())",
                "1\n2\n",
                "12"
            ),
            ("a main guard", "def main():\n    print(input())\nif __name__ == '__main__':\n    main()", "x\n", "x"),
            (
                "reads to the end",
                "try:\n    while True: print(int(input()) * 2)\nexcept EOFError: pass",
                "1\n2\n",
                "2\n4\n"
            ),
            ("spaces at the ends of lines", "print('1 2 ')\nprint('3\\t')\nprint()", "", "1 2\n3"),
        ];

    /// <summary>C++: what stands before the function, and its body.</summary>
    public static IEnumerable<(string Name, string Before, string Body)> Cpp =>
        [
            ("a plain answer", "", "return {a, b};"),
            ("macros", "#define ll long\n#define pb push_back\n", "std::vector<ll> r; r.pb(a); r.pb(b); return r;"),
            ("asserts of its own", "", "assert(a > 0); std::vector<long> r(2); r[0] = a; r[1] = b; return r;"),
            ("output of its own", "", "for (int i = 0; i < 2000; i++) std::printf(\"note\\n\"); return {a, b};"),
            (
                "a helper with an operator",
                "struct P { long x; bool operator==(const P& o) const { return x == o.x; } };\n",
                "return P{a} == P{a} ? std::vector<long>{a, b} : std::vector<long>{};"
            ),
            (
                "a name that is a macro elsewhere",
                "#define main_value 1\n",
                "auto g = [&](long x) { return x * main_value; };" + " return {g(a), g(b)};"
            ),
        ];

    /// <summary>C#: members of the class, and the body of the function.</summary>
    public static IEnumerable<(string Name, string Before, string Body)> CSharp =>
        [
            ("a plain answer", "", "return a + b;"),
            ("output of its own", "", "for (int i = 0; i < 2000; i++) Console.WriteLine(\"note\"); return a + b;"),
            ("asserts of its own", "", "Debug.Assert(a > 0); return a + b;"),
            ("a helper", "static long Plus(long x, long y) => x + y;", "return Plus(a, b);"),
            ("a query", "", "return new[] { a, b }.Where(x => true).Sum();"),
            ("an exception that it catches", "", "try { throw new Exception(); } catch (Exception) { return a + b; }"),
        ];
}
