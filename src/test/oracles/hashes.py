"""Known answers of the stable hashes, from their definitions. Needs only Python.

    python3 src/test/oracles/hashes.py > src/test/resources/oracles/hashes.json

FNV-1a: draft-eastlake-fnv; checked below against its published vectors. fmix64: MurmurHash3.
SplitMix64: Steele, Lea and Flood 2014; checked below against the first numbers of seed 0.
String.hashCode: the JDK's documentation. SHA-256: hashlib.
"""

import hashlib
import json

MASK = (1 << 64) - 1
GOLDEN = 0x9E3779B97F4A7C15

TEXTS = ["", "a", "b", "k7", "foobar", "request-000001", "request-000002", "card-support-000017",
         "female", "München", "你好", "🙂 and more", "5dd5d0c8-0b3a-4b5c-9d2f-0c6a4a3d8c11"]


def units(text):
    raw = text.encode("utf-16-be")
    return [raw[i] << 8 | raw[i + 1] for i in range(0, len(raw), 2)]


def fnv1a(values):
    value = 0xCBF29CE484222325
    for each in values:
        value = (value ^ each) * 0x100000001B3 & MASK
    return value


def fmix64(value):
    value = (value ^ value >> 33) * 0xFF51AFD7ED558CCD & MASK
    value = (value ^ value >> 33) * 0xC4CEB9FE1A85EC53 & MASK
    return value ^ value >> 33


def splitmix(value):
    value = (value ^ value >> 30) * 0xBF58476D1CE4E5B9 & MASK
    value = (value ^ value >> 27) * 0x94D049BB133111EB & MASK
    return value ^ value >> 31


def java_hash(text):
    value = 0
    for each in units(text):
        value = (31 * value + each) & 0xFFFFFFFF
    return value - (1 << 32) if value >> 31 else value


def signed(value):
    return value - (1 << 64) if value >> 63 else value


def fibonacci(text):
    value = java_hash(text) * GOLDEN & MASK
    return value ^ value >> 29


def sha_fraction(text, seed):
    digest = hashlib.sha256(f"{seed}\n{text}".encode()).digest()
    return int.from_bytes(digest[:6], "big") / (1 << 48)


assert fnv1a(b"") == 0xCBF29CE484222325
assert fnv1a(b"a") == 0xAF63DC4C8601EC8C
assert fnv1a(b"foobar") == 0x85944171F73967E8
assert [splitmix(GOLDEN * i & MASK) for i in (1, 2, 3)] == [
    0xE220A8397B1DCDAF, 0x6E789E6AA1B965F4, 0x06C45D188009454F]

texts = [{
    "text": text,
    "fnvMixed": signed(fmix64(fnv1a(units(text)))),
    "fraction": (fmix64(fnv1a(units(text))) >> 11) / (1 << 53),
    "splitMix": signed(splitmix(java_hash(text) * GOLDEN & MASK)),
    "fibonacci": signed(fibonacci(text)),
    "seeded": {str(seed): sha_fraction(text, seed) for seed in (0, 7, -3)},
} for text in TEXTS]

# Which 256 of 700 categories the category limiter counts apart: the first by hash, then by name.
kinds = 700
first = sorted((f"k{kind}" for kind in range(kinds)), key=lambda name: (signed(fibonacci(name)), name))

print(json.dumps({"texts": texts, "flood": {"kinds": kinds, "first": first[:256]}}, indent=1))
