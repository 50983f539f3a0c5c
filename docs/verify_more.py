"""What few proofs need, for verify.py, which imports it only then: rules of more than two rates.

Shares no code with Plumbline and needs Python 3.8 alone.
"""
import math

def closest(terms, delta, q, n):
    """The tolerated rates closest to q when several are free: one multiplier, by bisection."""
    low, high, middle, best = 0.0, None, 1.0, q
    for _ in range(120):
        slopes = [middle * w / size for (_, _, w), size in zip(terms, n)]
        roots = [math.sqrt(max((1 + s) ** 2 - 4 * s * rate, 0)) for s, rate in zip(slopes, q)]
        p = [2 * rate / (1 + s + root) if s >= 0 else 1 - 2 * (1 - rate) / (1 - s + root)
             for s, rate, root in zip(slopes, q, roots)]
        if sum(w * rate for (_, _, w), rate in zip(terms, p)) > delta:
            low, best = middle, p
        else:
            high = middle
        middle = 2 * middle if high is None else (low + high) / 2
    return best
