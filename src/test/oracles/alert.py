"""Expected values of the alert stage's tests, from independent implementations.

pip install scipy==1.17.1 statsmodels==0.15.0 numpy mpmath==1.3.0
python src/test/oracles/alert.py > src/test/resources/oracles/alert.json
"""
import json, sys
import mpmath
import numpy as np
from scipy import optimize
from scipy.special import rel_entr
from statsmodels.stats.multitest import multipletests

rng = np.random.default_rng(11)
kl = lambda q, p: rel_entr(q, p) + rel_entr(1 - q, 1 - p)


def nearest(w, delta, q, n):
    """The p nearest to q, in sum of n KL(q||p), on the plane w.p = delta."""
    w, q, n = map(np.asarray, (w, q, n))
    scale = n.max()
    cost = lambda p: float(np.sum(n * kl(q, p)) / scale)
    slope = lambda p: n * (p - q) / (p * (1 - p)) / scale
    start = np.full(len(w), .5) - w * (np.sum(w) * .5 - delta) / np.sum(w * w)
    best = optimize.minimize(cost, np.clip(start, .01, .99), jac=slope, method='SLSQP', bounds=[(1e-9, 1 - 1e-9)] * len(w),
                             constraints=[dict(type='eq', fun=lambda p: w @ p - delta, jac=lambda p: w)],
                             options=dict(ftol=1e-16, maxiter=5000))
    return best.x, best.fun * scale, abs(w @ best.x - delta) < 1e-9


closest = []
while len(closest) < 90:
    kind = len(closest) % 3
    if kind == 0:    # a difference of two rates
        w, delta = [-1., 1.], float(rng.uniform(.02, .4))
    elif kind == 1:  # a ratio
        w, delta = [-1., float(rng.uniform(.3, .95))], 0.
    else:            # average odds: half of each of two differences
        w, delta = [-.5, .5, -.5, .5], float(rng.uniform(.02, .3))
    q = [float(x) for x in rng.uniform(.01, .99, len(w))]
    n = [int(x) for x in rng.integers(1, 1000, len(w))]
    if np.dot(w, q) - delta <= .01: continue
    p, cost, met = nearest(w, delta, q, n)
    if met: closest.append(dict(w=w, delta=delta, q=q, n=n, p=[float(x) for x in p], cost=cost))
holm = []
for _ in range(30):
    p = [float(x) for x in rng.uniform(0, 1, int(rng.integers(1, 15))) ** 3]
    holm.append(dict(p=p, rejected=[bool(x) for x in multipletests(p, alpha=.025, method='holm')[0]]))


def sequence(w, of_group, delta, panes):
    """ln(M + 1) after every pane: Shiryaev-Roberts sums of nine bettors, written from the definition, by plain sums over starting panes."""
    speeds, margins = [.5, .8, .9, .98], [.025, .05, .1, .2, .4]
    share = [.05] * 4 + [.16] * 5
    logs = [[] for _ in share]  # every bettor's ln E of the panes in which it bet
    found = []
    for t, pane in enumerate(panes):
        def rate(speed, group):
            k, n = (0, 1) if group else (2, 3)
            past = [(speed ** (t - 1 - i) * x[k], speed ** (t - 1 - i) * x[n]) for i, x in enumerate(panes[:t])]
            return min(1 - 1e-6, max(1e-6, (sum(a for a, _ in past) + .5) / (sum(b for _, b in past) + 1)))
        bets = [np.array([rate(s, g) for g in of_group]) for s in speeds]
        for margin in margins:
            q = np.array([rate(.8, g) for g in of_group])
            at = of_group.index(True)
            other = 1 - at
            q[at] = (delta + margin - w[other] * q[other]) / w[at]
            q[at] = min(1 - 1e-6, max(1e-6, q[at]))
            bets.append(q)
        k = np.array([pane[0] if g else pane[2] for g in of_group], float)
        n = np.array([pane[1] if g else pane[3] for g in of_group], float)
        for each, q in zip(logs, bets):
            if n.min() > 0 and np.dot(w, q) > delta:
                # along the line w.p = delta
                to = lambda low: (delta - w[0] * low) / w[1]
                ends = sorted([(delta - w[1] * 0) / w[0], (delta - w[1]) / w[0]])
                slope = lambda x: n[0] * (x - q[0]) / (x * (1 - x)) - w[0] / w[1] * n[1] * (to(x) - q[1]) / (to(x) * (1 - to(x)))
                x = optimize.brentq(slope, max(0, ends[0]) + 1e-13, min(1, ends[1]) - 1e-13, xtol=1e-16, maxiter=1000)
                p = np.array([x, to(x)])
                each.append(float(np.sum(k * np.log(q / p) + (n - k) * np.log((1 - q) / (1 - p)))))
        total = sum(s * sum(np.exp(sum(each[i:])) for i in range(len(each))) for s, each in zip(share, logs))
        found.append(float(np.log1p(total)))
    return found


sequences = []
for tolerance, ratio, name, group, reference in [(.1, False, 'low', .4, .6), (.1, False, 'high', .7, .5), (.05, False, 'low', .52, .6), (.8, True, 'low', .3, .55), (.7, True, 'high', .6, .35)]:
    panes = []
    for t in range(40):
        n = [int(x) for x in rng.integers(0, 40, 2)]
        panes.append([int(rng.binomial(n[0], group)), n[0], int(rng.binomial(n[1], reference)), n[1]])
    high, delta = (tolerance, 0.) if ratio else (1., tolerance)
    w = [-1., high] if name == 'low' else [high, -1.]
    sequences.append(dict(ratio=ratio, tolerance=tolerance, direction=name, panes=panes, logs=sequence(w, [True, False], delta, panes)))

mpmath.mp.dps = 60
roots = []  # p of q - p = s p (1 - p) in (0, 1), to sixty digits: near the edges, where doubles cancel
for q in [1e-6, 1e-3, .3, .5, .9, 1 - 1e-6]:
    for s in [-1e7, -500., -2., -1., -1e-3, 1e-3, 1., 2., 500., 1e7]:
        inside = [x for x in mpmath.polyroots([mpmath.mpf(s), -1 - mpmath.mpf(s), mpmath.mpf(q)], maxsteps=500, extraprec=500)
                  if 0 < mpmath.re(x) < 1]
        assert len(inside) == 1
        roots.append(dict(q=q, s=s, p=float(mpmath.re(inside[0]))))
for name, rows in dict(closest=closest, holm=holm, sequences=sequences, roots=roots).items():
    print('{' if name == 'closest' else ',', json.dumps(name), ':', '[\n' + ',\n'.join(map(json.dumps, rows)) + ']')
print('}')
