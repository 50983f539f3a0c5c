"""Share of unknown tokens by the tokenizers library.

pip install tokenizers==0.23.3
python src/test/oracles/tokens.py src/test/resources/models/tiny/tokenizer.json > src/test/resources/oracles/tokens.json
"""
import json, sys
from tokenizers import Tokenizer

tokenizer = Tokenizer.from_file(sys.argv[1])
tokenizer.no_padding()
texts = ['My card was stolen!', 'xylophone card', 'card', '\u4f60\u597d card', 'zzz qqq', 'fee, fee; \u2603', 'refund ' * 30 + '\u2603']
rates = []
for text in texts:
    tokens = tokenizer.encode(text, add_special_tokens=False).tokens
    rates.append(dict(text=text, rate=tokens.count('[UNK]') / len(tokens)))
json.dump(rates, sys.stdout, indent=1)
