"""Expected values of the drift statistics' tests, from scipy.

pip install scipy==1.17.1 numpy
python src/test/oracles/drift.py > src/test/resources/oracles/drift.json
"""
import json, sys
import numpy as np
from scipy import stats
from scipy.spatial.distance import jensenshannon

rng = np.random.default_rng(11)


def pairs():
    """Values of the bins, counts now, counts in the reference: shifted, equal, sparse, one-sided and tiny."""
    for _ in range(60):
        bins = int(rng.integers(2, 60))
        values = np.sort(rng.normal(0, 10, bins))
        sizes = 10 ** rng.uniform(1, 5, 2)
        base = rng.dirichlet(np.full(bins, rng.choice([.2, 1, 5])))
        other = base if rng.random() < .4 else rng.dirichlet(np.full(bins, 1.0))
        now, reference = rng.poisson(other * sizes[0]), rng.poisson(base * sizes[1])
        if now.sum() and reference.sum():
            yield values, now, reference
    yield np.arange(3.0), np.array([0, 0, 9]), np.array([40, 2, 0])      # nothing in common
    yield np.arange(2.0), np.array([7, 7]), np.array([500, 500])
    yield np.arange(4.0), np.array([1, 0, 50, 49]), np.array([0, 0, 60000, 40000])  # one new value


def rows(values, now, reference):
    """The records themselves, as scipy's tests want them."""
    return np.repeat(values, now), np.repeat(values, reference)


def pooled(now, reference):
    """Cochran's rule: cells that expect fewer than five are added up, with the next smallest while the sum expects fewer."""
    cells = sorted(((int(a), int(b)) for a, b in zip(now, reference) if a + b), key=sum)
    n, m = int(now.sum()), int(reference.sum())
    few = lambda cell: sum(cell) * min(n, m) / (n + m) < 5
    left, pool = list(cells), (0, 0)
    while left and (few(left[0]) or (sum(pool) and few(pool))):
        cell = left.pop(0)
        pool = (pool[0] + cell[0], pool[1] + cell[1])
    return left + ([pool] if sum(pool) else [])


def chi_square(now, reference):
    table = np.array(pooled(now, reference)).T
    return 1.0 if table.shape[1] < 2 else float(stats.chi2_contingency(table, correction=False).pvalue)


def cramers_v(p, q):
    """Of a table whose rows have the same total; scipy's test gives the statistic, V is defined from it."""
    used = (p + q) > 0
    table = np.array([p, q])[:, used] * 1e6
    return float(np.sqrt(stats.chi2_contingency(table, correction=False).statistic / table.sum()))


cases = []
for values, now, reference in pairs():
    p, q = now / now.sum(), reference / reference.sum()
    x, y = rows(values, now, reference)
    n, m = len(x), len(y)
    a, b = (now + .5) / (now + .5).sum(), (reference + .5) / (reference + .5).sum()
    distance = float(stats.ks_2samp(x, y, method='asymp').statistic)
    w = float(stats.wasserstein_distance(values, values, now, reference))
    sd = float(np.std(y))
    cases.append(dict(
        values=values.tolist(), now=now.tolist(), reference=reference.tolist(),
        psi=float(stats.entropy(a, b) + stats.entropy(b, a)),
        jensenShannon=float(jensenshannon(p, q, base=2)),
        kolmogorovSmirnov=distance, ksPValue=float(stats.kstwobign.sf(distance * np.sqrt(n * m / (n + m)))),
        wasserstein=w, standardised=w / sd if len(set(y)) > 1 else None,
        cramersV=cramers_v(p, q), chiPValue=chi_square(now, reference)))

# Quantiles of values that the logarithmic bins may blur by two per cent: numpy's lower quantile of the values themselves.
quantiles = []
for name, values in (('lognormal', rng.lognormal(3, 2, 900)), ('signed', rng.normal(0, 1e4, 901)),
                     ('counts', rng.poisson(3, 800).astype(float)), ('tiny', rng.exponential(1e-6, 700))):
    quantiles.append(dict(name=name, values=values.tolist(), shares=[0, .01, .25, .5, .9, .999, 1],
                          expected=[float(np.quantile(values, s, method='lower')) for s in [0, .01, .25, .5, .9, .999, 1]]))
json.dump(dict(cases=cases, quantiles=quantiles), sys.stdout)
