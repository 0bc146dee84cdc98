"""Metrics and a tokenizer's numbers, from definitions, in fractions where that is possible.

pass@k arXiv 2107.03374 equation 1, cons@k 2203.11171, Wilson 1927 (JASA 22), Student 1908, evaluation noise 2411.00640,
Elo and Bradley-Terry 1952, Codeforces rating 2501.01257, overlong reward DAPO 2503.14476 equation 13, cosine reward
2502.03373, byte-pair encoding 1508.07909 over the bytes of GPT-2's alphabet.
"""

import itertools
import math
import re
from fractions import Fraction
from statistics import NormalDist

# The 97.5 % quantile of Student's t with 3 degrees of freedom, from any table of it: 3.182446305284263.
T3 = 3.182446305284263


# 1 - C(n - c, k) / C(n, k)
def pass_at_k(n, c, k):
    return float(1 - Fraction(math.comb(n - c, k), math.comb(n, k)))


# The mean over all subsets of k samples of whether the first most frequent answer is the gold one.
def cons_at_k(answers, gold, k):
    def majority(votes):
        return max(dict.fromkeys(votes), key=votes.count)

    subsets = list(itertools.combinations(answers, k))
    return float(Fraction(sum(majority(subset) == gold for subset in subsets), len(subsets)))


def wilson(successes, trials, level):
    z = NormalDist().inv_cdf(0.5 + level / 2)
    p, z2 = successes / trials, z * z
    middle = (successes + z2 / 2) / (trials + z2)
    half = z / (trials + z2) * math.sqrt(trials * p * (1 - p) + z2 / 4)
    return [middle - half, middle + half]


def student(values):
    mean = sum(values) / len(values)
    error = math.sqrt(sum((v - mean) ** 2 for v in values) / (len(values) - 1) / len(values))
    return [mean - T3 * error, mean + T3 * error]


# Chances of a Beta distribution with the mean p and the concentration c: E[t (1 - t)] = p (1 - p) c / (c + 1).
def noise(p, n, k, c):
    within = p * (1 - p) * c / (c + 1)
    between = p * (1 - p) / (c + 1)
    return [math.sqrt(within / (n * k)), math.sqrt((between + within / k) / n)]


# The odds of a share w against the baseline are 10^((R - 1000) / 400).
def rating(share):
    return 1000 + 400 * math.log10(share / (1 - share))


# Newton's method on sum 1 / (1 + 10^((r - other) / 400)) = rank
def codeforces(rank, others):
    r = 1500.0
    for _ in range(200):
        chances = [1 / (1 + 10 ** ((r - other) / 400)) for other in others]
        slope = -sum(c * (1 - c) for c in chances) * math.log(10) / 400
        r -= max(-200.0, min(200.0, (sum(chances) - rank) / slope))
    return r


def cosine(correct, length, longest):
    progress = min(length / longest, 1)
    low, high = (0.5, 1) if correct else (-0.5, -1)
    return low + 0.5 * (high - low) * (1 + math.cos(math.pi * progress))


def overlong(length, longest, cache):
    return -min(1.0, max(0.0, (length - (longest - cache)) / cache))


# GPT-2's alphabet: printable bytes stand for themselves, the others for the characters from 256 on.
def alphabet():
    own = [*range(33, 127), *range(161, 173), *range(174, 256)]
    others = [b for b in range(256) if b not in own]
    return {**{b: chr(b) for b in own}, **{b: chr(256 + i) for i, b in enumerate(others)}}


LETTERS = alphabet()
PATTERN = " ?[a-z]+|[^a-z]"
TEXTS = ["lower", "lowest low", "newer  newest", "the wider lower", "x1 22", "low\nnew", "é low", "slowerest", "", "Low"]


