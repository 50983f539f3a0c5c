"""A copy of a model in this repository's own layout with its linear layers in int8: python models/int8.py FROM TO

FROM is a folder as models/card-support (trained by its recipe/train.py). Dynamic quantisation: weights are int8,
activations are quantised per batch. Prints accuracy and the largest shift of a probability on the validation texts.
Needs torch 2.7.1 and tokenizers.
"""
import csv, gzip, io, json, pathlib, shutil, sys, types
import tokenizers, torch

sys.modules.setdefault('onnx', types.SimpleNamespace(numpy_helper=None))  # only the teacher needs it
source, folder = map(pathlib.Path, sys.argv[1:3])
sys.path.insert(0, str(source / 'recipe'))
from train import Classifier, pad

config = json.loads((source / 'config.json').read_text())
traced = torch.jit.load(source / 'model.pt').eval()
weights = traced.state_dict()
vocab, width = weights['words.weight'].shape
model = Classifier(
    vocab, width, config['num_hidden_layers'], config['num_attention_heads'], weights['layers.0.up.weight'].shape[0],
    len(config['id2label']), weights['positions.weight'].shape[0]).eval()
model.load_state_dict(weights)
small = torch.jit.script(torch.ao.quantization.quantize_dynamic(model, {torch.nn.Linear}, dtype=torch.qint8))
folder.mkdir(parents=True, exist_ok=True)
small.save(str(folder / 'model.pt'))
for name in ('config.json', 'tokenizer.json'):
    shutil.copy(source / name, folder)

rows = list(csv.DictReader(io.TextIOWrapper(gzip.open(source / 'validation.csv.gz'), 'utf-8')))
tokenizer = tokenizers.Tokenizer.from_file(str(source / 'tokenizer.json'))
tokenizer.no_padding()
tokenizer.enable_truncation(config['max_position_embeddings'])
labels = [config['id2label'][str(i)] for i in range(len(config['id2label']))]
right, same, shift = [0, 0], 0, 0.0
saved = torch.jit.load(folder / 'model.pt').eval()
with torch.inference_mode():
    for i in range(0, len(rows), 32):
        batch = pad([e.ids for e in tokenizer.encode_batch([r['text'] for r in rows[i:i + 32]])])
        both = [torch.softmax(m(*batch), 1) for m in (traced, saved)]
        best = [p.argmax(1) for p in both]
        right = [n + sum(labels[b] == r['category'] for b, r in zip(each.tolist(), rows[i:i + 32])) for n, each in zip(right, best)]
        same += (best[0] == best[1]).sum().item()
        shift = max(shift, (both[0] - both[1]).abs().max().item())
print(f'{len(rows)} texts: accuracy {right[0] / len(rows):.4f} float, {right[1] / len(rows):.4f} int8; '
      f'{len(rows) - same} other labels; largest shift of a probability {shift:.3f}')
