"""Expected values of comparisons within strata: pooled ratios from statsmodels, the rest from formulas and searches of our own.

pip install statsmodels==0.15.0 scipy==1.17.1 numpy
python src/test/oracles/strata.py > src/test/resources/oracles/strata.json

Berkeley's admissions of 1973 (Bickel, Hammel and O'Connell 1975; R's UCBAdmissions): six departments, women against men.
"""
import json, math, sys
import numpy as np
from scipy import optimize, stats
from statsmodels.stats.contingency_tables import StratifiedTable

Z = stats.norm.isf(.025)
BERKELEY = dict(A=((89, 108), (512, 825)), B=((17, 25), (353, 560)), C=((202, 593), (120, 325)), D=((131, 375), (138, 417)),
                E=((94, 393), (53, 191)), F=((24, 341), (22, 373)))


def restricted(k1, n1, k2, n2, h, compare):
    """The likeliest two proportions with that contrast, by a search."""
    least, most = (max(0, -h), min(1, 1 - h)) if compare == 'diff' else (0, min(1, 1 / h) if h > 0 else 1)
    def pair(q):
        return np.clip([q + h if compare == 'diff' else q * h, q], 1e-300, 1 - 1e-16)
    def slope(q):
        a, b = pair(q)
        return (1 if compare == 'diff' else h) * (k1 / a - (n1 - k1) / (1 - a)) + k2 / b - (n2 - k2) / (1 - b)
    low, high = least + 1e-13 * (most - least), most - 1e-13 * (most - least)
    if slope(low) > 0 > slope(high):
        return pair(optimize.brentq(slope, low, high, xtol=1e-15, rtol=1e-14))
    return pair(least if slope(low) <= 0 else most)


def score_ends(strata, value, compare):
    w = np.array([n1 * n2 / (n1 + n2) for (_, n1), (_, n2) in strata])
    def excess(h):
        miss = sum(wi * (k1 / n1 - (k2 / n2 + h if compare == 'diff' else h * k2 / n2)) for wi, ((k1, n1), (k2, n2)) in zip(w, strata))
        variance = 0
        for wi, ((k1, n1), (k2, n2)) in zip(w, strata):
            a, b = restricted(k1, n1, k2, n2, h, compare)
            scale = 1 if compare == 'diff' else h
            variance += wi ** 2 * (a * (1 - a) / n1 + scale ** 2 * b * (1 - b) / n2) * (n1 + n2) / (n1 + n2 - 1)
        return abs(miss) - Z * math.sqrt(variance)
    outer = (-1 + 1e-12, 1 - 1e-12) if compare == 'diff' else (1e-9, max(1, value) * 1e4)
    return [optimize.brentq(excess, value + (e - value) * 1e-9, e, xtol=1e-15, rtol=1e-13) if excess(e) > 0 else float(round(e)) for e in outer]


def pooled(strata):
    a, n1 = np.array([s[0] for s in strata], float).T
    c, n2 = np.array([s[1] for s in strata], float).T
    n = n1 + n2
    weights = (n1 * n2 / n).sum()
    difference = ((a * n2 - c * n1) / n).sum() / weights
    sato = (difference * (c * (n1 / n) ** 2 - a * (n2 / n) ** 2 + (n1 / n) * (n2 / n) * (n2 - n1) / 2).sum()
            + (a * (n2 - c) / n + c * (n1 - a) / n).sum() / 2) / weights ** 2
    arm, score = Z * math.sqrt(max(0, sato)), score_ends(strata, difference, 'diff')
    out = dict(strata=[[*s[0], *s[1]] for s in strata], difference=dict(
        value=difference, low=min(max(-1, difference - arm), score[0]), high=max(min(1, difference + arm), score[1])))
    r, s = (a * n2 / n).sum(), (c * n1 / n).sum()
    if s > 0:
        ratio = r / s
        if r > 0:
            tables = [[[x, y - x], [u, v - u]] for (x, y), (u, v) in strata]
            assert abs(StratifiedTable([np.array(t) for t in tables]).riskratio_pooled - ratio) < 1e-9
            error = math.sqrt(max(0, ((n1 * n2 * (a + c) - a * c * n) / n ** 2).sum() / (r * s)))
            score = score_ends(strata, ratio, 'ratio')
            out['ratio'] = dict(value=ratio, low=min(score[0], ratio * math.exp(-Z * error)), high=max(score[1], ratio * math.exp(Z * error)))
    share1, share2, rate1, rate2 = n1 / n1.sum(), n2 / n2.sum(), a / n1, c / n2
    out['split'] = dict(gap=a.sum() / n1.sum() - c.sum() / n2.sum(), mix=((share1 - share2) * (rate1 + rate2) / 2).sum(),
                        treatment=((rate1 - rate2) * (share1 + share2) / 2).sum())
    return out


rng = np.random.default_rng(29)
cases = []
for _ in range(40):
    strata = []
    for _ in range(int(rng.integers(1, 7))):
        n1, n2 = (int(10 ** x) for x in rng.uniform(.3, 3, 2))
        p = rng.random()
        strata.append(((int(rng.binomial(n1, p)), n1), (int(rng.binomial(n2, min(1, p * 1.1))), n2)))
    if 0 < sum(s[0][0] for s in strata) and 0 < sum(s[1][0] for s in strata):
        cases.append(pooled(strata))
cases.append(pooled([((30, 30), (30, 30)), ((10, 10), (50, 50))]))
json.dump(dict(berkeley=dict(departments=BERKELEY, **pooled(list(BERKELEY.values()))), cases=cases), sys.stdout, indent=0,
          default=float, allow_nan=False)