# Learns merges from words of our own: each time the most frequent pair, of equals the first in the alphabet.
def merges():
    words = {"low": 7, " low": 4, "lower": 5, " lower": 3, "newest": 6, " newer": 4, "wider": 3, " wider": 2}
    parts = {word: [LETTERS[b] for b in word.encode()] for word in words}
    learned = []
    for _ in range(14):
        pairs = {}
        for word, count in words.items():
            for pair in zip(parts[word], parts[word][1:]):
                pairs[pair] = pairs.get(pair, 0) + count
        best = min(pairs, key=lambda pair: (-pairs[pair], pair))
        learned.append(best)
        parts = {word: joined(part, best) for word, part in parts.items()}
    return learned


def joined(part, pair):
    result = []
    for piece in part:
        if result and (result[-1], piece) == pair:
            result[-1] += piece
        else:
            result.append(piece)
    return result


def tokenizer():
    learned = merges()
    names = [LETTERS[b] for b in range(256)] + ["".join(pair) for pair in learned]
    vocabulary = {name: i for i, name in enumerate(names)}
    special = {"id": len(names), "content": "<think>", "special": True}
    split = {"type": "Split", "pattern": {"Regex": PATTERN}, "behavior": "Isolated", "invert": False}
    byte_level = {"type": "ByteLevel", "add_prefix_space": False, "use_regex": False}

    def encode(text):
        ids = []
        for i, segment in enumerate(text.split("<think>")):
            ids += [special["id"]] if i else []
            for word in re.findall(PATTERN, segment, re.S):
                part = [LETTERS[b] for b in word.encode()]
                # The merge that was learned first goes first, wherever it stands.
                while possible := [p for p in learned if p in zip(part, part[1:])]:
                    part = joined(part, possible[0])
                ids += [vocabulary[piece] for piece in part]
        return ids

    file = {
        "added_tokens": [special],
        "pre_tokenizer": {"type": "Sequence", "pretokenizers": [split, byte_level]},
        "model": {"type": "BPE", "vocab": vocabulary, "merges": [list(pair) for pair in learned]},
    }
    texts = [*TEXTS, "lower<think>low", "<think>"]
    return {"file": file, "cases": [{"text": text, "ids": encode(text)} for text in texts]}


def cases():
    answers = ["4", "5", "4", "7", "5", "4"]
    people = [800, 1200, 1350, 1600, 2100, 2400]
    return {
        "pass_at_k": [[n, c, k, pass_at_k(n, c, k)] for n, c, k in
                      [(10, 3, 1), (10, 3, 5), (10, 0, 5), (10, 10, 1), (64, 1, 8), (200, 17, 100), (5, 3, 3)]],
        "cons_at_k": {"answers": answers, "gold": "4", "expected": [cons_at_k(answers, "4", k) for k in range(1, 7)]},
        "wilson": [[s, n, level, *wilson(s, n, level)] for s, n, level in
                   [(7, 10, 0.95), (0, 10, 0.95), (10, 10, 0.95), (24, 30, 0.9), (451, 500, 0.99)]],
        "student": {"values": [0.71, 0.68, 0.75, 0.7], "interval": student([0.71, 0.68, 0.75, 0.7])},
        "noise": [[p, n, k, c, *noise(p, n, k, c)] for p, n, k, c in [(0.7, 30, 16, 1), (0.5, 500, 1, 0.4)]],
        "bradley_terry": [[share, rating(share)] for share in (0.5, 0.75, 0.2, 0.9)],
        "codeforces": {"others": people, "ratings": [[rank, codeforces(rank, people)] for rank in (1, 2, 3.5, 5)]},
        "cosine": [[c, n, m, cosine(c, n, m)] for c, n, m in
                   [(True, 0, 100), (True, 40, 100), (False, 25, 100), (False, 300, 100)]],
        "overlong": [[n, m, c, overlong(n, m, c)] for n, m, c in
                     [(700, 1000, 200), (850, 1000, 200), (1000, 1000, 200), (1100, 1000, 200)]],
        "tokenizer": tokenizer(),
    }
