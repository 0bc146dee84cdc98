"""Scores of benchmarks as their papers and official rules define them: DROP's exact match and F1, and the
length-controlled win rate of AlpacaEval. Another way than the workbook's: spans are aligned by trying all orders, and
the regression is fitted by false position in one coordinate after the other."""

import itertools
import math
import re
import statistics

# [answer spans], [reference spans], what it shows.
DROP = [
    (["Denver Broncos"], ["Denver Broncos"], "the same span"),
    (["the Denver Broncos"], ["Denver Broncos"], "articles do not count"),
    (["Denver"], ["Denver Broncos"], "half of the words: precision 1, recall 1/2"),
    (["Broncos of Denver"], ["Denver Broncos"], "a word too many: precision 2/3, recall 1"),
    (["Carolina Panthers"], ["Denver Broncos"], "no common word"),
    (["24"], ["24"], "a number"),
    (["24.0"], ["24"], "the same number in another form"),
    (["25"], ["24"], "another number"),
    (["24 yards"], ["24"], "the number is there, and a word too many"),
    (["yards"], ["24 yards"], "the number is not hit: no F1, though a word is"),
    (["25 yards"], ["24 yards"], "another number: no F1, though a word is the same"),
    (["1,500 men"], ["1500 men"], "commas are punctuation"),
    (["twenty-four"], ["twenty four"], "a hyphen parts words"),
    (["Smith", "Jones"], ["Jones", "Smith"], "spans in another order"),
    (["Smith"], ["Jones", "Smith"], "one span of two"),
    (["Smith", "Jones", "Brown"], ["Jones", "Smith"], "one span too many"),
    (["Jones", "Mr Smith"], ["John Smith", "Jones"], "spans are aligned so that the sum is largest"),
    (["red fox", "red deer"], ["red deer herd", "red fox den"], "each fits both, and one order fits better"),
    (["a fox", "a deer"], ["the deer"], "a span without a partner counts 0"),
    (["fox", "fox"], ["fox"], "the same span twice: not exact, for the number of spans differs"),
    (["5 July 1942"], ["July 5, 1942"], "a date in another order is not exact, and its words are the same"),
    (["5 July"], ["July 5, 1942"], "one of two numbers is enough for F1"),
    (["-3"], ["3"], "a sign is a hyphen, and a hyphen parts words: so the official rule has it"),
    (["The"], ["Denver"], "an answer of an article alone has no word"),
    (["U.S."], ["US"], "full stops are punctuation"),
    (["$5"], ["5"], "a sign before a number is punctuation"),
    (["1e3"], ["1000"], "a number in the form of a program"),
]

# Several references: the best of each measure.
DROP_BEST = [
    (["24"], [["25"], ["24"]]),
    (["John Smith"], [["Smith"], ["John Adams Smith"]]),
    (["Smith"], [["", " "], ["Jones", "Smith"]]),
    (["fox", "deer"], [["deer"], ["fox", "deer", "elk"], ["deer fox"]]),
]


def number(word):
    try:
        return float(word)
    except ValueError:
        return None


