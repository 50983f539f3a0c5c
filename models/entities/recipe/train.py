"""Builds the default model of people, places and organisations: a small encoder over MiniLM's word vectors, trained on generated sentences.

README.md beside this file has the commands. Writes model.pt (TorchScript), tokenizer.json, config.json and figures.json.
"""
import argparse, collections, copy, json, math, os, random, time, unicodedata, zipfile
import onnx, torch, torch.nn as nn, torch.nn.functional as F
from onnx import numpy_helper
from tokenizers import Tokenizer
from generate import Generator

SPECIAL = ['[PAD]', '[UNK]', '[CLS]', '[SEP]', '[MASK]']
LABELS = ['O'] + [f'{p}-{e}' for e in ('PERSON', 'LOCATION', 'ORGANIZATION') for p in 'BI']
LONGEST, NARROW = 128, 128
KNOWN = 16600   # rows of MiniLM that fit into the 12 MB


class Linear(nn.Module):
    """Computes in single precision, whatever its weights are stored in."""

    def __init__(self, inputs: int, outputs: int):
        super().__init__()
        self.weight, self.bias = nn.Parameter(torch.randn(outputs, inputs) * 0.02), nn.Parameter(torch.zeros(outputs))
        self.register_buffer('scale', torch.ones(outputs, 1))

    def forward(self, x): return F.linear(x, self.weight.float() * self.scale, self.bias.float())

    def to_bytes(self):
        self.scale.copy_(self.weight.abs().amax(1, keepdim=True).clamp(min=1e-8) / 127)
        self.weight = nn.Parameter((self.weight.data / self.scale).round().to(torch.int8), requires_grad=False)


