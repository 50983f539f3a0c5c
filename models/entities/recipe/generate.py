"""Sentences with their entities, out of the templates and the pools: `python generate.py sample 600 7 > sample.jsonl`."""
import bisect, datetime, itertools, json, os, random, re, sys
from faker import Faker
import wide
from pools import HANZI_CITY, HANZI_COUNTRY, HANZI_PROVINCE, Pools

LATEST = datetime.datetime(2026, 11, 24, 14, 16)   # Faker's dates end now, and then no sample could be made again
HERE = os.path.dirname(os.path.abspath(__file__))
KIND = {'P': 'PERSON', 'F': 'PERSON', 'L': 'PERSON', 'PZ': 'PERSON', 'C': 'LOCATION', 'Z': 'LOCATION', 'A': 'LOCATION', 'CZ': 'LOCATION',
        'AZ': 'LOCATION', 'O': 'ORGANIZATION', 'OZ': 'ORGANIZATION',
        'Q': 'PERSON', 'D': 'LOCATION', 'B': 'ORGANIZATION', 'BZ': 'ORGANIZATION'}
TRAINING = {'en': 0.37, 'none': 0.2, 'zh': 0.16, 'none-zh': 0.06, 'es': 0.04, 'none-es': 0.025, 'de': 0.045, 'none-de': 0.03, 'fr': 0.04, 'none-fr': 0.025}
SHARES = {'en': 0.5, 'none': 0.25, 'zh': 0.11, 'none-zh': 0.03, 'es': 0.025, 'none-es': 0.01, 'de': 0.025, 'none-de': 0.015, 'fr': 0.025, 'none-fr': 0.01}
JOBS = 'manager director analyst engineer accountant nurse teacher lawyer driver plumber electrician clerk professor CEO CFO chairman spokesman designer chef pilot consultant'.split()
LANGS = 'English Spanish French German Italian Portuguese Chinese Mandarin Arabic Hindi Russian Japanese Polish Turkish Dutch'.split()
NATIONS = 'British American French German Italian Spanish Chinese Indian Japanese Russian Turkish Brazilian Mexican Polish Irish Nigerian Dutch Swiss Greek European'.split()
MONTHS = 'January February March April May June July August September October November December'.split()
DAYS = 'Monday Tuesday Wednesday Thursday Friday Saturday Sunday'.split()


def sections(name):
    out, at = {}, None
    for line in open(f'{HERE}/{name}.txt', encoding='utf-8'):
        line = line.rstrip('\n')
        if line.startswith('## '): at = out.setdefault(line[3:], [])
        elif line and not line.startswith('# '): at.append(line.replace('\\n', '\n').replace('\\t', '\t'))
    return out


