"""Expected design effects of rates whose trials come in clusters, from statsmodels' cluster-robust variance.

pip install statsmodels==0.15.0 scipy==1.17.1 numpy
python src/test/oracles/clusters.py > src/test/resources/oracles/clusters.json

Every trial is a row here; the product knows only totals of 64 buckets. The variance of one rate is that of the constant in an
ordinary regression with `cov_type='cluster'`; of a weighted sum of rates, the squares of the buckets' sums of influences. Both
without statsmodels' own correction for few clusters, which is for clusters of one size; ours is by their variances' shares.
"""
import json, sys
import numpy as np
import statsmodels.api as sm

BUCKETS = 64
UNSEEN = .1


def robust(y, cluster):
    fit = sm.OLS(y, np.ones(len(y))).fit(cov_type='cluster', cov_kwds=dict(groups=np.unique(cluster, return_inverse=True)[1], use_correction=False))
    return float(fit.cov_params()[0, 0])


def summed(y, cluster, rate, weights):
    """The same of a weighted sum, by hand."""
    influence = np.zeros(len(y))
    for s, w in enumerate(weights):
        of = rate == s
        influence[of] = w * (y[of] - y[of].mean()) / of.sum()
    return sum(influence[cluster == c].sum() ** 2 for c in np.unique(cluster))


def effect(y, cluster, rate, weights):
    """Value, largest and degrees; clusters below 0 hold one trial each."""
    n = np.array([(rate == s).sum() for s in range(len(weights))], float)
    p = np.array([y[rate == s].mean() for s in range(len(weights))])
    smooth = np.array([(y[rate == s].sum() + 2) / (n[s] + 4) for s in range(len(weights))])
    w = np.array(weights, float)
    known = cluster >= 0
    shares = [sum(w[s] ** 2 * smooth[s] * (1 - smooth[s]) * ((cluster == c) & (rate == s)).sum() / n[s] ** 2 for s in range(len(w)))
              for c in range(BUCKETS)]
    reaches = [sum(abs(w[s]) * np.sqrt(smooth[s] * (1 - smooth[s])) * ((cluster == c) & (rate == s)).sum() / n[s] for s in range(len(w)))
               for c in range(BUCKETS)]
    variance = sum(w ** 2 * smooth * (1 - smooth) / n)
    apart = sum(w[s] ** 2 * smooth[s] * (1 - smooth[s]) * ((~known) & (rate == s)).sum() / n[s] ** 2 for s in range(len(w)))
    squares = sum(r ** 2 for r in reaches)
    largest = max(1, (squares + apart) / variance)
    many = variance ** 2 / sum(s ** 2 for s in shares)
    size = max(1, (BUCKETS / (BUCKETS - 1) * (squares - sum(reaches) ** 2 / BUCKETS) + apart) / variance)
    independent = sum(w ** 2 * p * (1 - p) / n)
    if independent == 0:
        value = size
    elif many <= 1:
        value = largest
    else:
        seen = robust(y, cluster) if len(w) == 1 and w[0] == 1 else summed(y, cluster, rate, w)
        spread = independent / sum(w ** 2 / n)
        value = max(1, seen * many / (many - 1) / independent + UNSEEN * size ** 2 * (.5 - spread) / (spread * n.sum()))
    return dict(value=float(min(value, largest)), largest=float(largest), degrees=float(max(0, many - 1)))


def totals(y, cluster, rate, s):
    of = rate == s
    return dict(successes=[int(y[of & (cluster == c)].sum()) for c in range(BUCKETS)],
                trials=[int((of & (cluster == c)).sum()) for c in range(BUCKETS)],
                allSuccesses=int(y[of].sum()), allTrials=int(of.sum()))


def drawn(rng, people, size, correlation, p, alone):
    buckets = rng.integers(0, BUCKETS, people)
    y, cluster = [], []
    for b in buckets:
        own = p if correlation == 0 else rng.beta(p * (1 / correlation - 1) + 1e-9, (1 - p) * (1 / correlation - 1) + 1e-9)
        m = rng.poisson(size) + 1
        y += list(rng.random(m) < own)
        cluster += [b] * m
    y += list(rng.random(alone) < p)
    cluster += list(-1 - np.arange(alone))
    return np.array(y, float), np.array(cluster)


if __name__ == '__main__':
    rng = np.random.default_rng(12)
    out = dict(rates=[], sums=[])
    cases = [(1, 30, .5, .5, 0), (2, 20, .5, .5, 0), (5, 10, .2, 0., 0), (30, 4, .2, 1., 7), (1, 30, .5, .5, 40)]
    for _ in range(40):
        cases.append((int(rng.choice([3, 20, 60, 300])), float(rng.choice([0, 1, 8, 30])), float(rng.choice([0, .1, .5, .9])),
                      float(rng.choice([.02, .2, .5, .95])), int(rng.choice([0, 0, 1, 50]))))
    for people, size, correlation, p, alone in cases:
        y, cluster = drawn(rng, people, size, correlation, p, alone)
        rate = np.zeros(len(y), int)
        out['rates'].append(dict(totals(y, cluster, rate, 0), **effect(y, cluster, rate, [1])))
        rate = rng.integers(0, 2, len(y))
        if len(np.unique(rate)) == 2:
            weights = [.5, float(rng.choice([.5, -.25, 2]))]
            out['sums'].append(dict(rates=[dict(totals(y, cluster, rate, s), weight=weights[s]) for s in range(2)],
                                    **effect(y, cluster, rate, weights)))
    json.dump(out, sys.stdout, allow_nan=False)