class Layer(nn.Module):
    """One of MiniLM's own."""

    def __init__(self, width: int, heads: int):
        super().__init__()
        self.heads = heads
        self.query, self.key, self.value, self.out = Linear(width, width), Linear(width, width), Linear(width, width), Linear(width, width)
        self.up, self.down, self.dropout = Linear(width, 4 * width), Linear(4 * width, width), nn.Dropout(0.1)
        self.norm1, self.norm2 = nn.LayerNorm(width, 1e-12), nn.LayerNorm(width, 1e-12)

    def split(self, x): return x.view(x.size(0), x.size(1), self.heads, x.size(2) // self.heads).transpose(1, 2)

    def forward(self, x, mask):
        q, k, v = self.split(self.query(x)), self.split(self.key(x)), self.split(self.value(x))
        a = torch.softmax(torch.matmul(q, k.transpose(-1, -2)) / math.sqrt(x.size(2) // self.heads) + mask, -1)
        a = torch.matmul(self.dropout(a), v).transpose(1, 2).reshape(x.size(0), x.size(1), x.size(2))
        x = self.norm1(x + self.dropout(self.out(a)))
        return self.norm2(x + self.dropout(self.down(F.gelu(self.up(x)))))


class Tagger(nn.Module):
    """ids [B, S], mask [B, S] to logits [B, S, labels].

    MiniLM's vectors (kept as they are, in bytes), a vector for a piece's case, a narrow table for characters that MiniLM lacks, each seen with
    the one before and the one after, MiniLM's first layers, and a head that sees two neighbours on either side.
    """

    def __init__(self, pieces, cases, known: int, width: int, layers: int, heads: int, inner: int, labels: int):
        super().__init__()
        self.known = known
        self.register_buffer('pieces', pieces); self.register_buffer('cases', cases)
        self.register_buffer('words', torch.zeros(known, width, dtype=torch.int8)); self.register_buffer('scales', torch.ones(known, 1))
        self.register_buffer('position_ids', torch.arange(LONGEST).unsqueeze(0))
        self.others, self.widen = nn.Parameter(torch.randn(max(1, int(pieces.max()) + 1 - known), NARROW) * 0.5), Linear(3 * NARROW, width)
        self.register_buffer('other_scales', torch.ones(self.others.size(0), 1))
        self.shape, self.positions = nn.Parameter(torch.zeros(3, width)), nn.Parameter(torch.zeros(LONGEST, width))
        self.norm, self.dropout = nn.LayerNorm(width, 1e-12), nn.Dropout(0.1)
        self.layers = nn.ModuleList([Layer(width, heads) for _ in range(layers)])
        self.near, self.classifier = Linear(5 * width, inner), Linear(inner, labels)

    def forward(self, input_ids, attention_mask):
        piece = self.pieces[input_ids].long(); other = (piece - self.known).clamp(min=0); mine = piece.clamp(max=self.known - 1)
        x = self.words[mine].float() * self.scales[mine]
        apart = (piece >= self.known).unsqueeze(-1)
        o = F.pad(self.others[other].float() * self.other_scales[other] * apart.to(x.dtype), [0, 0, 1, 1])
        x = torch.where(apart, self.widen(torch.cat([o[:, :-2], o[:, 1:-1], o[:, 2:]], -1)), x)
        x = x + self.shape[self.cases[input_ids].long()].float() + self.positions[self.position_ids[:, :input_ids.size(1)]].float()
        x = self.dropout(self.norm(x))
        keep = attention_mask.unsqueeze(-1).to(x.dtype)
        m = (1.0 - attention_mask[:, None, None, :].to(x.dtype)) * -1e9
        for layer in self.layers: x = layer(x, m)
        p = F.pad(x * keep, [0, 0, 2, 2])
        x = F.gelu(self.near(torch.cat([p[:, :-4], p[:, 1:-3], p[:, 2:-2], p[:, 3:-1], p[:, 4:]], -1)))
        return self.classifier(self.dropout(x))


def take_over(model, path, rows):
    """MiniLM's vectors of the rows and its first layers, out of its ONNX file."""
    g = onnx.load(path).graph
    p = {t.name: torch.from_numpy(numpy_helper.to_array(t).copy()) for t in g.initializer}
    for n in g.node:                      # anonymous, transposed weights are named after the node that uses them
        if n.op_type == 'MatMul' and n.input[1] in p:
            p[n.name.strip('/').replace('/', '.')[:-len('.MatMul')] + '.weight'] = p[n.input[1]].t().contiguous()
    w = p['embeddings.word_embeddings.weight'][rows]; model.scales.copy_(w.abs().amax(1, keepdim=True).clamp(min=1e-6) / 127)
    model.words.copy_((w / model.scales).round().to(torch.int8))
    model.positions.data.copy_((p['embeddings.position_embeddings.weight'] + p['embeddings.token_type_embeddings.weight'][0])[:LONGEST])
    model.norm.weight.data.copy_(p['embeddings.LayerNorm.weight']); model.norm.bias.data.copy_(p['embeddings.LayerNorm.bias'])
    for i, layer in enumerate(model.layers):
        for ours, theirs in (('query', 'attention.self.query'), ('key', 'attention.self.key'), ('value', 'attention.self.value'), ('out', 'attention.output.dense'),
                             ('norm1', 'attention.output.LayerNorm'), ('up', 'intermediate.dense'), ('down', 'output.dense'), ('norm2', 'output.LayerNorm')):
            for s in ('weight', 'bias'): getattr(getattr(layer, ours), s).data.copy_(p[f'encoder.layer.{i}.{theirs}.{s}'])


def take_characters(model, path, tokenizer, characters):
    """The vectors of Chinese characters out of bge-small-zh's ONNX file, in their principal components."""
    t = next(t for t in onnx.load(path).graph.initializer if t.name == 'embeddings.word_embeddings.weight')
    w, vocab = torch.from_numpy(numpy_helper.to_array(t).copy()), json.load(open(tokenizer))['model']['vocab']
    rows = [i for i, c in enumerate(characters) if c in vocab]
    x = w[[vocab[characters[i]] for i in rows]]; x = x - x.mean(0)
    x = x @ torch.linalg.svd(x, full_matrices=False)[2][:NARROW].t()
    model.others.data[rows] = x / x.std() * 0.5


def plain_words(path, big, generator):
    """Whole words of MiniLM's vocabulary whose vectors lie with ordinary words and not with names, by logistic regression on those that are known."""
    t = next(t for t in onnx.load(path).graph.initializer if t.name == 'embeddings.word_embeddings.weight')
    w = F.normalize(torch.from_numpy(numpy_helper.to_array(t).copy()), dim=1)
    whole = [x for x, i in big.items() if x.isascii() and x.isalpha() and len(x) > 2 and 1996 <= i < 16000]
    known = [(x, 1.0) for x in whole if x in generator.names] + [(x, 0.0) for x in whole if x in set(generator.words)]
    x, y = w[[big[k] for k, _ in known]], torch.tensor([v for _, v in known]); line = nn.Linear(w.size(1), 1)
    opt = torch.optim.AdamW(line.parameters(), lr=0.05, weight_decay=0.01)
    for _ in range(200): opt.zero_grad(); F.binary_cross_entropy_with_logits(line(x * 5).squeeze(1), y).backward(); opt.step()
    chance = torch.sigmoid(line(w[[big[k] for k in whole]] * 5)).squeeze(1).tolist()
    return [k for k, p in zip(whole, chance) if p < 0.2 and k not in generator.names]


def vocabulary(tokenizer, texts):
    """Small-letter pieces that the texts need or that are frequent, every common Chinese character, and all of these in capitals."""
    big = tokenizer['model']['vocab']; full = Tokenizer.from_str(json.dumps(tokenizer)); full.no_padding(); full.no_truncation()
    count = collections.Counter(i for e in full.encode_batch([t.lower() for t in texts]) for i in e.ids)
    some = [(w, i) for w, i in big.items() if w not in SPECIAL and not w.startswith('[unused') and not any('\u3400' <= c <= '\u9fff' for c in w)]
    some = sorted(some, key=lambda x: (x[1] >= 14500, -count[x[1]], x[1]))[:KNOWN - len(SPECIAL)]
    keep = [w for w, i in sorted(some, key=lambda x: x[1])]
    common = [bytes((a, b)).decode('gb2312') for a in range(0xb0, 0xd8) for b in range(0xa1, 0xff) if (a, b) < (0xd7, 0xfa)]
    chinese = [w for w in big if len(w) == 1 and '\u3400' <= w <= '\u9fff']
    base = SPECIAL + list(dict.fromkeys(keep + common + chinese))
    vocab, rows, cases = {w: i for i, w in enumerate(base)}, list(range(len(base))), [0] * len(base)
    for w in base[len(SPECIAL):]:
        body = w[2:] if w.startswith('##') else w
        for form, case in ((body.capitalize(), 1), (body.upper(), 2)):
            form = ('##' if w.startswith('##') else '') + form
            if len(form) == len(w) and form not in vocab and not (w.startswith('##') and case == 1 and len(body) > 1):
                vocab[form] = len(rows); rows.append(vocab[w]); cases.append(case)
    return base, len(SPECIAL) + len(keep), vocab, torch.tensor(rows), torch.tensor(cases)


def cut(tokenizer, vocab):
    tokenizer['model']['vocab'] = vocab
    tokenizer['normalizer'].update(lowercase=False, strip_accents=True)
    tokenizer['padding'] = None; tokenizer['truncation'] = None
    tokenizer['added_tokens'] = [dict(t, id=vocab[t['content']]) for t in tokenizer['added_tokens'] if t['content'] in vocab]
    for t in tokenizer['post_processor']['special_tokens'].values(): t['ids'] = [vocab[t['id']]]
    return json.dumps(tokenizer, ensure_ascii=False, separators=(',', ':'))


def joins(text, at):
    """Whether the characters around a position are of one word, as the product sees it; a Chinese character is a word."""
    return all(c.isalnum() and not '\u3400' <= c <= '\u9fff' or unicodedata.category(c) in ('Mn', 'Mc') for c in text[at - 1:at + 1])


def first_of_words(text, e):
    """For every token whether it is the first one of a word."""
    out, end = [], -1
    for special, (a, b) in zip(e.special_tokens_mask, e.offsets):
        out.append(not special and not (a == end and a and joins(text, a)))
        end = -1 if special else b
    return out


def encoded(tokenizer, records):
    """(ids, labels) of every record; the first token of a word has its label, the others -100."""
    out = []
    for record, e in zip(records, tokenizer.encode_batch([r['text'] for r in records])):
        spans, labels = sorted(record['spans'], key=lambda s: s['start']), []
        for first, (start, end) in zip(first_of_words(record['text'], e), e.offsets):
            span = next((s for s in spans if s['start'] <= start < s['end']), None)
            labels.append(-100 if not first else LABELS.index(('B-' if start == span['start'] else 'I-') + span['entity']) if span else 0)
        out.append((e.ids[:LONGEST], labels[:LONGEST]))
    return out


def pad(rows, value):
    n = (max(map(len, rows)) + 7) // 8 * 8
    return torch.tensor([r + [value] * (min(n, LONGEST) - len(r)) for r in rows])


def spans(text, labels, e):
    out, firsts = [], first_of_words(text, e)
    for label, first, special, (a, b) in zip(labels, firsts, e.special_tokens_mask, e.offsets):
        kind = LABELS[label]
        if special: continue
        if not first: out[-1] and out[-1].__setitem__(2, b)
        elif kind == 'O': out.append(None)
        elif kind[0] == 'I' and out and out[-1] and out[-1][0] == kind[2:]: out[-1][2] = b
        else: out.append([kind[2:], a, b])
    return {tuple(s) for s in out if s}


def measure(model, tokenizer, records):
    """Exact-match F1 by entity, on token decisions; the product's own figures come from its test."""
    model.eval(); hits, found, wanted = ({e: 0 for e in ('PERSON', 'LOCATION', 'ORGANIZATION')} for _ in range(3))
    with torch.no_grad():
        for i in range(0, len(records), 64):
            part = records[i:i + 64]; es = tokenizer.encode_batch([r['text'] for r in part])
            ids = pad([e.ids[:LONGEST] for e in es], 0)
            best = model(ids, (ids > 0).long()).argmax(-1).tolist()
            for r, e, row in zip(part, es, best):
                got = spans(r['text'], row, e); want = {(s['entity'], s['start'], s['end']) for s in r['spans']}
                for g in got: found[g[0]] += 1; hits[g[0]] += g in want
                for w in want: wanted[w[0]] += 1
    return {e: round(2 * hits[e] / max(1, found[e] + wanted[e]), 4) for e in hits}


def export(model, path):
    model = copy.deepcopy(model).eval()
    for p in (model.shape, model.positions): p.data = p.data.half()
    model.other_scales.copy_(model.others.abs().amax(1, keepdim=True).clamp(min=1e-8) / 127)
    model.others = nn.Parameter((model.others.data / model.other_scales).round().to(torch.int8), requires_grad=False)
    for m in model.modules():
        if isinstance(m, Linear): m.to_bytes()
    model.pieces, model.cases = model.pieces.short(), model.cases.to(torch.uint8)
    torch.jit.script(model).save(path + '.raw')
    with zipfile.ZipFile(path + '.raw') as z, zipfile.ZipFile(path, 'w', zipfile.ZIP_STORED) as o:
        for n in z.namelist():                                   # debug entries hold the exporter's source paths
            if not n.endswith('.debug_pkl'): o.writestr(zipfile.ZipInfo(n), z.read(n))
    os.remove(path + '.raw')


def main():
    a = argparse.ArgumentParser(description=__doc__)
    for x in ('--onnx', '--tokenizer', '--chinese-onnx', '--chinese-tokenizer', '--out'): a.add_argument(x, required=True)
    a.add_argument('--rate', type=float, default=1.2e-3)
    for x, d in (('--sentences', 224000), ('--layers', 2), ('--inner', 128), ('--batch', 32), ('--seed', 1)): a.add_argument(x, type=int, default=d)
    a = a.parse_args(); torch.set_num_threads(1); torch.manual_seed(7); rng = random.Random(7); os.makedirs(a.out, exist_ok=True)
    tokenizer = json.load(open(a.tokenizer)); big = tokenizer['model']['vocab']
    generator = Generator('train', a.seed); more = plain_words(a.onnx, big, generator); generator.words += more
    print(len(more), 'plain words, such as', rng.sample(more, 40), flush=True)
    base, known, vocab, rows, cases = vocabulary(tokenizer, [generator.record()['text'] for _ in range(20000)])
    text = cut(tokenizer, vocab); open(f'{a.out}/tokenizer.json', 'w').write(text); small = Tokenizer.from_str(text); config(a, len(vocab))
    model = Tagger(rows, cases, known, 384, a.layers, 12, a.inner, len(LABELS))
    take_over(model, a.onnx, [big[w] for w in base[:known]]); take_characters(model, a.chinese_onnx, a.chinese_tokenizer, base[known:])
    print(f'rows {len(base)}, of MiniLM {known}, vocabulary {len(vocab)}, parameters {sum(p.numel() for p in model.parameters())}', flush=True)
    check = Generator('sample', 99); held = [check.record() for _ in range(600)]
    begin, total, steps = time.time(), 0.0, a.sentences // a.batch
    slow = ('layers', 'norm', 'positions')
    fresh = [p for n, p in model.named_parameters() if not n.startswith((*slow, 'others'))]
    taken = [p for n, p in model.named_parameters() if n.startswith(slow)]
    opt = torch.optim.AdamW([{'params': taken, 'most': a.rate / 5}, {'params': [model.others], 'most': a.rate / 2}, {'params': fresh, 'most': a.rate}], a.rate, weight_decay=0.01)
    for step, b in enumerate(batches(generator, small, a.sentences, a.batch, rng)):
        # Warm-up, a constant rate, and down to nothing over the last half.
        for group in opt.param_groups: group['lr'] = group['most'] * min(1, (step + 1) / 100, 2 * (steps - step) / steps)
        model.train()
        ids, y = pad([x for x, _ in b], 0), pad([y for _, y in b], -100); mask = (ids > 0).long()
        ids = torch.where((torch.rand(ids.shape) < 0.05) & (ids > 4), torch.tensor(1), ids)
        loss = F.cross_entropy(model(ids, mask).view(-1, len(LABELS)), y.view(-1), label_smoothing=0.02)
        opt.zero_grad(); loss.backward(); nn.utils.clip_grad_norm_(model.parameters(), 1.0); opt.step(); total += loss.item()
        if step % 100 == 99:
            print(f'{(step + 1) * a.batch} sentences {time.time() - begin:.0f}s cpu {time.process_time():.0f}s loss {total / 100:.4f}', flush=True); total = 0.0
        if step % 500 == 499 or step + 1 == steps:
            figures = measure(model, small, held); print(figures, flush=True); export(model, f'{a.out}/model.pt')
            json.dump(figures, open(f'{a.out}/figures.json', 'w'), indent=1)


def batches(generator, tokenizer, sentences, size, rng):
    """Fresh sentences, of similar length in a batch."""
    for made in range(0, sentences, 40 * size):
        data = sorted(encoded(tokenizer, [generator.record() for _ in range(min(40 * size, sentences - made))]), key=lambda d: len(d[0]) + 6 * rng.random())
        parts = [data[i:i + size] for i in range(0, len(data), size)]; rng.shuffle(parts); yield from parts


def config(a, vocabulary_size):
    json.dump({'model_type': 'bert', 'hidden_size': 384, 'num_hidden_layers': a.layers, 'num_attention_heads': 12, 'pad_token_id': 0, 'vocab_size': vocabulary_size,
               'max_position_embeddings': LONGEST, 'id2label': {str(i): c for i, c in enumerate(LABELS)}, 'label2id': {c: i for i, c in enumerate(LABELS)}},
              open(f'{a.out}/config.json', 'w'), indent=1)


if __name__ == '__main__': main()
