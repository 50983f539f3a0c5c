"""Builds the default model of card-support: a 2-layer encoder distilled from all-MiniLM-L6-v2 on BANKING77.

The teacher is the frozen sentence encoder with a linear head; the student sees the texts and variants of them (words
dropped, letters swapped) with the teacher's soft labels and sentence vectors. README.md beside this file has the
commands. Writes model.pt (TorchScript), tokenizer.json, config.json, train.csv.gz, validation.csv.gz, figures.json.
"""
import argparse, copy, csv, gzip, io, json, math, os, random, re, time, unicodedata, zipfile
import numpy as np, onnx, torch, torch.nn as nn, torch.nn.functional as F
from onnx import numpy_helper

SPECIAL = ['[PAD]', '[UNK]', '[CLS]', '[SEP]', '[MASK]']


class Tokens:
    """BERT's normaliser and greedy WordPiece over a vocabulary, as tokenizer.json describes them."""

    def __init__(self, vocab): self.v, self.seen = vocab, {}

    def word(self, w):
        if w not in self.seen:
            out, i = [], 0
            while i < len(w):
                j = len(w)
                while j > i and ('##' if i else '') + w[i:j] not in self.v: j -= 1
                if j == i: out = [self.v['[UNK]']]; break
                out.append(self.v[('##' if i else '') + w[i:j]]); i = j
            self.seen[w] = out
        return self.seen[w]

    def ids(self, text, most=128):
        t = ''.join(c for c in unicodedata.normalize('NFD', text.lower()) if unicodedata.category(c) != 'Mn')
        body = [p for w in re.findall(r'[^\W_]+|[^\w\s]|_', t) for p in self.word(w)]
        return [self.v['[CLS]']] + body[:most - 2] + [self.v['[SEP]']]


def pad(rows):
    n = max(map(len, rows))
    ids = torch.tensor([r + [0] * (n - len(r)) for r in rows])
    return ids, torch.tensor([[1] * len(r) + [0] * (n - len(r)) for r in rows])


