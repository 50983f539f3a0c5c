"""Expected intervals of proportions, their differences and ratios, from independent implementations.

pip install statsmodels==0.15.0 scipy==1.17.1 numpy
python src/test/oracles/proportions.py > src/test/resources/oracles/proportions.json

The score intervals come from a search that finds the likeliest proportions numerically instead of by formula. Ratios must
agree with statsmodels' (Miettinen and Nurminen), which finds no bracket where all or none of a side succeed. Its differences
are no oracle: the cubic of 0.15.0 has a count where the paper has a group's size. Differences must agree with the example
in Newcombe (1998), 56 of 70 against 48 of 80, as R's DescTools gives it: 0.0528 to 0.3382. Other oracles import the functions.
"""
import json, math, sys
import numpy as np
from scipy import optimize, stats
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

FEW = 20


def interval(k, n, alpha=.05):
    """Wilson's, and with few successes or failures not narrower than Clopper and Pearson's."""
    low, high = proportion_confint(k, n, alpha=alpha, method='wilson')
    if min(k, n - k) <= FEW:
        exact = proportion_confint(k, n, alpha=alpha, method='beta')
        low, high = min(low, exact[0]), max(high, exact[1])
    return k / n, float(min(low, k / n)), float(max(high, k / n))


def searched(k1, n1, k2, n2, alpha, compare):
    """Where Pearson's statistic of the likeliest proportions with the hypothesised contrast reaches its quantile."""
    limit = stats.chi2.isf(alpha, 1) * (n1 + n2) / (n1 + n2 - 1)
    p = np.array([k1 / n1, k2 / n2])
    def pair(q, h):
        return np.array([q + h if compare == 'diff' else q * h, q])
    def statistic(h):
        least, most = (max(0, -h), min(1, 1 - h)) if compare == 'diff' else (0, min(1, 1 / h) if h > 0 else 1)
        def unlikely(q):
            first, second = np.clip(pair(q, h), 1e-300, 1 - 1e-16)
            return -(k1 * math.log(first) + (n1 - k1) * math.log1p(-first) + k2 * math.log(second) + (n2 - k2) * math.log1p(-second))
        q = optimize.minimize_scalar(unlikely, bounds=(least, most), method='bounded', options=dict(xatol=1e-13)).x
        # The likelihood is flat at its top: the score equation's root is sharper.
        def slope(q):
            first, second = np.clip(pair(q, h), 1e-300, 1 - 1e-16)
            inner = 1 if compare == 'diff' else h
            return inner * (k1 / first - (n1 - k1) / (1 - first)) + k2 / second - (n2 - k2) / (1 - second)
        a, b = least + 1e-13 * (most - least), most - 1e-13 * (most - least)
        if slope(a) > 0 > slope(b):
            q = optimize.brentq(slope, a, b, xtol=1e-15, rtol=1e-14)
        else:
            q = least if slope(a) <= 0 else most
        first, second = pair(q, h)
        scale = 1 if compare == 'diff' else h
        variance = first * (1 - first) / n1 + scale ** 2 * second * (1 - second) / n2
        miss = p[0] - p[1] - h if compare == 'diff' else p[0] - h * p[1]
        return miss ** 2 / variance - limit if variance > 0 else (math.inf if abs(miss) > 1e-14 else -limit)
    value = p[0] - p[1] if compare == 'diff' else p[0] / p[1]
    def end(outer):
        inner = value + (outer - value) * 1e-9
        if statistic(outer) <= 0:
            return outer
        finite = outer - (outer - value) * 1e-12
        return optimize.brentq(lambda h: min(statistic(h), 1e9), inner, finite, xtol=1e-14, rtol=1e-13)
    if compare == 'diff':
        return end(-1.) if value > -1 else -1., end(1.) if value < 1 else 1.
    top = max(1., value) * 1e5
    return end(0.) if value > 0 else 0., end(top)


def agrees(k1, n1, k2, n2, alpha):
    """With statsmodels, on the score interval of a ratio."""
    theirs = confint_proportions_2indep(k1, n1, k2, n2, method='score', compare='ratio', alpha=alpha, correction=True)
    mine = searched(k1, n1, k2, n2, alpha, 'ratio')
    return np.allclose(mine, theirs, rtol=1e-6, atol=1e-9)


def difference(k1, n1, k2, n2, alpha=.05):
    low, high = searched(k1, n1, k2, n2, alpha, 'diff')
    (a, la, ua), (b, lb, ub) = interval(k1, n1, alpha), interval(k2, n2, alpha)
    return a - b, min(low, a - b - math.hypot(a - la, ub - b)), max(high, a - b + math.hypot(ua - a, b - lb))


def ratio(k1, n1, k2, n2, alpha=.05):
    low, high = searched(k1, n1, k2, n2, alpha, 'ratio')
    (a, la, ua), (b, lb, ub) = interval(k1, n1, alpha), interval(k2, n2, alpha)
    if k1 == 0:
        return 0., 0., max(high, ua / lb)
    log = math.log
    return (a / b, min(low, a / b * math.exp(-math.hypot(log(a / la), log(ub / b)))),
            max(high, a / b * math.exp(math.hypot(log(ua / a), log(b / lb)))))


if __name__ == '__main__':
    rng = np.random.default_rng(41)
    cases = [(0, 10, 10, 10), (10, 10, 0, 10), (0, 5, 0, 7), (5, 5, 7, 7), (1, 1, 0, 1), (1, 1, 1, 1), (30, 30, 30, 30), (0, 30, 0, 30),
             (0, 30, 30, 30), (0, 40, 10, 40), (29, 30, 30, 30), (1, 1000, 1, 10), (999, 1000, 10, 10), (20, 41, 21, 41), (21, 42, 20, 42),
             (300, 100000, 500, 100000), (1, 50, 1, 1000000), (400000, 1000000, 399000, 1000000)]
    for _ in range(60):
        n1, n2 = (int(10 ** x) for x in rng.uniform(0, 4, 2))
        cases.append((int(rng.binomial(n1, rng.random() ** 2)), n1, int(rng.binomial(n2, rng.random() ** 2)), n2))
    assert np.allclose(searched(56, 70, 48, 80, .05, 'diff'), (.0528, .3382), atol=5e-5)
    out, agreed = dict(proportions=[], differences=[], ratios=[]), 0
    for k1, n1, k2, n2 in cases:
        level = float(rng.choice([.9, .95, .975, .999]))
        alpha, case = 1 - level, dict(k1=k1, n1=n1, k2=k2, n2=n2, level=level)
        value, low, high = interval(k1, n1, alpha)
        out['proportions'].append(dict(k=k1, n=n1, level=level, value=value, low=low, high=high))
        for compare, of in (('diff', difference), ('ratio', ratio)):
            if compare == 'ratio' and k2 == 0:
                continue
            mine = searched(k1, n1, k2, n2, alpha, compare)
            if compare == 'ratio' and 0 < k1 < n1 and k2 < n2:
                assert agrees(k1, n1, k2, n2, alpha), case
                agreed += 1
            value, low, high = of(k1, n1, k2, n2, alpha)
            out[compare.replace('diff', 'difference') + 's'].append(
                dict(case, scoreLow=mine[0], scoreHigh=mine[1], value=value, low=low, high=high))
    assert agreed > 40
    json.dump(out, sys.stdout, indent=1, allow_nan=False)
