"""Advantages, baselines and weights in decimal arithmetic, from the formulas of the papers.

GRPO arXiv 2402.03300 section 4.1.2, Dr. GRPO 2503.20783, RLOO 2402.14740 equation 3, REINFORCE++ 2501.03262,
OPO 2505.23585, GPG 2504.02546, ReMax 2310.10505, pass@k 2503.19595, GAE 1506.02438 equation 16, PPO's value clip
1707.06347, KL in the reward 2203.02155, DAPO 2503.14476 equation 11. Constants that papers leave open (epsilon of the
deviation, epsilons of the whitening, the optimal token baseline) are those that TRL and verl document.
"""

from decimal import Decimal as D
from losses import clip, tokens


def mean(values):
    return sum(values, D(0)) / len(values)


def deviation(values, less=1):
    middle = mean(values)
    return (sum(((v - middle) ** 2 for v in values), D(0)) / (len(values) - less)).sqrt()


def members(groups):
    return [[i for i, g in enumerate(groups) if g == group] for group in dict.fromkeys(groups)]


def of_groups(rewards, groups, rule):
    result = [D(0)] * len(rewards)
    for group in members(groups):
        for i, value in zip(group, rule([rewards[i] for i in group], group)):
            result[i] = value
    return result


# (r - mean) / (std + 1e-4); a group of equal rewards has no advantage.
def relative(rewards, groups, scale="Group", less=1):
    whole = deviation(rewards, less)

    def rule(own, _):
        if len(set(own)) == 1:
            return [D(0)] * len(own)
        divisor = {"Group": deviation(own, less) + D("1e-4"), "Batch": whole + D("1e-4"), "None": D(1)}[scale]
        return [(r - mean(own)) / divisor for r in own]

    return of_groups(rewards, groups, rule)


def leave_one_out(rewards, groups):
    return of_groups(rewards, groups, lambda own, _: [r - (sum(own) - r) / (len(own) - 1) for r in own])


def length_weighted(rewards, groups, lengths):
    def rule(own, group):
        total = sum(lengths[i] for i in group)
        base = sum((lengths[i] * r for i, r in zip(group, own)), D(0)) / total
        return [r - base for r in own]

    return of_groups(rewards, groups, rule)


# alpha (r - mean), alpha the batch over the number of rewards that are not 0.
def gpg(rewards, groups):
    alpha = D(len(rewards)) / sum(1 for r in rewards if r != 0)
    return [alpha * a for a in relative(rewards, groups, "None")]


# The best of a group has its distance to the second best, the others nothing.
def pass_at_k(rewards, groups):
    def rule(own, _):
        order = sorted(own, reverse=True)
        return [(order[0] - order[1]) / (deviation(own) + D("1e-4")) if r == order[0] else D(0) for r in own]

    return of_groups(rewards, groups, rule)


def at_end(rewards, mask):
    return [[r if t == max(i for i, k in enumerate(row) if k) else D(0) for t in range(len(row))]
            for r, row in zip(rewards, mask)]


def to_go(rewards, mask, discount):
    result = []
    for row, kept in zip(rewards, mask):
        own = [t for t, k in enumerate(kept) if k]
        result.append([sum((discount ** (own.index(s) - own.index(t)) * row[s] for s in own if s >= t), D(0))
                       if t in own else D(0) for t in range(len(row))])
    return result


# verl: (x - m) / sqrt(v + 1e-8), m over n + 1e-8, v over n + 1e-8, times n / (n - 1)
def whitened(values, mask):
    tiny = D("1e-8")
    own = [v for row, kept in zip(values, mask) for v, k in zip(row, kept) if k]
    n = len(own)
    middle = sum(own, D(0)) / (n + tiny)
    variance = sum(((v - middle) ** 2 for v in own), D(0)) / (n + tiny) * n / (n - 1)
    return [[(v - middle) / (variance + tiny).sqrt() if k else D(0) for v, k in zip(row, kept)]
            for row, kept in zip(values, mask)]


def plus_plus_baseline(rewards, groups, mask):
    centred = relative(rewards, groups, "None")
    return whitened([[a] * len(row) for a, row in zip(centred, mask)], mask)


# A_t = sum over later own tokens of (gamma lambda)^l delta, delta = r + gamma V' - V
def gae(rewards, values, mask, gamma, lam):
    result = []
    for row, value, kept in zip(rewards, values, mask):
        own = [t for t, k in enumerate(kept) if k]
        delta = [row[t] + gamma * (value[own[i + 1]] if i + 1 < len(own) else D(0)) - value[t]
                 for i, t in enumerate(own)]
        sums = {t: sum(((gamma * lam) ** (j - i) * delta[j] for j in range(i, len(own))), D(0))
                for i, t in enumerate(own)}
        result.append([sums.get(t, D(0)) for t in range(len(row))])
    return result


