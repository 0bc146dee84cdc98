"""Losses of the GRPO family in decimal arithmetic, from the formulas of the papers.

A loss is a function of the log-probabilities x[b][t] with sixty digits. Its gradient is the central difference
(L(x + h) - L(x - h)) / 2h with h = 1e-20, whose error is of the order of 1e-40. What a paper puts behind a
stop-gradient is computed from `at`, the point of the derivative, which does not move with x.

R1 arXiv 2501.12948 (version 1, equations 1 and 2), GRPO 2402.03300 equation 3, PPO 1707.06347 equation 7,
Dr. GRPO 2503.20783, DAPO 2503.14476 equation 8, GSPO 2507.18071 equations 5, 7 and 14, GMPO 2507.20673,
CISPO 2506.13585 equation 4, SAPO 2511.20347, RLOO 2402.14740, REINFORCE++ 2501.03262, GPG 2504.02546,
OPO 2505.23585, Clip-Cov and KL-Cov 2505.22617, dual clip 1912.09729, two-sided clip 2505.07291,
off-policy masking 2512.02556, KL estimators: J. Schulman, "Approximating KL divergence", 2020.
"""

from decimal import Decimal as D, getcontext

getcontext().prec = 60
H = D(10) ** -20


def numbers(rows):
    return [[D(str(value)) for value in row] for row in rows]


def clip(value, low, high):
    return max(low, min(high, value))


def tokens(batch, b):
    return [t for t, kept in enumerate(batch["mask"][b]) if kept]


def all_tokens(batch):
    return [(b, t) for b in range(len(batch["mask"])) for t in tokens(batch, b)]


# From token losses to one number: 1/G sum 1/|o| sum (GRPO), 1/sum|o| (DAPO, BNPO), 1/(G L) (Dr. GRPO), 1/G sum sum.
def aggregate(how, batch, term, longest=1):
    count = len(batch["mask"])
    total = lambda b: sum((term(b, t) for t in tokens(batch, b)), D(0))
    everything = sum((total(b) for b in range(count)), D(0))
    if how == "SequenceMean":
        return sum((total(b) / len(tokens(batch, b)) for b in range(count)), D(0)) / count
    if how in ("TokenMean", "BatchTokens"):
        return everything / len(all_tokens(batch))
    if how == "Constant":
        return everything / (count * longest)
    if how == "SequenceSum":
        return everything / count
    if how == "SumOverLength":
        return everything / longest
    raise ValueError(how)


# log of the importance ratio.
def log_token(x, batch, b, t):
    return x[b][t] - batch["old"][b][t]


def log_mean(x, batch, b):
    own = tokens(batch, b)
    return sum((log_token(x, batch, b, t) for t in own), D(0)) / len(own)


def log_whole(x, batch, b):
    return sum((log_token(x, batch, b, t) for t in tokens(batch, b)), D(0))


# -min(r A, clip(r, 1 - low, 1 + high) A)
def clipped(ratio, advantage, low, high):
    return -min(ratio * advantage, clip(ratio, 1 - low, 1 + high) * advantage)


def ppo(low=D("0.2"), high=D("0.2")):
    return lambda x, at, batch, b, t: clipped(log_token(x, batch, b, t).exp(), batch["advantages"][b], low, high)


def gspo(low=D("3e-4"), high=D("4e-4")):
    return lambda x, at, batch, b, t: clipped(log_mean(x, batch, b).exp(), batch["advantages"][b], low, high)


# s_t = sg(s) pi_t / sg(pi_t): the value of the sequence's ratio, the gradient of the token's.
def gspo_token(x, at, batch, b, t):
    ratio = log_mean(at, batch, b).exp() * (x[b][t] - at[b][t]).exp()
    return clipped(ratio, batch["advantages"][b], D("3e-4"), D("4e-4"))


# -A times the geometric mean of min(r, clip) where A > 0 and of max(r, clip) where A < 0; e^-0.4 to e^0.4.
def gmpo(x, at, batch, b, t):
    advantage, bound = batch["advantages"][b], D("0.4")
    chosen = min if advantage > 0 else max
    own = tokens(batch, b)
    logs = [log_token(x, batch, b, i) for i in own]
    mean = sum((chosen(log, clip(log, -bound, bound)) for log in logs), D(0)) / len(own)
    return -mean.exp() * advantage


