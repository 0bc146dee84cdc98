# The process that judges. It runs the tests, which are those of the data, and asks the process of the answer for each
# value. It holds nothing of the answer but plain values: see wire.py.
import builtins
import os


class Ended(BaseException):
    """The answer ended itself, or its replies are no replies. No test can catch this as an Exception."""


class Remote:
    """A value of the answer that is no plain data: it can be called and looked into, but not compared."""

    def __init__(self, judge, number):
        self.__dict__.update(_judge=judge, _number=number)

    def _ask(self, what, *args, **named):
        return self._judge.ask(what, args, named, on=self._number)

    def __call__(self, *args, **named):
        return self._ask("apply", *args, **named)

    def __getattr__(self, name):
        if name[:2] == "__":
            raise AttributeError(name)
        return self._ask("get", name)

    def __getitem__(self, key):
        return self._ask("item", key)

    def __len__(self):
        return self._ask("len")

    def __str__(self):
        return self._ask("str")

    def __iter__(self):
        return self._ask("iter")

    def __next__(self):
        return self._ask("next")

    def _never(self, *_):
        raise TypeError("the answer gave an object where plain data can be compared")

    __bool__ = __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = __hash__ = __contains__ = _never


class Judge:
    def __init__(self):
        self._read, self._write = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
        nothing = os.open(os.devnull, os.O_RDWR)
        os.dup2(nothing, 0)
        os.dup2(nothing, 1)
        self._functions = []

    def run(self):
        tests = json.loads(self._read.readline())
        self._load()
        for test in tests:
            try:
                self._one(test)
                verdict = "=1"
            except BaseException as error:
                verdict = "=0 " + " ".join(self._reason(error).split())[:300]
            self._line(verdict)
        os._exit(0)

    def ask(self, what, args=(), named=None, **more):
        request = {"do": what, "args": [pack(item, self._mine) for item in args], **more}
        request["named"] = {key: pack(item, self._mine) for key, item in (named or {}).items()}
        self._line(json.dumps(request))
        while "back" in (reply := self._reply()):
            self._line(json.dumps(self._back(reply)))
        if "error" in reply:
            self._raise(*reply["error"])
        if "stop" in reply:
            raise StopIteration
        # What the answer did to the lists it was given stays done.
        for given, after in zip(args, reply.get("after", [])):
            after = unpack(after, self._theirs)
            if type(given) in (list, deque) and type(after) is type(given):
                given.clear()
                given.extend(after)
            elif type(given) in (dict, set) and type(after) is type(given):
                given.clear()
                given.update(after)
        return unpack(reply["value"], self._theirs) if "value" in reply else reply

    def _load(self):
        self._names, self._broken = {}, None
        try:
            self._names = self.ask("load")["names"]
        except BaseException as error:
            self._broken = error

    def _one(self, test):
        if self._broken is not None:
            raise self._broken
        space = {"__name__": "__main__", "__builtins__": builtins}
        known = self._prepare(test["before"], space)
        code = compile(test["code"], "tests", "exec")
        wanted = {test["name"].rpartition(".")[2]} if test["name"] else set()
        if not test["name"] or not known:
            wanted |= {name for name in self._used(code) if name not in space and not hasattr(builtins, name)}
        for name in wanted:
            path = test["name"] if test["name"] and test["name"].rpartition(".")[2] == name else name
            if path in self._names and not self._names[path]:
                space[name] = self.ask("call", name=path)
            elif path in self._names or path != name or name == test["name"]:
                space[name] = self._function(path)
        exec(code, space)

    def _prepare(self, before, space):
        try:
            exec(compile(before, "before", "exec"), space)
            return True
        except SyntaxError:
            return False

    def _function(self, path):
        return lambda *args, **named: self.ask("call", args, named, name=path)

    def _used(self, code):
        names = set(code.co_names)
        for constant in code.co_consts:
            if hasattr(constant, "co_names"):
                names |= self._used(constant)
        return names

    def _back(self, reply):
        try:
            args = [unpack(item, self._theirs) for item in reply["args"]]
            named = {key: unpack(item, self._theirs) for key, item in reply["named"].items()}
            return {"value": pack(self._functions[reply["back"]](*args, **named), self._mine)}
        except Exception as error:
            return {"error": [type(error).__name__, str(error)[:300]]}

    def _mine(self, value):
        if isinstance(value, Remote):
            return ["o", value._number]
        if not callable(value):
            raise TypeError("a " + type(value).__name__ + " cannot be given to the answer")
        self._functions.append(value)
        return ["k", len(self._functions) - 1]

    def _theirs(self, tag, number):
        if tag != "o" or type(number) is not int:
            raise Ended("the answer sent something that is no value")
        return Remote(self, number)

    def _raise(self, name, text):
        kind = getattr(builtins, str(name), None)
        if isinstance(kind, type) and issubclass(kind, Exception) and kind is not StopIteration:
            try:
                error = kind(str(text))
            except TypeError:
                error = RuntimeError(str(name) + ": " + str(text))
            raise error
        if name in ("SystemExit", "KeyboardInterrupt", "GeneratorExit"):
            raise Ended("the answer ended itself (" + name + ")")
        raise RuntimeError(str(name) + ": " + str(text))

    def _reply(self):
        line = self._read.readline()
        if not line:
            raise Ended("the answer ended before it replied")
        try:
            reply = json.loads(line)
        except ValueError:
            raise Ended("the answer sent something that is no reply") from None
        if type(reply) is not dict:
            raise Ended("the answer sent something that is no reply")
        return reply

    @staticmethod
    def _reason(error):
        if isinstance(error, Ended):
            return str(error)
        return type(error).__name__ + (": " + str(error) if str(error) else "")

    def _line(self, text):
        self._write.write(text.encode("utf-8", "backslashreplace") + b"\n")
        self._write.flush()


Judge().run()
