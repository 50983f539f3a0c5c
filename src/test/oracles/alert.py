"""Expected values of the alert stage's tests, from independent implementations.

pip install scipy==1.17.1 statsmodels==0.15.0 numpy
python src/test/oracles/alert.py > src/test/resources/oracles/alert.json
"""
import json, sys
import numpy as np
from scipy import optimize
from scipy.special import rel_entr
from statsmodels.stats.multitest import multipletests

rng = np.random.default_rng(11)
kl = lambda q, p: rel_entr(q, p) + rel_entr(1 - q, 1 - p)
closest = []
while len(closest) < 60:
    ratio = len(closest) % 3 == 2
    u, delta = (float(rng.uniform(.3, .95)), 0.) if ratio else (1., float(rng.uniform(.02, .4)))
    low, high = (float(x) for x in rng.uniform(.01, .99, 2))
    n_low, n_high = (int(x) for x in rng.integers(1, 1000, 2))
    if u * high - low - delta <= 0.01: continue
    high_of = lambda p: (delta + p) / u
    cost = lambda p: n_low * kl(low, p) + n_high * kl(high, high_of(p))
    best = optimize.minimize_scalar(cost, bounds=(1e-12, min(1, u - delta) - 1e-12), method='bounded', options={'xatol': 1e-13, 'maxiter': 2000})
    closest.append(dict(u=u, delta=delta, low=low, high=high, nLow=n_low, nHigh=n_high, p=float(best.x), cost=float(best.fun)))
holm = []
for _ in range(30):
    p = [float(x) for x in rng.uniform(0, 1, int(rng.integers(1, 15))) ** 3]
    holm.append(dict(p=p, rejected=[bool(x) for x in multipletests(p, alpha=.025, method='holm')[0]]))
json.dump(dict(closest=closest, holm=holm), sys.stdout, indent=1)