# -sg(min(r, 5)) A log pi
def cispo(x, at, batch, b, t):
    return -clip(log_token(at, batch, b, t).exp(), D(0), D(5)) * batch["advantages"][b] * x[b][t]


# -4/tau sigmoid(tau (r - 1)) A with tau 1 where A > 0, else 1.05
def sapo(x, at, batch, b, t):
    advantage = batch["advantages"][b]
    tau = D(1) if advantage > 0 else D("1.05")
    ratio = log_token(x, batch, b, t).exp()
    return -4 / tau / (1 + (-tau * (ratio - 1)).exp()) * advantage


# -sg(phi(w)) A log pi, phi(w) = e^lambda w^k e^(-lambda w) of the completion's ratio w; TRL's constants.
def vespo(x, at, batch, b, t):
    advantage = batch["advantages"][b]
    k, scale = (D(2), D(3)) if advantage >= 0 else (D(3), D(2))
    w = log_whole(at, batch, b)
    return -(scale + k * w - scale * w.exp()).exp() * advantage * x[b][t]


def reinforce(x, at, batch, b, t):
    return -batch["advantages"][b] * x[b][t]


# R1 as printed: the ratio of the whole completion, epsilon 10, beta 0.001, k3 of the whole completion.
def r1(x, at, batch, b, t):
    less = sum((batch["ref"][b][i] - x[b][i] for i in tokens(batch, b)), D(0))
    return clipped(log_whole(x, batch, b).exp(), batch["advantages"][b], D(10), D(10)) + D("0.001") * (
        less.exp() - less - 1
    )


def covariances(x, batch):
    every = all_tokens(batch)
    mean_a = sum((batch["advantages"][b] for b, _ in every), D(0)) / len(every)
    mean_x = sum((x[b][t] for b, t in every), D(0)) / len(every)
    return {(b, t): (batch["advantages"][b] - mean_a) * (x[b][t] - mean_x) for b, t in every}


def cut_off(x, batch, b, t):
    ratio, advantage = log_token(x, batch, b, t).exp(), batch["advantages"][b]
    return clip(ratio, D("0.8"), D("1.2")) * advantage < ratio * advantage


# Clip-Cov leaves out 0.02 % of the tokens, at least one, among those whose covariance is between 2 (the paper: 1) and 5
# and that the clip has not cut off already.
def clip_cov(x, at, batch, b, t):
    taken = [place for place, value in covariances(at, batch).items() if 2 < value < 5
             and not cut_off(at, batch, *place)]
    assert len(taken) <= 1, "the draw must have no choice"
    return D(0) if (b, t) in taken else ppo()(x, at, batch, b, t)


# KL-Cov adds |log pi - log pi_old| to those of largest covariance, and clips nothing.
def kl_cov(x, at, batch, b, t):
    values = covariances(at, batch)
    log = log_token(x, batch, b, t)
    penalty = abs(log) if (b, t) == max(values, key=values.get) else D(0)
    return -log.exp() * batch["advantages"][b] + penalty


def with_kl(kind, corrected=False, beta=D("0.1")):
    def kl(x, at, batch, b, t):
        def value(y, name):
            k1 = y[b][t] - batch["ref"][b][t]
            return {"K1": k1, "K2": k1 * k1 / 2, "K3": (-k1).exp() + k1 - 1, "Abs": abs(k1)}[name]

        if kind.endswith("StraightThrough"):
            return value(at, kind[:2]) + value(x, "K2") - value(at, "K2")
        return value(x, kind)

    def loss(x, at, batch, b, t):
        factor = log_token(x, batch, b, t).exp() if corrected else 1
        return ppo()(x, at, batch, b, t) + beta * kl(x, at, batch, b, t) * factor

    return loss


# max(loss, ...) turned round: where A < 0 the loss is at most -3 A.
def dual(x, at, batch, b, t):
    loss, advantage = ppo()(x, at, batch, b, t), batch["advantages"][b]
    return min(loss, -3 * advantage) if advantage < 0 else loss