# B_t = sum G W / (sum W + 1e-8), W_t = sum over tokens so far of 1 - 2 pi + sum of pi^2
def optimal_token_baseline(rewards, old, squares, mask, groups):
    returns = to_go(rewards, mask, D(1))
    energy = []
    for row, square, kept in zip(old, squares, mask):
        parts = [(1 - 2 * p.exp() + s) if k else D(0) for p, s, k in zip(row, square, kept)]
        energy.append([sum(parts[: t + 1], D(0)) for t in range(len(parts))])
    result = [[D(0)] * len(row) for row in mask]
    for group in members(groups):
        for t in range(len(mask[0])):
            there = [b for b in group if mask[b][t]]
            if not there:
                continue
            weight = sum((energy[b][t] for b in there), D(0)) + D("1e-8")
            base = sum((returns[b][t] * energy[b][t] for b in there), D(0)) / weight
            for b in there:
                result[b][t] = returns[b][t] - base
    return result


# 1/2 max((V - R)^2, (clip(V, old - 0.2, old + 0.2) - R)^2), the mean over tokens
def value_loss(values, old, returns, mask):
    e = D("0.2")
    own = [(b, t) for b, row in enumerate(mask) for t, k in enumerate(row) if k]
    loss, gradient, decided = D(0), [[D(0)] * len(row) for row in mask], 0
    for b, t in own:
        held = clip(values[b][t], old[b][t] - e, old[b][t] + e)
        free, bound = (values[b][t] - returns[b][t]) ** 2, (held - returns[b][t]) ** 2
        loss += max(free, bound) / 2 / len(own)
        if bound > free:
            decided += 1
        else:
            gradient[b][t] = (values[b][t] - returns[b][t]) / len(own)
    return {"loss": loss, "gradient": gradient, "clipped": D(decided) / len(own)}


def sampler_weights(batch, mode, high):
    result = []
    for b, row in enumerate(batch["mask"]):
        logs = [batch["old"][b][t] - batch["sampler"][b][t] if k else D(0) for t, k in enumerate(row)]
        weights = [w.exp() for w in ([sum(logs, D(0))] if mode.startswith("Sequence") else logs)]
        result.append([min(w, high) if mode.endswith("Truncate") else (w if w <= high else D(0)) for w in weights])
    return result


def several(rewards, weights, groups, first):
    if first == "SumThenNormalize":
        return relative([sum((r * w for r, w in zip(row, weights)), D(0)) for row in rewards], groups)
    each = [relative([row[f] for row in rewards], groups) for f in range(len(weights))]
    sums = [sum((each[f][b] * w for f, w in enumerate(weights)), D(0)) for b in range(len(rewards))]
    return relative(sums, [0] * len(sums))


def cases(batch):
    rewards, groups, mask = batch["rewards"], batch["groups"], batch["mask"]
    lengths = [len(tokens(batch, b)) for b in range(len(mask))]
    end = at_end(rewards, mask)
    yield "GroupRelative", relative(rewards, groups)
    yield "GroupRelative_population", relative(rewards, groups, "Group", 0)
    yield "GroupRelative_batch", relative(rewards, groups, "Batch")
    yield "GroupRelative_none", relative(rewards, groups, "None")
    yield "LeaveOneOut", leave_one_out(rewards, groups)
    yield "ReinforcePlusPlus", whitened(to_go(end, mask, D("0.9")), mask)
    yield "ReinforcePlusPlusBaseline", plus_plus_baseline(rewards, groups, mask)
    yield "LengthWeighted", length_weighted(rewards, groups, lengths)
    yield "Gpg", gpg(rewards, groups)
    yield "PassAtK", pass_at_k(rewards, groups)
    yield "Greedy", [r - g for r, g in zip(rewards, batch["greedy"])]
    yield "gae", gae(end, batch["values"], mask, D("0.99"), D("0.95"))
    yield "whitening", whitened(batch["values"], mask)
    yield "less_kl", [[end[b][t] - D("0.05") * (batch["old"][b][t] - batch["ref"][b][t]) if k else D(0)
                       for t, k in enumerate(row)] for b, row in enumerate(mask)]
    yield "optimal_token_baseline", optimal_token_baseline(end, batch["old"], batch["squares"], mask, groups)
    yield "value_loss", value_loss(batch["values"], batch["old_values"], at_end(rewards, mask), mask)
    for mode in ("TokenTruncate", "TokenMask", "SequenceTruncate", "SequenceMask"):
        yield "sampler_" + mode, sampler_weights(batch, mode, D("1.1"))
    for first in ("SumThenNormalize", "NormalizeThenSum"):
        yield "several_" + first, several(batch["several"], [D(1), D("0.25")], groups, first)
    yield "kept", [D(i) for group in members(groups) if len({rewards[i] for i in group}) > 1 for i in group]
