"""The same scorer in Python, for dev.plumbline.bench.ScorerBenchmark: python score.py FOLDER TEXTS.json

Reads lines "SECONDS" from standard input; scores windows of 128 texts, sorted by length, in batches of 32, for that
long, with one thread; answers "TEXTS CPU_SECONDS WALL_SECONDS". Needs torch 2.7.1 and tokenizers.
"""
import json, os, pathlib, sys, time

os.environ['TOKENIZERS_PARALLELISM'] = 'false'
import torch, tokenizers

torch.set_num_threads(1)
torch.set_num_interop_threads(1)
folder, texts = pathlib.Path(sys.argv[1]), json.loads(pathlib.Path(sys.argv[2]).read_text())
config = json.loads((folder / 'config.json').read_text())
model = torch.jit.load(folder / 'model.pt').eval()
tokenizer = tokenizers.Tokenizer.from_file(str(folder / 'tokenizer.json'))
tokenizer.enable_truncation(config['max_position_embeddings'])
tokenizer.enable_padding(pad_id=config['pad_token_id'])
WINDOW, BATCH = 128, 32
windows = [texts[i:i + WINDOW] for i in range(0, len(texts) - WINDOW + 1, WINDOW)]


def score(batch):
    encoded = tokenizer.encode_batch(batch)
    ids = torch.tensor([e.ids for e in encoded])
    mask = torch.tensor([e.attention_mask for e in encoded])
    return torch.softmax(model(ids, mask), 1).tolist()


def window(number):
    ordered = sorted(windows[number % len(windows)], key=len)
    return [score(ordered[i:i + BATCH]) for i in range(0, WINDOW, BATCH)]


with torch.inference_mode():
    for line in sys.stdin:
        wall, cpu, done = time.perf_counter(), time.process_time(), 0
        while time.perf_counter() - wall < float(line):
            window(done // WINDOW)
            done += WINDOW
        print(done, time.process_time() - cpu, time.perf_counter() - wall, flush=True)
