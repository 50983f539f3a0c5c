"""Makes the tiny entity model of the tests: every token has one label, whatever stands around it.

    python3 make_tiny_entities.py .        (Debian: python3-torch; torch 1.13)

Writes model.pt (input_ids, attention_mask, token_type_ids), tokenizer.json and config.json. It takes
16 tokens at most and breaks on more, so a long text must come in windows.
"""

import json
import pathlib
import string
import sys
import zipfile

import torch

LABELS = ["O", "B-PER", "I-PER", "B-LOC", "I-LOC", "B-ORG", "I-ORG", "B-MISC", "I-MISC"]
TOKENS = {
    "ana": "B-PER", "bo": "B-PER", "berg": "I-PER", "li": "I-PER", "paris": "B-LOC", "north": "B-LOC",
    "bay": "I-LOC", "acme": "B-ORG", "bank": "I-ORG", "english": "B-MISC", "\u738b": "B-PER", "\u82b3": "I-PER",
    "\u5317": "B-LOC", "\u4eac": "I-LOC",
}
CHARS = string.ascii_lowercase + string.digits
VOCAB = (
    ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    + list(CHARS)
    + ["##" + c for c in CHARS]
    + list(".,!?'-<>_@")
    + list(TOKENS)
)
POSITIONS = 16


class Lookup(torch.nn.Module):
    def __init__(self):
        super().__init__()
        table = torch.zeros(len(VOCAB), len(LABELS))
        for i, token in enumerate(VOCAB):
            table[i, LABELS.index(TOKENS.get(token, "O"))] = 4.0
        self.table = torch.nn.Embedding.from_pretrained(table)
        self.positions = torch.nn.Embedding.from_pretrained(torch.zeros(POSITIONS, len(LABELS)))
        self.register_buffer("position_ids", torch.arange(64).unsqueeze(0))

    def forward(self, input_ids, attention_mask, token_type_ids):
        position = self.positions(self.position_ids[:, : input_ids.size(1)])
        return self.table(input_ids + token_type_ids * attention_mask) + position


def main(folder):
    torch.jit.script(Lookup().eval()).save(str(folder / "raw.pt"))
    with zipfile.ZipFile(folder / "raw.pt") as raw, zipfile.ZipFile(folder / "model.pt", "w") as out:
        for name in raw.namelist():  # debug entries hold the exporter's source paths
            if not name.endswith(".debug_pkl"):
                out.writestr(zipfile.ZipInfo(name), raw.read(name))
    (folder / "raw.pt").unlink()
    vocab = {token: i for i, token in enumerate(VOCAB)}
    special = [{"id": vocab[t], "content": t, "single_word": False, "lstrip": False, "rstrip": False,
                "normalized": False, "special": True} for t in VOCAB[:5]]
    ends = [{"SpecialToken": {"id": t, "type_id": 0}} for t in ("[CLS]", "[SEP]")]
    text = [ends[0], {"Sequence": {"id": "A", "type_id": 0}}, ends[1]]
    tokenizer = {
        "version": "1.0", "truncation": None, "padding": None, "added_tokens": special,
        "normalizer": {"type": "BertNormalizer", "clean_text": True, "handle_chinese_chars": True,
                       "strip_accents": None, "lowercase": True},
        "pre_tokenizer": {"type": "BertPreTokenizer"},
        "post_processor": {"type": "TemplateProcessing", "single": text, "pair": text,
                           "special_tokens": {t: {"id": t, "ids": [vocab[t]], "tokens": [t]} for t in ("[CLS]", "[SEP]")}},
        "decoder": None,
        "model": {"type": "WordPiece", "unk_token": "[UNK]", "continuing_subword_prefix": "##",
                  "max_input_chars_per_word": 100, "vocab": vocab},
    }
    (folder / "tokenizer.json").write_text(json.dumps(tokenizer))
    config = {"model_type": "bert", "pad_token_id": 0, "vocab_size": len(VOCAB), "max_position_embeddings": POSITIONS,
              "id2label": {str(i): label for i, label in enumerate(LABELS)}}
    (folder / "config.json").write_text(json.dumps(config, indent=1))


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
