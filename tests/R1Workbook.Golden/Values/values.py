"""Writes values.json: right values for the tests beside it, none of them computed by the workbook's code.

python3 values.py           writes values.json
python3 values.py --check   exits 1 where values.json is not what it would write

Only the standard library; decimals of sixty digits, so that a double holds every result to its last bit.
"""

import json
import pathlib
import sys

import advantages
import losses
import measures
import scores
from decimal import Decimal as D

# Four completions of two prompts, of 5, 3, 4 and 5 tokens. The second batch has moved farther from its old policy, so
# that clips, bounds and masks decide at many tokens. Numbers are of our own choosing.
MASK = [[1, 1, 1, 1, 1], [1, 1, 1, 0, 0], [1, 1, 1, 1, 0], [1, 1, 1, 1, 1]]
OLD = [
    [-0.51, -1.73, -0.22, -2.31, -0.94],
    [-1.12, -0.35, -1.87, 0, 0],
    [-0.64, -0.08, -2.75, -1.41, 0],
    [-0.29, -1.05, -0.77, -3.12, -0.46],
]
NEAR = [
    [0.03, -0.07, 0.01, 0.12, -0.02],
    [-0.05, 0.04, 0.11, 0, 0],
    [0.06, -0.013, -0.09, 0.05, 0],
    [-0.02, 0.08, -0.11, 0.017, 0.09],
]
FAR = [
    [0.41, -0.63, 0.05, 1.12, -0.31],
    [-0.52, 0.27, 1.31, 0, 0],
    [0.36, -0.71, -0.44, 0.15, 0],
    [-0.24, 0.58, -1.17, 0.93, 0.19],
]
REF = [
    [-0.72, -1.44, -0.31, -2.05, -1.13],
    [-0.91, -0.52, -1.66, 0, 0],
    [-0.45, -0.17, -2.33, -1.79, 0],
    [-0.38, -0.84, -0.93, -2.61, -0.57],
]
SAMPLER = [
    [-0.55, -1.61, -0.26, -2.44, -0.91],
    [-1.31, -0.33, -1.95, 0, 0],
    [-0.60, -0.11, -2.58, -1.52, 0],
    [-0.33, -0.97, -0.74, -3.35, -0.41],
]
SQUARES = [
    [0.44, 0.31, 0.71, 0.18, 0.36],
    [0.29, 0.55, 0.24, 0, 0],
    [0.41, 0.87, 0.13, 0.33, 0],
    [0.62, 0.37, 0.43, 0.21, 0.51],
]
VALUES = [
    [0.21, 0.34, 0.55, 0.61, 0.83],
    [0.12, 0.05, -0.07, 0, 0],
    [0.47, 0.39, 0.52, 0.28, 0],
    [0.33, 0.64, 0.72, 0.91, 1.15],
]
OLD_VALUES = [
    [0.25, 0.31, 0.14, 0.66, 0.79],
    [0.45, 0.09, -0.03, 0, 0],
    [0.44, 0.71, 0.49, 0.22, 0],
    [0.37, 0.61, 0.35, 0.88, 0.87],
]


def batch(step, advantage):
    return {
        "mask": MASK,
        "groups": [0, 0, 1, 1],
        "log_probs": [[o + s for o, s in zip(*rows)] for rows in zip(losses.numbers(OLD), losses.numbers(step))],
        **{name: losses.numbers(rows) for name, rows in (
            ("old", OLD), ("ref", REF), ("sampler", SAMPLER), ("squares", SQUARES),
            ("values", VALUES), ("old_values", OLD_VALUES),
            ("several", [[1, 0.2], [0, 0.9], [0.5, 0.4], [1, 0.1]]))},
        **{name: [D(str(v)) for v in row] for name, row in (
            ("advantages", advantage), ("rewards", [1, 0, 0.5, 1.25]), ("greedy", [0.5, 0.5, 1, 1]))},
    }


def plain(value):
    if isinstance(value, D):
        return float(value)
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    return [plain(item) for item in value] if isinstance(value, (list, tuple)) else value


def text():
    batches = {"near": batch(NEAR, [1.3, -0.7, 0.45, -2.1]), "far": batch(FAR, [0.9, -1.4, -0.6, 2.2])}
    parts = {
        "batches": plain(batches),
        "losses": list(losses.cases(batches)),
        "advantages": {name: plain(value) for name, value in advantages.cases(batches["near"])},
        "measures": plain(measures.cases()),
        "scores": scores.cases(),
    }
    lines = []
    for name, part in parts.items():
        rows = part.items() if isinstance(part, dict) else enumerate(part)
        inner = [(f"{json.dumps(k)}: " if isinstance(part, dict) else "") + json.dumps(v) for k, v in rows]
        left, right = "{}" if isinstance(part, dict) else "[]"
        lines.append(f'{json.dumps(name)}: {left}\n' + ",\n".join(inner) + f"\n{right}")
    return "{\n" + ",\n".join(lines) + "\n}\n"


if __name__ == "__main__":
    file = pathlib.Path(__file__).with_name("values.json")
    if "--check" in sys.argv[1:]:
        sys.exit(0 if file.read_text(encoding="utf-8") == text() else "values.json is not what values.py writes")
    file.write_text(text(), encoding="utf-8")