# Two-sided: r is at most 2 also where A < 0.
def two_sided(x, at, batch, b, t):
    ratio, advantage = log_token(x, batch, b, t).exp(), batch["advantages"][b]
    return -min(min(ratio, D(2)) * advantage, clip(ratio, D("0.8"), D("1.2")) * advantage)


# Completions of negative advantage that have left the sampler by more than 0.1 in the mean log-ratio are left out.
def off_policy(x, at, batch, b, t):
    gone = batch["advantages"][b] < 0 and -log_mean(at, batch, b) > D("0.1")
    return D(0) if gone else ppo()(x, at, batch, b, t)


# The weight of the sampler, exp(log old - log sampler), at most 2, on each token.
def sampled(x, at, batch, b, t):
    return min((batch["old"][b][t] - batch["sampler"][b][t]).exp(), D(2)) * ppo()(x, at, batch, b, t)


PRESETS = {
    "r1": (r1, "SequenceMean"),
    "grpo": (ppo(), "SequenceMean"),
    "bnpo": (ppo(), "TokenMean"),
    "dr_grpo": (ppo(), "Constant"),
    "dapo": (ppo(high=D("0.28")), "BatchTokens"),
    "gspo": (gspo(), "SequenceMean"),
    "gspo_token": (gspo_token, "SequenceMean"),
    "gmpo": (gmpo, "SequenceMean"),
    "cispo": (cispo, "BatchTokens"),
    "sapo": (sapo, "SequenceMean"),
    "luspo": (gspo(D("0.2"), D("0.2")), "SequenceSum"),
    "vespo": (vespo, "BatchTokens"),
    "rloo": (reinforce, "SequenceSum"),
    "reinforce": (reinforce, "TokenMean"),
    "reinforce_plus_plus": (ppo(), "TokenMean"),
    "reinforce_plus_plus_baseline": (ppo(), "TokenMean"),
    "gpg": (reinforce, "TokenMean"),
    "opo": (ppo(), "TokenMean"),
    "clip_cov": (clip_cov, "TokenMean"),
    "kl_cov": (kl_cov, "TokenMean"),
    "ppo": (ppo(), "TokenMean"),
}
KL = ["K1", "K2", "K3", "Abs", "K1StraightThrough", "K3StraightThrough"]
AGGREGATIONS = ["SequenceMean", "TokenMean", "Constant", "BatchTokens", "SequenceSum", "SumOverLength"]
VARIANTS = {"dual_clip": dual, "two_sided": two_sided, "off_policy": off_policy, "sampler": sampled}


def value_and_gradient(term, how, batch):
    at = batch["log_probs"]

    def loss(x):
        return aggregate(how, batch, lambda b, t: term(x, at, batch, b, t), longest=8)

    def moved(b, t, by):
        return [[v + by if (i, j) == (b, t) else v for j, v in enumerate(row)] for i, row in enumerate(at)]

    gradient = [
        [float((loss(moved(b, t, H)) - loss(moved(b, t, -H))) / (2 * H)) if kept else 0.0 for t, kept in enumerate(row)]
        for b, row in enumerate(batch["mask"])
    ]
    return {"loss": float(loss(at)), "gradient": gradient}


def cases(batches):
    for name, batch in batches.items():
        for preset, (term, how) in PRESETS.items():
            yield {"batch": name, "kind": "preset", "name": preset, **value_and_gradient(term, how, batch)}
        for kind in KL:
            yield {"batch": name, "kind": "kl", "name": kind,
                   **value_and_gradient(with_kl(kind), "SequenceMean", batch)}
        yield {"batch": name, "kind": "kl_corrected", "name": "K3",
               **value_and_gradient(with_kl("K3", True), "SequenceMean", batch)}
        for how in AGGREGATIONS:
            yield {"batch": name, "kind": "aggregation", "name": how, **value_and_gradient(ppo(), how, batch)}
        for variant, term in VARIANTS.items():
            yield {"batch": name, "kind": "variant", "name": variant,
                   **value_and_gradient(term, "SequenceMean", batch)}
