"""A classifier of MiniLM's size with random weights, to measure speed: python sized.py FOLDER [half|int8]

6 layers of 384, 12 heads, 77 labels; the tokenizer and labels of models/card-support, from the repository's root.
Needs torch 2.7.1 and transformers. int8: linear layers quantised dynamically; half: for a GPU.
"""
import json, pathlib, shutil, sys
import torch
from transformers import BertConfig, BertForSequenceClassification

SOURCE = pathlib.Path('models/card-support')
folder, kind = pathlib.Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else 'float'
folder.mkdir(parents=True, exist_ok=True)
config = json.loads((SOURCE / 'config.json').read_text())
torch.manual_seed(1)
model = BertForSequenceClassification(
    BertConfig(
        vocab_size=config['vocab_size'], hidden_size=384, num_hidden_layers=6, num_attention_heads=12,
        intermediate_size=1536, num_labels=len(config['id2label']), attn_implementation='eager')).eval()
if kind == 'int8':
    model = torch.ao.quantization.quantize_dynamic(model, {torch.nn.Linear}, dtype=torch.qint8)


class Logits(torch.nn.Module):
    def __init__(self, inner):
        super().__init__()
        self.inner = inner.half() if kind == 'half' else inner
        self.register_buffer('types', torch.zeros(1, 512, dtype=torch.long))

    def forward(self, input_ids, attention_mask):
        types = self.types[:, :input_ids.size(1)].expand(input_ids.size(0), -1)
        return self.inner(input_ids=input_ids, attention_mask=attention_mask, token_type_ids=types).logits.float()


with torch.no_grad():
    example = torch.ones(2, 16, dtype=torch.long)
    torch.jit.trace(Logits(model), (example, example), check_trace=False).save(str(folder / 'model.pt'))
config.update(hidden_size=384, num_hidden_layers=6, num_attention_heads=12)
(folder / 'config.json').write_text(json.dumps(config, indent=1))
shutil.copy(SOURCE / 'tokenizer.json', folder)
