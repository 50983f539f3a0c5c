"""Makes the tiny random classifiers of the tests and the probabilities that torch gives for them.

    python3 make_tiny.py .        (Debian: python3-torch; torch 1.13)

Writes model.pt (input_ids, attention_mask), tokenizer.json, config.json and expected.json here, and
../tiny-token-types/ with the same weights behind a third input. The word pieces of expected.json are
cut by the few lines below, not by the tokenizers library, and every text is scored alone, unpadded.
"""

import json
import math
import pathlib
import string
import sys
import zipfile

import torch

HIDDEN, POSITIONS, LABELS = 16, 64, ["refund", "card", "cash", "fee", "transfer", "other"]
WORDS = "my the card was stolen i want a refund please cash fee is too high how do send money".split()
CHARS = string.ascii_lowercase + string.digits
VOCAB = (
    ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    + list(CHARS)
    + ["##" + c for c in CHARS]
    + list(".,!?'-<>_@")
    + [w for w in WORDS if len(w) > 1]
)
TEXTS = [
    "My card was stolen!",
    "I want a refund, please.",
    "fee",
    "How do I send money to the moon and back? " * 3,
    "\u4f60\u597d is unknown",
    "zz9 " * 200,
]


class Tiny(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.words = torch.nn.Embedding(len(VOCAB), HIDDEN)
        self.positions = torch.nn.Embedding(POSITIONS, HIDDEN)
        self.query = torch.nn.Linear(HIDDEN, HIDDEN)
        self.key = torch.nn.Linear(HIDDEN, HIDDEN)
        self.value = torch.nn.Linear(HIDDEN, HIDDEN)
        self.norm = torch.nn.LayerNorm(HIDDEN)
        self.classifier = torch.nn.Linear(HIDDEN, len(LABELS))
        self.register_buffer("position_ids", torch.arange(POSITIONS).unsqueeze(0))

    def forward(self, input_ids, attention_mask):
        x = self.words(input_ids) + self.positions(self.position_ids[:, : input_ids.size(1)])
        mask = (1.0 - attention_mask.unsqueeze(1).to(x.dtype)) * -1e9
        weights = self.query(x).matmul(self.key(x).transpose(1, 2)) / math.sqrt(16) + mask
        x = self.norm(x + weights.softmax(-1).matmul(self.value(x)))
        keep = attention_mask.unsqueeze(-1).to(x.dtype)
        return self.classifier((x * keep).sum(1) / keep.sum(1))


class WithTokenTypes(torch.nn.Module):
    def __init__(self, inner):
        super().__init__()
        self.inner = inner

    def forward(self, input_ids, attention_mask, token_type_ids):
        return self.inner(input_ids, attention_mask) + 0.0 * token_type_ids.sum(1, keepdim=True)


def pieces(word):
    start, out = 0, []
    while start < len(word):
        end = len(word)
        while end > start and ("##" if start else "") + word[start:end] not in VOCAB:
            end -= 1
        if end == start:
            return ["[UNK]"]
        out.append(("##" if start else "") + word[start:end])
        start = end
    return out


def encode(text):
    spaced = ""
    for c in text.lower():
        alone = c in string.punctuation or ord(c) >= 0x4E00
        spaced += f" {c} " if alone else c
    tokens = [p for word in spaced.split() for p in pieces(word)]
    return [VOCAB.index(t) for t in ["[CLS]"] + tokens[: POSITIONS - 2] + ["[SEP]"]], len(tokens) > POSITIONS - 2


def tokenizer():
    special = [
        {"id": i, "content": t, "single_word": False, "lstrip": False, "rstrip": False, "normalized": False, "special": True}
        for i, t in enumerate(VOCAB[:5])
    ]
    def piece(name, kind=0):
        return {"SpecialToken": {"id": name, "type_id": kind}}
    def sequence(name, kind):
        return {"Sequence": {"id": name, "type_id": kind}}
    single = [piece("[CLS]"), sequence("A", 0), piece("[SEP]")]
    return {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": special,
        "normalizer": {"type": "BertNormalizer", "clean_text": True, "handle_chinese_chars": True, "strip_accents": None, "lowercase": True},
        "pre_tokenizer": {"type": "BertPreTokenizer"},
        "post_processor": {
            "type": "TemplateProcessing",
            "single": single,
            "pair": single + [sequence("B", 1), piece("[SEP]", 1)],
            "special_tokens": {t: {"id": t, "ids": [VOCAB.index(t)], "tokens": [t]} for t in ["[CLS]", "[SEP]"]},
        },
        "decoder": {"type": "WordPiece", "prefix": "##", "cleanup": True},
        "model": {
            "type": "WordPiece",
            "unk_token": "[UNK]",
            "continuing_subword_prefix": "##",
            "max_input_chars_per_word": 100,
            "vocab": {t: i for i, t in enumerate(VOCAB)},
        },
    }


def save(module, file):
    """Without the debug entries, which hold this machine's source paths."""
    whole = file.with_suffix(".whole")
    torch.jit.script(module).save(str(whole))
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as new:
        for name in old.namelist():
            if not name.endswith(".debug_pkl"):
                entry = zipfile.ZipInfo(name.replace(file.stem + "/", "model/", 1))
                new.writestr(entry, old.read(name))
    whole.unlink()
    torch.jit.load(str(file))


def write(folder, module):
    folder.mkdir(exist_ok=True)
    save(module, folder / "model.pt")
    (folder / "tokenizer.json").write_text(json.dumps(tokenizer()))
    config = {
        "id2label": {str(i): label for i, label in enumerate(LABELS)},
        "problem_type": "single_label_classification",
        "vocab_size": len(VOCAB),
        "max_position_embeddings": POSITIONS,
        "pad_token_id": 0,
    }
    (folder / "config.json").write_text(json.dumps(config, indent=1) + "\n")


torch.manual_seed(7)
tiny = Tiny().eval()
for parameter in tiny.parameters():
    parameter.data.mul_(2.0)
out = pathlib.Path(sys.argv[1])
write(out, tiny)
write(out / ".." / "tiny-token-types", WithTokenTypes(tiny).eval())
expected = []
for text in TEXTS:
    ids, truncated = encode(text)
    with torch.no_grad():
        probabilities = tiny(torch.tensor([ids]), torch.ones(1, len(ids), dtype=torch.long))[0].double().softmax(0)
    expected.append({"text": text, "truncated": truncated, "probabilities": dict(zip(LABELS, probabilities.tolist()))})
(out / "expected.json").write_text(json.dumps(expected, indent=1) + "\n")
