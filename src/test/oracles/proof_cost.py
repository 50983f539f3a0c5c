"""Bytes of proofs, and the seconds of processor time that the verifier takes for each: the table in docs/proofs.md.

mvn -B -ntp test -Dtest='Prove*Test,ProofOf*Test' -Dproof.keep=target/proofs
PYTHONPATH=docs python3 src/test/oracles/proof_cost.py target/proofs/*.json
"""
import sys, time
import verify

for name in sys.argv[1:]:
    with open(name, 'rb') as file:
        proof = file.read()
    least = float('inf')
    for _ in range(5):
        start = time.process_time()
        said = verify.verify(proof, None)
        least = min(least, time.process_time() - start)
    panes = next(word.split()[0] for word in said.split(', ') if word.endswith(' panes'))
    print(f'| {name.rsplit("/", 1)[-1].removesuffix(".json")} | {panes} | {len(proof):,} | {least:.3f} |')
