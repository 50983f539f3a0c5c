"""Makes small random classifiers of every shape that users export, good and bad, and the logits that torch gives for them.

    python3 make_shapes.py .        (pip install torch; written with torch 2.7.1)

Every module reads the vocabulary of ../tiny/tokenizer.json. expected.json holds for each good one the logits of every text of
../tiny/expected.json that fits, each scored alone and unpadded, from token ids that make_tiny.py's few lines cut.
"""

import ast
import json
import pathlib
import sys
import zipfile

import torch

HERE = pathlib.Path(sys.argv[1])
TINY = HERE / ".." / "tiny"
HIDDEN, POSITIONS = 6, 64

# make_tiny.py is a script; only its constants and its word pieces are wanted.
SOURCE = ast.parse((TINY / "make_tiny.py").read_text())
KEEP = [n for n in SOURCE.body if isinstance(n, (ast.Import, ast.FunctionDef)) or (isinstance(n, ast.Assign) and n.col_offset == 0)]
KEEP = [n for n in KEEP if getattr(n, "name", "") not in ("save", "write")]
NAMES = {}
for node in KEEP:
    try:
        exec(compile(ast.Module([node], []), "make_tiny.py", "exec"), NAMES)
    except NameError:
        break
VOCAB, TEXTS = NAMES["VOCAB"], [t for t in NAMES["TEXTS"] if len(t) < 300]


class Base(torch.nn.Module):
    def __init__(self, outputs=3, vocabulary=len(VOCAB), positions=POSITIONS):
        super().__init__()
        self.words = torch.nn.Embedding(vocabulary, HIDDEN)
        self.positions = torch.nn.Embedding(positions, HIDDEN)
        self.classifier = torch.nn.Linear(HIDDEN, outputs)
        self.register_buffer("position_ids", torch.arange(positions).unsqueeze(0))

    def hidden(self, input_ids, attention_mask):
        return self.words(input_ids) + self.positions(self.position_ids[:, : input_ids.size(1)])

    def logits(self, input_ids, attention_mask):
        keep = attention_mask.unsqueeze(-1).to(torch.float)
        x = torch.tanh(self.hidden(input_ids, attention_mask)) * keep
        return 3 * self.classifier(x.sum(1) / keep.sum(1))

    def forward(self, input_ids, attention_mask):
        return self.logits(input_ids, attention_mask)


class Three(Base):
    def forward(self, input_ids, attention_mask, token_type_ids):
        return self.logits(input_ids, attention_mask) + 0.0 * token_type_ids.sum(1, keepdim=True)


class Tuple(Base):
    def forward(self, input_ids, attention_mask):
        hidden = self.hidden(input_ids, attention_mask)
        return self.logits(input_ids, attention_mask), (hidden, hidden)


class Dict(Base):
    """As a Hugging Face model answers with output_hidden_states, the logits not first."""

    def forward(self, input_ids, attention_mask):
        return {"hidden_states": self.hidden(input_ids, attention_mask), "logits": self.logits(input_ids, attention_mask)}


class ThreeDict(Base):
    def forward(self, input_ids, attention_mask, token_type_ids):
        logits = self.logits(input_ids, attention_mask) + 0.0 * token_type_ids.sum(1, keepdim=True)
        return {"attentions": self.hidden(input_ids, attention_mask), "logits": logits}


class Flat(Base):
    def forward(self, input_ids, attention_mask):
        return self.logits(input_ids, attention_mask).squeeze(-1)


class Four(Base):
    def forward(self, input_ids, attention_mask, token_type_ids, position_ids):
        return self.logits(input_ids, attention_mask) + 0.0 * (token_type_ids + position_ids).sum(1, keepdim=True)


class IdsOnly(Base):
    def forward(self, input_ids):
        return self.logits(input_ids, torch.ones_like(input_ids))


class PerToken(Base):
    def forward(self, input_ids, attention_mask):
        return self.classifier(self.hidden(input_ids, attention_mask))


class FixedBatch(Base):
    """What a trace makes of a Python number: the batch of the example is baked in."""

    def forward(self, input_ids, attention_mask):
        logits = self.logits(input_ids, attention_mask)
        return logits.view(2, 3)


class Averaged(Base):
    """One row for the whole batch."""

    def forward(self, input_ids, attention_mask):
        return self.logits(input_ids, attention_mask).mean(0, keepdim=True)


def save(module, name):
    """Without the debug entries, which hold the exporter's source paths, and packed."""
    example = [torch.ones(2, 5, dtype=torch.long)] * (module.forward.__code__.co_argcount - 1)
    traced = torch.jit.trace(module, example, strict=False)
    whole, file = HERE / (name + ".whole"), HERE / (name + ".pt")
    traced.save(str(whole))
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as new:
        for entry in old.namelist():
            if not entry.endswith(".debug_pkl"):
                info = zipfile.ZipInfo(entry.replace(name + "/", "model/", 1))
                new.writestr(info, old.read(entry))
    whole.unlink()
    torch.jit.load(str(file))


GOOD = {
    "two": Base(),
    "three": Three(),
    "tuple": Tuple(),
    "dict": Dict(),
    "three-dict": ThreeDict(),
    "number": Base(outputs=1),
    "flat-number": Flat(outputs=1),
}
BAD = {
    "four-inputs": Four(),
    "ids-only": IdsOnly(),
    "per-token": PerToken(),
    "fixed-batch": FixedBatch(),
    "averaged": Averaged(),
    "short-vocabulary": Base(vocabulary=len(VOCAB) - 4),
    "short-positions": Base(positions=40),
}

if __name__ == "__main__":
    expected = {"texts": TEXTS}
    torch.manual_seed(3)
    for name, module in {**GOOD, **BAD}.items():
        for parameter in module.parameters():
            torch.nn.init.normal_(parameter)
        module.eval()
        save(module, name)
        if name in GOOD:
            rows = []
            for text in TEXTS:
                ids = torch.tensor([NAMES["encode"](text)[0]])
                with torch.no_grad():
                    rows.append(module.logits(ids, torch.ones_like(ids))[0].double().tolist())
            expected[name] = rows
    torch.save(GOOD["two"].state_dict(), HERE / "state-dict.pt")
    (HERE / "expected.json").write_text(json.dumps(expected, indent=1) + "\n")
