"""Which names and ids a hash of theirs chooses: expected values of the counts' tests, for Python's standard library.

Written from the definitions: Java's String.hashCode, over UTF-16 units; the order of names that are counted apart
multiplies it by 2^64 over the golden ratio and mixes once; categories have a hash of their own; that of sampled ids is SplitMix64's finaliser of it. Both
compare 64 bits as a signed number.

python src/test/oracles/hash_orders.py > src/test/resources/oracles/hash_orders.json
"""
import json

COUNTED_APART = 256
SAMPLED = 3
WORD = 1 << 64
GOLDEN = 0x9E3779B97F4A7C15


def hash_code(text):
    units = text.encode('utf-16-be')
    h = 0
    for i in range(0, len(units), 2):
        h = (31 * h + int.from_bytes(units[i:i + 2], 'big')) % (1 << 32)
    return h - (1 << 32) if h >= 1 << 31 else h


def signed(word):
    return word - WORD if word >= WORD // 2 else word


def order_of_names(name):
    mixed = hash_code(name) * GOLDEN % WORD
    return signed(mixed ^ mixed >> 29)


def order_of_ids(text):
    z = hash_code(text) * GOLDEN % WORD
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9 % WORD
    z = (z ^ z >> 27) * 0x94D049BB133111EB % WORD
    return signed(z ^ z >> 31)


assert hash_code('hello') == 99162322  # as every Java says
assert order_of_ids('\x01') % WORD == 0xE220A8397B1DCDAF  # SplitMix64's published first number from seed 0

names = ['town-%03d' % i for i in range(150)] + ['Größe %d' % i for i in range(75)]
names += ['\u6771\u4eac-%d' % i for i in range(73)] + ['\U0001F600', 'a']
assert len(set(names)) == 300


def order_of_categories(name):
    """FNV-1a over UTF-16 units, finished with MurmurHash3's fmix64, without its last bit."""
    units = name.encode('utf-16-be')
    value = 0xCBF29CE484222325
    for i in range(0, len(units), 2):
        value = (value ^ int.from_bytes(units[i:i + 2], 'big')) * 0x100000001B3 % WORD
    value = (value ^ value >> 33) * 0xFF51AFD7ED558CCD % WORD
    value = (value ^ value >> 33) * 0xC4CEB9FE1A85EC53 % WORD
    return (value ^ value >> 33) >> 1


def left_out(order):
    return sorted(sorted(names, key=order)[COUNTED_APART:])


ids = ['request-%04d' % i for i in range(40)] + ['6f1c%04x-0d2b-4b7e-9c55-7a0e9b3d%04x' % (i * 997, i * 31) for i in range(40)]
samples = [dict(ids=ids[at:at + 10], sample=sorted(ids[at:at + 10], key=order_of_ids)[:SAMPLED]) for at in range(0, 80, 10)]
print(json.dumps(dict(names=names, left_out=left_out(order_of_names), in_buckets=left_out(order_of_categories), samples=samples), indent=1))
