# The process of the answer: it computes what it is asked and sends plain values back. It never sees a test, nor what
# is expected, nor the process that judges. Whatever the answer does here, it does to its own replies.
import os
import types


class Candidate:
    def __init__(self):
        self._read, self._write = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
        nothing = os.open(os.devnull, os.O_RDWR)
        os.dup2(nothing, 0)
        os.dup2(nothing, 1)
        self._kept = []
        self._loads, self._dumps = json.loads, json.dumps

    def serve(self):
        while True:
            request = self._next()
            try:
                reply = self._answer(request)
            except StopIteration:
                reply = {"stop": True}
            except BaseException as error:
                reply = {"error": [type(error).__name__, str(error)[:300]]}
            self._send(reply)

    def _answer(self, request):
        name = request["do"]
        if name == "load":
            return self._load()
        arguments = [unpack(item, self._theirs) for item in request.get("args", [])]
        named = {key: unpack(item, self._theirs) for key, item in request.get("named", {}).items()}
        before = self._dumps([pack(item, self._keep) for item in arguments])
        if name == "call":
            result = self._find(request["name"])(*arguments, **named)
        else:
            target = self._kept[request["on"]]
            if name == "apply":
                result = target(*arguments, **named)
            elif name == "next":
                result = next(target)
            else:
                kind = {"get": getattr, "iter": iter, "len": len, "str": str, "item": lambda a, b: a[b]}[name]
                result = kind(target, *arguments)
        reply = {"value": pack(result, self._keep)}
        after = [pack(item, self._keep) for item in arguments]
        if self._dumps(after) != before:
            reply["after"] = after
        return reply

    def _load(self):
        with open("/program/solution.py", encoding="utf-8", newline=None) as file:
            source = file.read()
        module = types.ModuleType("solution")
        sys.modules["solution"] = module
        exec(compile(source, "solution.py", "exec"), module.__dict__)
        self._names = module.__dict__
        return {"names": {key: callable(item) for key, item in list(self._names.items()) if key[:2] != "__"}}

    def _find(self, path):
        # As LeetCode: a method of the class Solution where there is one.
        solution, _, name = path.rpartition(".")
        if solution and solution in self._names:
            return getattr(self._names[solution](), name)
        return self._names[name] if callable(self._names[name]) else lambda: self._names[name]

    def _keep(self, value):
        self._kept.append(value)
        return ["o", len(self._kept) - 1]

    # A function of the test that the answer is to call.
    def _theirs(self, tag, number):
        if tag == "o":
            return self._kept[number]

        def back(*args, **named):
            self._send(
                {
                    "back": number,
                    "args": [pack(item, self._keep) for item in args],
                    "named": {key: pack(item, self._keep) for key, item in named.items()},
                }
            )
            reply = self._next()
            if "error" in reply:
                raise getattr(__builtins__, reply["error"][0], RuntimeError)(reply["error"][1])
            return unpack(reply["value"], self._theirs)

        return back

    def _next(self):
        line = self._read.readline()
        if not line:
            os._exit(0)
        return self._loads(line)

    def _send(self, message):
        self._write.write(self._dumps(message).encode() + b"\n")
        self._write.flush()


Candidate().serve()