class Layer(nn.Module):
    def __init__(self, width: int, heads: int, inner: int, eps: float):
        super().__init__()
        self.heads = heads
        self.qkv, self.out = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.up, self.down = nn.Linear(width, inner), nn.Linear(inner, width)
        self.norm1, self.norm2, self.dropout = nn.LayerNorm(width, eps), nn.LayerNorm(width, eps), nn.Dropout(0.1)

    def forward(self, x, mask):
        b, s, w = x.size(0), x.size(1), x.size(2)
        q, k, v = self.qkv(x).view(b, s, 3, self.heads, w // self.heads).permute(2, 0, 3, 1, 4).unbind(0)
        a = torch.softmax(torch.matmul(q, k.transpose(-1, -2)) / math.sqrt(w // self.heads) + mask, -1)
        a = torch.matmul(self.dropout(a), v).transpose(1, 2).reshape(b, s, w)
        x = self.norm1(x + self.dropout(self.out(a)))
        return self.norm2(x + self.dropout(self.down(F.gelu(self.up(x)))))


class Classifier(nn.Module):
    """forward: ids [B, S], mask [B, S] to logits [B, labels]; pooled: the same to the head's input [B, width]."""

    def __init__(self, vocab, width, layers, heads, inner, labels, positions=128, eps=1e-12):
        super().__init__()
        self.words, self.positions = nn.Embedding(vocab, width, padding_idx=0), nn.Embedding(positions, width)
        self.register_buffer('position_ids', torch.arange(positions).unsqueeze(0))
        self.norm, self.dropout = nn.LayerNorm(width, eps), nn.Dropout(0.1)
        self.layers = nn.ModuleList([Layer(width, heads, inner, eps) for _ in range(layers)])
        self.classifier = nn.Linear(width, labels)

    @torch.jit.export
    def pooled(self, input_ids, attention_mask):
        x = self.words(input_ids) + self.positions(self.position_ids[:, :input_ids.size(1)])
        x = self.dropout(self.norm(x))
        m = (1.0 - attention_mask[:, None, None, :].to(x.dtype)) * -1e9
        for layer in self.layers: x = layer(x, m)
        w = attention_mask.unsqueeze(-1).to(x.dtype)
        return (x * w).sum(1) / w.sum(1).clamp(min=1e-9)

    def forward(self, input_ids, attention_mask):
        return self.classifier(self.dropout(self.pooled(input_ids, attention_mask)))


def teacher(path):
    """all-MiniLM-L6-v2 out of its ONNX file, in this file's own layer (q, k, v joined)."""
    g = onnx.load(path).graph
    p = {t.name: torch.from_numpy(numpy_helper.to_array(t).copy()) for t in g.initializer}
    for n in g.node:                      # anonymous, transposed weights are named after the node that uses them
        if n.op_type == 'MatMul' and n.input[1] in p:
            p[n.name.strip('/').replace('/', '.')[:-len('.MatMul')] + '.weight'] = p[n.input[1]].t().contiguous()
    vocab, width = p['embeddings.word_embeddings.weight'].shape
    m = Classifier(vocab, width, 6, 12, 4 * width, 1)
    d = {'words.weight': p['embeddings.word_embeddings.weight'],
         'positions.weight': (p['embeddings.position_embeddings.weight'] + p['embeddings.token_type_embeddings.weight'][0])[:128],
         'norm.weight': p['embeddings.LayerNorm.weight'], 'norm.bias': p['embeddings.LayerNorm.bias'],
         'position_ids': m.position_ids, 'classifier.weight': m.classifier.weight, 'classifier.bias': m.classifier.bias}
    for i in range(6):
        e = f'encoder.layer.{i}.'
        for s in ('weight', 'bias'):
            d[f'layers.{i}.qkv.{s}'] = torch.cat([p[f'{e}attention.self.{x}.{s}'] for x in ('query', 'key', 'value')])
            for ours, theirs in (('out', 'attention.output.dense'), ('norm1', 'attention.output.LayerNorm'),
                                 ('up', 'intermediate.dense'), ('down', 'output.dense'), ('norm2', 'output.LayerNorm')):
                d[f'layers.{i}.{ours}.{s}'] = p[e + theirs + '.' + s]
    m.load_state_dict(d)
    return m.eval()


def embed(model, rows, size=32):
    """Sentence vectors of unit length; rows are sorted by length so that little is padded."""
    out, order = torch.zeros(len(rows), model.words.embedding_dim), sorted(range(len(rows)), key=lambda i: len(rows[i]))
    with torch.no_grad():
        for i in range(0, len(order), size):
            part = order[i:i + size]
            out[part] = F.normalize(model.pooled(*pad([rows[j] for j in part])), dim=1)
            if i // size % 100 == 0: print(f'teacher {i}/{len(order)}', flush=True)
    return out


def variant(text, rng):
    """The text with a word dropped and letters swapped, dropped or doubled."""
    w = text.split()
    if len(w) > 4 and rng.random() < 0.7: w.pop(rng.randrange(len(w)))
    if len(w) > 4 and rng.random() < 0.4: w.pop(rng.randrange(len(w)))
    for i, x in enumerate(w):
        if len(x) > 3 and rng.random() < 0.08:
            j = rng.randrange(len(x) - 1)
            w[i] = rng.choice([x[:j] + x[j + 1] + x[j] + x[j + 2:], x[:j] + x[j + 1:], x[:j] + x[j] + x[j:]])
    return ' '.join(w)


def linear_head(x, y, labels, epochs=300):
    """Multinomial logistic regression on unit vectors, full batch."""
    h = nn.Linear(x.size(1), labels)
    opt = torch.optim.AdamW(h.parameters(), lr=0.05, weight_decay=0.02)
    for _ in range(epochs):
        opt.zero_grad(); F.cross_entropy(h(x * 10), y, label_smoothing=0.02).backward(); opt.step()
    return lambda v: h(v * 10).detach()


def accuracy(logits, y): return (logits.argmax(1) == y).float().mean().item()


def macro_f1(logits, y):
    p, f = logits.argmax(1), []
    for c in y.unique():
        tp = ((p == c) & (y == c)).sum().item()
        f.append(2 * tp / max(1, (p == c).sum().item() + (y == c).sum().item()))
    return sum(f) / len(f)


def predict(model, rows):
    model.eval()
    with torch.no_grad(): return torch.cat([model(*pad(rows[i:i + 64])) for i in range(0, len(rows), 64)])


def split(data, seed):
    """One row in ten of every category, by a seeded shuffle."""
    rows = [(f'b{i:05d}', r['text'].strip().replace('\n', ' '), r['category']) for i, r in enumerate(csv.DictReader(open(data)))]
    by, rng = {}, random.Random(seed)
    for r in rows: by.setdefault(r[2], []).append(r)
    train, validation = [], []
    for c in sorted(by):
        rng.shuffle(by[c]); k = round(len(by[c]) / 10)
        validation += by[c][:k]; train += by[c][k:]
    return sorted(train), sorted(validation), sorted(by)


def main():
    a = argparse.ArgumentParser(description=__doc__)
    for x in ('--onnx', '--tokenizer', '--data', '--out'): a.add_argument(x, required=True)
    a.add_argument('--epochs', type=int, default=30); a.add_argument('--width', type=int, default=160)
    a.add_argument('--variants', type=int, default=2); a.add_argument('--threads', type=int, default=1)
    a = a.parse_args(); torch.set_num_threads(a.threads); torch.manual_seed(7); rng = random.Random(7)
    os.makedirs(a.out, exist_ok=True)
    train, validation, labels = split(a.data, 7)
    for name, rows in (('train', train), ('validation', validation)):
        with gzip.GzipFile(f'{a.out}/{name}.csv.gz', 'wb', mtime=0) as raw:
            text = io.TextIOWrapper(raw, 'utf-8', newline=''); csv.writer(text).writerows([('id', 'text', 'category')] + rows); text.flush()
    tok = json.load(open(a.tokenizer)); big = tok['model']['vocab']; whole = Tokens(big)
    pieces = {p for _, t, _ in train for p in whole.ids(t)}
    keep = SPECIAL + [w for w, i in sorted(big.items(), key=lambda x: x[1]) if w not in SPECIAL and not w.startswith('[unused') and (i in pieces or i < 4500)]
    vocab = {w: i for i, w in enumerate(keep)}; small = Tokens(vocab)
    texts = [[t for _, t, _ in train]] + [[variant(t, rng) for _, t, _ in train] for _ in range(a.variants)]
    y = torch.tensor([labels.index(c) for _, _, c in train]); yv = torch.tensor([labels.index(c) for _, _, c in validation])
    big_model = teacher(a.onnx)
    vectors = [embed(big_model, [whole.ids(t) for t in x]) for x in texts]; vv = embed(big_model, [whole.ids(t) for _, t, _ in validation])
    head = linear_head(torch.cat(vectors), y.repeat(len(vectors)), len(labels))
    soft = [torch.softmax(head(v) / 1.5, 1) for v in vectors]
    print(f'vocabulary {len(vocab)}, teacher on validation {accuracy(head(vv), yv):.4f}', flush=True)

    model = Classifier(len(vocab), a.width, 2, 4, 4 * a.width, len(labels))
    w = big_model.words.weight.detach()[[big[k] for k in keep]]
    u, s, _ = torch.linalg.svd(w - w.mean(0), full_matrices=False)
    e = u[:, :a.width] * s[:a.width]; e[0] = 0
    model.words.weight.data.copy_(e / e.std() * 0.05); model.positions.weight.data.normal_(std=0.01)
    bridge = nn.Linear(a.width, vectors[0].size(1)); average = copy.deepcopy(model)
    steps = a.epochs * math.ceil(len(train) / 32)
    opt = torch.optim.AdamW(list(model.parameters()) + list(bridge.parameters()), lr=1.2e-3, weight_decay=0.05)
    plan = torch.optim.lr_scheduler.OneCycleLR(opt, 1.2e-3, total_steps=steps + 1, pct_start=0.1)
    rows = [[small.ids(t) for t in x] for x in texts]; valid = [small.ids(t) for _, t, _ in validation]
    for epoch in range(a.epochs):
        model.train(); begin, total = time.time(), 0.0
        pick = [rng.randrange(len(texts)) if rng.random() < 0.6 else 0 for _ in train]
        order = sorted(range(len(train)), key=lambda i: len(rows[pick[i]][i]) + 3 * rng.random())
        batches = [order[i:i + 32] for i in range(0, len(order), 32)]; rng.shuffle(batches)
        for b in batches:
            ids, mask = pad([rows[pick[i]][i] for i in b])
            ids = torch.where((torch.rand(ids.shape) < 0.1) & (ids > 4), torch.tensor(1), ids)
            pooled = model.pooled(ids, mask); logits = model.classifier(model.dropout(pooled))
            target, aim = torch.stack([soft[pick[i]][i] for i in b]), torch.stack([vectors[pick[i]][i] for i in b])
            loss = 0.5 * F.cross_entropy(logits, y[b], label_smoothing=0.1) + F.kl_div(F.log_softmax(logits / 1.5, 1), target, reduction='batchmean') \
                + 2 * (1 - F.cosine_similarity(bridge(pooled), aim)).mean()
            opt.zero_grad(); loss.backward(); nn.utils.clip_grad_norm_(model.parameters(), 1.0); opt.step(); plan.step(); total += loss.item()
            with torch.no_grad():
                for p, q in zip(average.parameters(), model.parameters()): p.lerp_(q, 0.005)
        print(f'epoch {epoch + 1} loss {total / len(batches):.3f} validation {accuracy(predict(model, valid), yv):.4f} averaged {accuracy(predict(average, valid), yv):.4f} {time.time() - begin:.0f}s', flush=True)
    logits = predict(average, valid)
    script = torch.jit.script(average.eval()); raw = f'{a.out}/raw.pt'; script.save(raw)
    with zipfile.ZipFile(raw) as z, zipfile.ZipFile(f'{a.out}/model.pt', 'w', zipfile.ZIP_STORED) as o:
        for n in z.namelist():                                   # debug entries hold the exporter's source paths
            if not n.endswith('.debug_pkl'): o.writestr(zipfile.ZipInfo(n), z.read(n))
    os.remove(raw)
    tok['model']['vocab'] = vocab; tok['padding'] = None
    tok['added_tokens'] = [dict(t, id=vocab[t['content']]) for t in tok['added_tokens'] if t['content'] in vocab]
    for t in tok['post_processor']['special_tokens'].values(): t['ids'] = [vocab[t['id']]]
    json.dump(tok, open(f'{a.out}/tokenizer.json', 'w'), ensure_ascii=False, separators=(',', ':'))
    json.dump({'model_type': 'bert', 'hidden_size': a.width, 'num_hidden_layers': 2, 'num_attention_heads': 4, 'pad_token_id': 0, 'vocab_size': len(vocab),
               'max_position_embeddings': 128, 'problem_type': 'single_label_classification', 'id2label': {str(i): c for i, c in enumerate(labels)},
               'label2id': {c: i for i, c in enumerate(labels)}}, open(f'{a.out}/config.json', 'w'), indent=1)
    figures = {'teacherAccuracy': accuracy(head(vv), yv), 'accuracy': accuracy(logits, yv), 'macroF1': macro_f1(logits, yv), 'validation': len(validation), 'train': len(train)}
    json.dump(figures, open(f'{a.out}/figures.json', 'w'), indent=1); print(figures)


if __name__ == '__main__': main()
