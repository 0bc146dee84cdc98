# Plain values as one line of JSON: all that the two processes say to each other. Only the exact types below come out
# of unpack, whatever the other side has sent: no class of its own, and so no __eq__, __bool__ or __hash__ of its own.
import json
import sys
from _collections import deque

SMALL = 1 << 62
if hasattr(sys, "set_int_max_str_digits"):
    sys.set_int_max_str_digits(0)

_index, _text, _hex = int.__add__, str.__str__, float.hex


def pack(value, other):
    """A value for json.dumps; other(value) names what is not plain data."""
    if value is None or value is True or value is False:
        return value
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, int):
        number = _index(value, 0)
        return number if -SMALL < number < SMALL else ["i", hex(number)]
    if isinstance(value, float):
        return ["f", _hex(value)]
    if isinstance(value, complex):
        return ["c", _hex(value.real), _hex(value.imag)]
    if isinstance(value, list):
        return ["l", [pack(item, other) for item in list.__iter__(value)]]
    if isinstance(value, tuple):
        return ["t", [pack(item, other) for item in tuple.__iter__(value)]]
    if isinstance(value, dict):
        return ["d", [[pack(key, other), pack(item, other)] for key, item in dict.items(value)]]
    if isinstance(value, (set, type({}.keys()))):
        return ["s", [pack(item, other) for item in value]]
    if isinstance(value, frozenset):
        return ["z", [pack(item, other) for item in frozenset.__iter__(value)]]
    if isinstance(value, bytes):
        return ["b", bytes.hex(value)]
    if isinstance(value, bytearray):
        return ["B", bytearray.hex(value)]
    if isinstance(value, range):
        return ["r", [pack(part, other) for part in (value.start, value.stop, value.step)]]
    if isinstance(value, deque):
        return ["q", [pack(item, other) for item in deque.__iter__(value)]]
    # These two take long to import: a program has them only where it imported them itself.
    if "decimal" in sys.modules and isinstance(value, sys.modules["decimal"].Decimal):
        return ["D", sys.modules["decimal"].Decimal.__str__(value)]
    if "fractions" in sys.modules and isinstance(value, sys.modules["fractions"].Fraction):
        return ["F", [pack(value.numerator, other), pack(value.denominator, other)]]
    # Arrays and scalars of numpy and its like.
    if callable(getattr(type(value), "tolist", None)):
        return pack(value.tolist(), other)
    return other(value)


def unpack(value, other):
    """The value of pack; other(tag, rest) reads what is not plain data."""
    if type(value) is not list:
        if value is None or type(value) in (bool, int, str):
            return value
        raise TypeError("a value that is not of the protocol")
    tag, *rest = value
    first = rest[0]
    if tag == "i":
        return int(first, 16)
    if tag == "f":
        return float.fromhex(first)
    if tag == "c":
        return complex(float.fromhex(first), float.fromhex(rest[1]))
    if tag == "d":
        return {unpack(key, other): unpack(item, other) for key, item in first}
    if tag == "b":
        return bytes.fromhex(first)
    if tag == "B":
        return bytearray.fromhex(first)
    if tag == "D":
        from decimal import Decimal

        return Decimal(first)
    if tag == "F":
        from fractions import Fraction

        return Fraction(*[unpack(part, other) for part in first])
    makers = {"l": list, "t": tuple, "s": set, "z": frozenset, "q": deque, "r": lambda parts: range(*parts)}
    if tag in makers:
        return makers[tag](unpack(item, other) for item in first)
    return other(tag, first)