def normalised(span):
    words = []
    for word in re.split("[ -]", span):
        word = word.lower()
        if number(word) is None:
            word = "".join(c for c in word if c not in "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
        value = number(word)
        if value is not None:
            word = str(value)
        words += [part for part in word.split() if part not in ("a", "an", "the")]
    return " ".join(words)


def bag_f1(gold, given):
    gold, given = set(gold.split()), set(given.split())
    numbers = {word for word in gold if number(word) is not None}
    if numbers and not numbers & given:
        return 0.0
    common = len(gold & given)
    precision = common / len(given) if given else 1.0
    recall = common / len(gold) if gold else 1.0
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def drop(answer, reference):
    given, gold = [normalised(span) for span in answer], [normalised(span) for span in reference]
    exact = float(len(given) == len(gold) and set(given) == set(gold))
    longest = max(len(given), len(gold))
    padded = given + [None] * (longest - len(given))
    best = max(
        sum(bag_f1(g, order[i]) for i, g in enumerate(gold) if order[i] is not None)
        for order in itertools.permutations(padded)
    )
    return [exact, round(100 * best / longest, 2) / 100]


def drop_best(answer, references):
    scores = [drop(answer, spans) for spans in references if any(span.strip() for span in spans)]
    return [max(score[0] for score in scores), max(score[1] for score in scores)]


# Preferences for a model and by how many characters the baseline's output is longer: own numbers.
WINS = [0.92, 0.08, 0.55, 1.0, 0.31, 0.74, 0.66, 0.12, 0.97, 0.43, 0.81, 0.05, 0.6, 0.88, 0.27]
LENGTHS = [-310, 120, 15, -702, 204, -95, -260, 340, -515, 60, -140, 480, 33, -420, 77]
DIFFICULTIES = [0.4, -1.2, 0.1, 1.7, -0.6, 0.3, 0.9, -1.5, 1.1, -0.2, 0.8, -0.9, 0.2, 1.3, -0.4]
# Win, standardised length and difficulty of the baseline that was told to be long or short.
GAMED = [[0.62, -1.4, 0.5], [0.33, 1.2, -0.7], [0.71, -0.8, 1.0], [0.41, 0.6, 0.2], [None, 0.3, 0.1], [0.2, 1.9, -1.1]]


def sigmoid(x):
    return 1 / (1 + math.exp(-x)) if x >= 0 else math.exp(x) / (1 + math.exp(x))


# The derivative of the data's part by coordinate j where it is `value`.
def slope(rows, rest, j, c, value):
    return c * sum(w * x[j] * (sigmoid(other + x[j] * value) - y) for (x, y, w), other in zip(rows, rest))


# Where a growing function passes 0, by false position: the end that stays is given half its weight.
def root(f, low, high):
    at_low, at_high, last = f(low), f(high), 0
    for _ in range(60):
        middle = low if at_low == at_high else (low * at_high - high * at_low) / (at_high - at_low)
        at_middle = f(middle)
        if abs(at_middle) < 1e-13 or high - low < 1e-15:
            return middle
        if at_middle < 0:
            low, at_low = middle, at_middle
            at_high, last = (at_high / 2 if last < 0 else at_high), -1
        else:
            high, at_high = middle, at_middle
            at_low, last = (at_low / 2 if last > 0 else at_low), 1
    return (low + high) / 2


# The weights that make sum |b| + c * sum w * (log loss) least. With the others fixed it is convex in one coordinate:
# its derivative grows, and false position finds where it passes 0.
def fit(rows, c):
    beta = [0.0] * len(rows[0][0])
    for _ in range(400):
        before = list(beta)
        for j in range(len(beta)):
            rest = [sum(x * b for k, (x, b) in enumerate(zip(row[0], beta)) if k != j) for row in rows]
            at_zero = slope(rows, rest, j, c, 0.0)
            if abs(at_zero) <= 1:
                beta[j] = 0.0
                continue
            sign = -1.0 if at_zero > 0 else 1.0
            low, high = 0.0, 1.0
            while sign * slope(rows, rest, j, c, sign * high) + 1 < 0 and high < 1e6:
                low, high = high, 2 * high
            beta[j] = sign * root(lambda value: sign * slope(rows, rest, j, c, sign * value) + 1, low, high)
        if max(abs(b - a) for a, b in zip(before, beta)) < 1e-10:
            break
    return beta


# Five folds; row i is left out in fold (N - 1 - i) mod 5. The strength whose mean held-out loss is least is taken.
def held_out(rows, c):
    losses = []
    for fold in range(5):
        inside = [row for i, row in enumerate(rows) if (len(rows) - 1 - i) % 5 != fold]
        outside = [row for i, row in enumerate(rows) if (len(rows) - 1 - i) % 5 == fold]
        beta = fit(inside, c)
        total = 0.0
        for x, y, w in outside:
            p = sigmoid(sum(a * b for a, b in zip(x, beta)))
            total -= w * (y * math.log(p) + (1 - y) * math.log(1 - p))
        losses.append(total / len(outside))
    return sum(losses) / 5


def best_fit(rows):
    strengths = [10 ** (-4 + 8 * i / 9) for i in range(10)]
    return fit(rows, min(strengths, key=lambda c: held_out(rows, c)))


def standardised(lengths):
    deviation = statistics.stdev(lengths)
    return [math.tanh(length / deviation) for length in lengths]


def small_win_rate(wins, lengths):
    rows = [([length, 1.0], win, 1.0) for length, win in zip(standardised(lengths), wins)]
    return sigmoid(best_fit(rows)[1])


def official_win_rate(wins, lengths, difficulties, gamed):
    rows = [([math.tanh(length), hard, 0.0], win, 0.1) for win, length, hard in gamed if win is not None]
    rows += [
        ([length, hard, 1.0], win, 1.0)
        for win, length, hard in zip(wins, standardised(lengths), difficulties) if win is not None
    ]
    beta = best_fit(rows)
    return sum(sigmoid(beta[1] * hard + beta[2]) for hard in difficulties) / len(difficulties)


def cases():
    missing = [None if i == 3 else win for i, win in enumerate(WINS)]
    return {
        "drop": [{"answer": a, "reference": r, "why": why, "scores": drop(a, r)} for a, r, why in DROP],
        "drop_best": [{"answer": a, "references": r, "scores": drop_best(a, r)} for a, r in DROP_BEST],
        "length_control": {
            "wins": WINS, "missing": missing, "lengths": LENGTHS, "difficulties": DIFFICULTIES, "gamed": GAMED,
            "small": small_win_rate(WINS, LENGTHS),
            "official": official_win_rate(missing, LENGTHS, DIFFICULTIES, GAMED),
            "mean": sum(WINS) / len(WINS),
        },
    }