class Generator:
    def __init__(self, part, seed, templates=None):
        self.part, self.r, self.parts, self.shares = part, random.Random(f'{part}-{seed}'), sections(templates or part), TRAINING if part == 'train' else SHARES
        self.pools = wide.WidePools(part, seed) if part == 'train' else Pools(part, seed)
        self.names = names = {w.lower() for a, b in self.pools.names.values() for n in a + b for w in n.split()} | {w.lower() for n in self.pools.cities + self.pools.orgs for w in n.split()}
        fake = Faker('en_US'); common = set(fake.get_words_list())
        self.words = sorted(common - names | {'will', 'may', 'mark', 'bill', 'hope', 'rose', 'grace', 'grant', 'rich', 'frank'})
        self.tongues = {x: [w.lower() for w in Faker(y).get_words_list()] for x, y in (('zh', 'zh_CN'), ('es', 'es_ES'), ('de', 'de_DE'), ('fr', 'fr_FR'))}
        places = ' '.join(HANZI_CITY + HANZI_COUNTRY + HANZI_PROVINCE); self.tongues['zh'] = [w for w in self.tongues['zh'] if w not in places]
        self.fake = {x: Faker(x) for x in ('en_US', 'en_GB', 'de_DE')}
        for f in self.fake.values(): f.seed_instance(f'{part}-{seed}')
        if part == 'train':
            words = [w for w, _ in self.pools.zh_words]; self.tongues['zh'] = words
            self.steps = list(itertools.accumulate(f ** 0.6 for _, f in self.pools.zh_words))
            self.cased = {x: [w for w in Faker(y).get_words_list() if w.isalpha() and len(w) > 1] for x, y in (('es', 'es_ES'), ('de', 'de_DE'), ('fr', 'fr_FR'))}
            self.nouns = [w for w in self.cased['de'] if w[0].isupper()]

    def chinese_word(self): return self.tongues['zh'][bisect.bisect(self.steps, self.r.random() * self.steps[-1])]

    def pick(self, pool): return pool[int(self.r.random() * len(pool))]

    def code(self, upper=False):
        w = ''.join(self.pick(['get', 'set', 'user', 'data', 'list', 'map', 'node', 'read', 'io', 'db', 'http', 'main', 'util', 'core', 'auth', 'cache']).capitalize() for _ in range(2))
        return w if upper else w[0].lower() + w[1:]

    def filler(self, slot):
        r, f = self.r, self.fake[self.pick(['en_US', 'en_US', 'en_GB', 'de_DE'])]
        simple = {'w': lambda: self.pick(self.words) if r.random() < 0.9 else self.pick([f.bs, f.color_name, f.currency_name])(), 'ws': lambda: ' '.join(self.pick(self.words) for _ in range(r.randint(2, 6))),
                  'Ws': lambda: ' '.join(self.pick(self.words).capitalize() for _ in range(r.randint(1, 4))), 'job': lambda: self.pick(JOBS) if r.random() < 0.5 else f.job().split(',')[0].lower(), 'lang': lambda: self.pick(LANGS),
                  'nat': lambda: self.pick(NATIONS), 'month': lambda: self.pick(MONTHS), 'day': lambda: self.pick(DAYS), 'year': lambda: str(r.randint(1950, 2030)),
                  'n': lambda: str(r.randint(1, 10 ** r.randint(1, 4))), 'email': f.email, 'phone': f.phone_number, 'iban': f.iban, 'card': lambda: f.credit_card_number(),
                  'url': f.uri, 'ip': f.ipv4, 'ref': lambda: f.bothify(self.pick(['??-####', '#######', '??##??##', '####-####', '?######'])).upper(), 'code': self.code,
                  'Code': lambda: self.code(True), 'date': lambda: f.date(self.pick(['%Y-%m-%d', '%d/%m/%Y', '%d.%m.%y', '%d %B %Y', '%B %d', '%m/%d', '%d %b']), LATEST),
                  'amount': lambda: self.pick(['£{}', '${}', '€{}', '{} euros', '{} pounds', '{} dollars', '{} USD', '{}']).format(r.randint(1, 5000))}
        if slot[0] in 'wW' and slot.lower() not in ('w', 'ws'): return self.foreign(slot)
        if slot == 'amount' and self.chinese: return f'{r.randint(1, 9000)}{self.pick(["元", "块", "块钱"])}'
        return simple[slot]()

    def foreign(self, slot):
        """A word of another language, several with an s at the end, capitalised with a W."""
        tongue, many = slot[1:3].rstrip('s') if slot[1:2] == 'z' else slot[1:3], slot.endswith('s') and len(slot) > (2 if slot[1] == 'z' else 3)
        if tongue == 'z': return ''.join(self.chinese_word() for _ in range(self.r.randint(2, 5) if many else 1))
        if slot == 'Wde': return self.pick(self.nouns)
        words = [self.pick(self.cased[tongue]) for _ in range(self.r.randint(2, 5) if many else 1)]
        return ' '.join(w.capitalize() if slot[0] == 'W' else w for w in words)

    def value(self, slot):
        p = self.pools
        return {'P': p.full, 'F': p.first, 'L': p.last, 'C': p.place, 'Z': lambda: p.pick(p.countries), 'A': p.street, 'O': p.org, 'PZ': p.hanzi_name, 'CZ': p.hanzi_place,
                'AZ': p.hanzi_address, 'OZ': p.hanzi_org, 'Q': self.told, 'D': self.told, 'B': self.told, 'BZ': lambda: p.clean(lambda: p.strange(2, 3))}[slot]()

    def told(self):
        """A name that only what stands around it can explain: an ordinary word, a family's, a town's, or none at all."""
        p = self.pools
        while True:
            x, y = self.pick(self.words), self.pick(self.words)
            name = self.pick([lambda: x.capitalize(), p.family, p.first, p.place, p.made_up_place, p.brand, p.letters, lambda: (x[:3] + y[-4:]).capitalize(), lambda: (y[:4] + x[-2:]).capitalize(), lambda: (x[:2] + self.pick(p.brand())+ y[-3:]).capitalize()])()
            if name[0] < '\u0370' and name.replace(' ', '').isalnum() and p.free([name]): return name

    def chosen(self, text):
        """Alternatives settled and sections inserted, innermost first; a bracket without alternatives is text."""
        while True:
            found = re.search(r'\(([^()]*\|[^()]*)\)', text)
            if found: text = text[:found.start()] + self.pick(found[1].split('|')) + text[found.end():]; continue
            inner = next((m for m in re.finditer(r'\{([a-z]+)\}', text) if m[1] in self.parts), None)
            if not inner: return text
            text = text[:inner.start()] + self.pick(self.parts[inner[1]]) + text[inner.end():]

    def one(self):
        share = self.pick_share()
        self.chinese = share.endswith('zh')
        if self.part != 'train': return self.filled(share)
        x = self.r.random()
        if x < 0.15: return self.salad(share)
        return self.crossed(share) if x < 0.4 and not share.startswith('none') else self.filled(share)

    def filled(self, share):
        text, at, runs = self.chosen(self.pick(self.parts[share])), 0, []
        for m in re.finditer(r'\{([A-Za-z]+)\}', text):
            runs.append((text[at:m.start()], None)); at = m.end()
            runs.append((self.value(m[1]), KIND[m[1]]) if m[1] in KIND else (self.filler(m[1]), None))
        return runs + [(text[at:], None)]

    def crossed(self, share):
        """One template up to an entity, another one from an entity of that kind on."""
        left, right = self.filled(share), self.filled(share)
        i = self.pick([i for i, (_, k) in enumerate(left) if k] or [len(left) - 1])
        after = [j for j, (_, k) in enumerate(right) if k == left[i][1] and k]
        return left[:i + 1] + (right[self.pick(after) + 1:] if after else [('' if self.chinese else ' ', None)] + right)

    def salad(self, share):
        """Words in no order with entities among them: then a name is told by itself, not by what stands around it."""
        r, chinese, tongue = self.r, self.chinese, share.split('-')[-1]
        words = self.tongues.get(tongue, self.words)
        slots = ['PZ', 'CZ', 'OZ', 'AZ'] if chinese else ['P', 'P', 'F', 'C', 'O', 'A']
        runs, gap = [], '' if chinese else ' '
        for _ in range(r.randint(1, 3)):
            runs.append((gap.join(self.pick(words) for _ in range(r.randint(1, 5))) + self.pick([gap, gap, gap, ', ' if gap else '，', ': ', ' - ', '\n', ' "', ' (']), None))
            if not share.startswith('none'):
                slot = self.pick(slots)
                runs.append((self.value(slot), KIND[slot])); runs.append((self.pick([gap, gap, gap, '. ', ', ', '! ', "'s " if gap else '的', ' / ', ') ', '" ']), None))
        return runs + [(gap.join(self.pick(words) for _ in range(r.randint(0, 4))), None)]

    def shaken(self, runs):
        """Other words in the place of some, and some left out."""
        def other(m):
            x = self.r.random()
            return m[0] if x > 0.2 else '' if x < 0.06 else self.pick(self.words)
        return [(t if k else re.sub(r'[A-Za-z]{2,}', other, t), k) for t, k in runs]

    def pick_share(self):
        x = self.r.random()
        for name, share in self.shares.items():
            x -= share
            if x <= 0: return name
        return 'en'

    def typo(self, word):
        if len(word) < 4 or not word.isalpha(): return word
        j = self.r.randrange(1, len(word) - 1)
        return self.pick([word[:j] + word[j + 1] + word[j] + word[j + 2:], word[:j] + word[j + 1:], word[:j] + word[j] + word[j:]])

    def written(self, runs):
        """As people write: small letters, capitals, slips, no accents at the end of sentences, in whole runs so that spans stay true."""
        r, x = self.r, self.r.random()
        if self.part == 'train' and r.random() < 0.25: runs = self.shaken(runs)
        if r.random() < 0.12: runs = [(re.sub(r'\w+', lambda m: self.typo(m[0]) if r.random() < 0.1 else m[0], t) if not k or self.part == 'train' else t, k) for t, k in runs]
        if r.random() < 0.12: runs = [(t if k else t.replace(',', '').replace('.', '').replace("'", ''), k) for t, k in runs]
        if x < (0.32 if self.part == 'train' else 0.26): return [(t.lower(), k) for t, k in runs]
        if self.part == 'train': x -= 0.06
        if x < 0.3: return [(t.upper() if len(t.upper()) == len(t) else t, k) for t, k in runs]
        if x < 0.34: return [(t.lower() if k else t, k) for t, k in runs]
        if x < 0.37: return [(t.upper() if k and len(t.upper()) == len(t) else t, k) for t, k in runs]
        first = next((i for i, (t, _) in enumerate(runs) if t.strip()), 0)
        if x < 0.85: runs[first] = (runs[first][0][:1].upper() + runs[first][0][1:], runs[first][1])
        return runs

    def record(self):
        runs = self.written(self.one())
        while self.r.random() < 0.16: runs += [(self.pick([' ', ' ', '\n', '. ']), None)] + self.written(self.one())
        text, spans = '', []
        for t, kind in runs:
            if kind and t.strip(): spans.append({'entity': kind, 'start': len(text), 'end': len(text) + len(t)})
            text += t
        return {'text': text, 'spans': spans}


if __name__ == '__main__':
    part, count, seed = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    generator = Generator(part, seed, *sys.argv[4:])
    for _ in range(count): print(json.dumps(generator.record(), ensure_ascii=False))
