"""Changes one field of a proof at random, again and again, and counts how often docs/verify.py refuses.

    PYTHONPATH=docs python3 src/test/oracles/proof_mutations.py proof.json 1000

First with the digest as it was, then with a digest made anew, as somebody would who wants to be believed. A change then
is by more than the verifier's precision. Prints a JSON: how many were refused, examples of what was not, and the seconds
of processor time that one verification takes.
"""
import hashlib, json, random, sys, time
import verify

def leaves(node, path=()):
    if isinstance(node, dict):
        for key, value in node.items():
            yield from leaves(value, path + (key,))
    elif isinstance(node, list):
        for i, value in enumerate(node):
            yield from leaves(value, path + (i,))
    else:
        yield path

def changed(value, chance):
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + chance.choice([-1, 1, chance.randrange(2, 1000)])
    if isinstance(value, float):
        return value * chance.choice([0.5, 0.99, 1.0001, 2]) if abs(value) > 0.1 else value + chance.choice([1e-3, 1.0])
    if value is None:
        return chance.choice([0, 1, "x", True])
    at = chance.randrange(len(value) + 1)
    letter = chance.choice("0123456789abcdefABCDEF/-:*")
    result = chance.choice([value[:at] + letter + value[at:], value[:at] + letter + value[at + 1:], value[:at - 1] + value[at:]])
    return result if result != value else value + letter

def mutant(proof, chance, skip):
    copy = json.loads(json.dumps(proof))
    path = chance.choice([path for path in leaves(copy) if path[-1] not in skip])
    node = copy
    for step in path[:-1]:
        node = node[step]
    kind = chance.random()
    if kind < 0.1:
        del node[path[-1]]
    elif kind < 0.2 and isinstance(node, dict):
        node["another"] = 1
    else:
        node[path[-1]] = changed(node[path[-1]], chance)
    return path, copy

def sealed(proof, digest):
    body = json.dumps({key: value for key, value in proof.items() if key != "digest"}, separators=(",", ":"))[:-1].encode()
    digest = digest or hashlib.sha256(body).hexdigest()
    return body + b',"digest":"' + digest.encode() + b'"}\n'

def refused(raw):
    try:
        verify.verify(raw, None)
        return False
    except (verify.Refused, ArithmeticError, AttributeError, LookupError, TypeError, ValueError, verify.zlib.error):
        return True

def main(file, number):
    raw, chance, said = open(file, "rb").read(), random.Random(7), {}
    proof = json.loads(raw)
    start = time.process_time()
    verify.verify(raw, None)
    said["seconds"] = round(time.process_time() - start, 3)
    verify.verify(sealed(proof, None), None)  # what follows is refused for the change alone
    # A later first bet is a little less evidence, which may be less than the precision.
    for name, digest, skip in (("stale", proof["digest"], ("digest",)), ("resealed", None, ("warmUp", "digest"))):
        mutants = [mutant(proof, chance, skip) for _ in range(number)]
        accepted = [path for path, copy in mutants if not refused(sealed(copy, digest))]
        said[name] = number - len(accepted)
        said[name + "Accepted"] = [list(path) for path in accepted[:5]]
    print(json.dumps(said))

main(sys.argv[1], int(sys.argv[2]))
