"""What PyTorch needs for the shapes that LearningTimes.cs measures: one training step (forward, backward, AdamW), and decoding with a static cache.

Debian: apt install python3-torch libopenblas0-pthread (without the second, torch multiplies ten times slower).
Run: python3 tests/R1Workbook.Performance/learning.py [threads]
"""
import json
import math
import sys
import time

import torch
from torch import nn
from torch.nn import functional as F

ROWS, TOKENS, COMPLETIONS, DECODED, VOCABULARY = 64, 128, 512, 110, 56


class Norm(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(width))

    def forward(self, x):
        return x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + 1e-6) * self.weight


class Block(nn.Module):
    def __init__(self, width, heads, shared, head, wide):
        super().__init__()
        self.heads, self.shared, self.head, self.wide = heads, shared, head, wide
        self.first, self.second = Norm(width), Norm(width)
        self.qkv = nn.Linear(width, (heads + 2 * shared) * head, bias=False)
        self.out = nn.Linear(heads * head, width, bias=False)
        self.gate_up = nn.Linear(width, 2 * wide, bias=False)
        self.down = nn.Linear(wide, width, bias=False)

    def forward(self, x, cosine, sine, cache=None, past=0):
        rows, tokens, _ = x.shape
        heads = self.qkv(self.first(x)).view(rows, tokens, self.heads + 2 * self.shared, self.head)
        turned, value = heads[:, :, : self.heads + self.shared], heads[:, :, self.heads + self.shared :]
        half = self.head // 2
        turned = turned * cosine + torch.cat((-turned[..., half:], turned[..., :half]), -1) * sine
        query, key = turned[:, :, : self.heads].transpose(1, 2), turned[:, :, self.heads :].transpose(1, 2)
        value = value.transpose(1, 2)
        if cache is not None:
            cache[0][:, :, past : past + tokens] = key
            cache[1][:, :, past : past + tokens] = value
            key, value = cache[0][:, :, : past + tokens], cache[1][:, :, : past + tokens]
        query = query.reshape(rows, self.shared, -1, tokens, self.head) / math.sqrt(self.head)
        scores = query @ key.unsqueeze(2).transpose(-1, -2)
        if tokens > 1:
            scores = scores.masked_fill(torch.ones(tokens, key.shape[2], dtype=torch.bool).triu(1), float("-inf"))
        mixed = (scores.softmax(-1) @ value.unsqueeze(2)).reshape(rows, self.heads, tokens, self.head)
        x = x + self.out(mixed.transpose(1, 2).reshape(rows, tokens, -1))
        gate, up = self.gate_up(self.second(x)).split(self.wide, -1)
        return x + self.down(F.silu(gate) * up)


class Model(nn.Module):
    def __init__(self, width, layers, heads, shared, head, wide):
        super().__init__()
        self.embedding = nn.Embedding(VOCABULARY, width)
        self.blocks = nn.ModuleList(Block(width, heads, shared, head, wide) for _ in range(layers))
        self.norm = Norm(width)
        angles = torch.arange(TOKENS)[:, None] * 10000.0 ** (-torch.arange(0, head, 2) / head)
        self.cosine = torch.cat((angles, angles), -1).cos()[:, None]
        self.sine = torch.cat((angles, angles), -1).sin()[:, None]

    def forward(self, ids, caches=None, past=0):
        x, span = self.embedding(ids), slice(past, past + ids.shape[1])
        for i, block in enumerate(self.blocks):
            x = block(x, self.cosine[span], self.sine[span], None if caches is None else caches[i], past)
        return self.norm(x) @ self.embedding.weight.t()


def rate(action, units):
    action()
    rates = []
    for _ in range(9):
        done, start = 0, time.perf_counter()
        while True:
            action()
            done += 1
            if time.perf_counter() - start >= 1:
                break
        rates.append(done * units / (time.perf_counter() - start))
    return sorted(rates)[len(rates) // 2]


def training(model):
    optimizer = torch.optim.AdamW(model.parameters(), lr=2e-3, betas=(0.9, 0.98), weight_decay=0.01)
    ids = torch.randint(VOCABULARY, (ROWS, TOKENS))

    def step():
        logits = model(ids)[:, :-1]
        loss = F.cross_entropy(logits.reshape(-1, VOCABULARY), ids[:, 1:].flatten())
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1)
        optimizer.step()

    return rate(step, ROWS * TOKENS)


@torch.no_grad()
def sampling(model, shared, head, together=COMPLETIONS):
    def draw():
        for _ in range(COMPLETIONS // together):
            caches = [[torch.zeros(together, shared, 8 + DECODED, head) for _ in range(2)] for _ in model.blocks]
            ids = torch.randint(VOCABULARY, (together, 8))
            logits = model(ids, caches)[:, -1]
            for step in range(DECODED):
                next = torch.multinomial(logits.softmax(-1), 1)
                if step + 1 < DECODED:
                    logits = model(next, caches, 8 + step)[:, -1]

    return rate(draw, COMPLETIONS * DECODED)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        torch.set_num_threads(int(sys.argv[1]))
    square = torch.rand(2048, 2048)
    found = {"torch": torch.__version__, "threads": torch.get_num_threads(), "matmul_gflops": round(rate(lambda: square @ square, 2 * 2048**3) / 1e9, 1)}
    for name, shape in {"d=64 L=2": (64, 2, 4, 2, 16, 192), "d=128 L=4": (128, 4, 8, 2, 16, 384)}.items():
        torch.manual_seed(1)
        model = Model(*shape)
        found[name] = {"train_tokens_per_second": round(training(model)), "sample_tokens_per_second": round(sampling(model, shape[3], shape[4]))}
    print(json.dumps(found, indent=2))
