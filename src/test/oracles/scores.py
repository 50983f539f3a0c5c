"""Ethics score, bias score and benefits, straight from the design's formulas over single records.

pip install numpy==2.4.6 scipy==1.17.1 statsmodels==0.15.0
python src/test/oracles/scores.py > src/test/resources/oracles/scores.json
"""
import itertools, json, sys
import numpy as np
from scipy.stats import chi2, chi2_contingency, norm
from statsmodels.stats.proportion import proportion_confint

rng = np.random.default_rng(11)
NAMES = ['privacy', 'consent', 'transparency', 'safety', 'confidence', 'oversight']
ethics = []
for case in range(12):
    n = int(rng.integers(1, 60))
    measured = [name for name in NAMES if rng.random() < .8] or ['privacy']
    f = {name: np.round(rng.random(n) if name in ('safety', 'confidence') else rng.integers(0, 2, n).astype(float), 6) for name in measured}
    risk = np.ones(n) if case % 3 == 0 else np.round(rng.random(n) * 5, 3)
    alpha = {name: float(np.round(rng.random() * 4, 2)) for name in NAMES if rng.random() < .9}
    used = [name for name in alpha if name in f]
    a = np.array([[alpha[name] * r for name in used] for r in risk])      # alpha_ij
    x = np.array([[f[name][i] for name in used] for i in range(n)])       # f_j(M(x_i))
    known = a.size > 0 and a.sum() > 0
    ethics.append(dict(
        indicators={name: v.tolist() for name, v in f.items()}, risk=risk.tolist(), weights=alpha,
        sum=float((a * x).sum()) if known else 0.0, score=float((a * x).sum() / a.sum()) if known else None,
        contributions={name: float((a * x)[:, k].sum() / a.sum()) for k, name in enumerate(used)} if known else {},
        values={name: float(np.average(v, weights=risk)) for name, v in f.items()}))

bias = []
for case in range(12):
    minimum = int(rng.integers(5, 40))
    people, groups = [], {}
    for attribute in ('sex', 'age'):
        for g in range(int(rng.integers(2, 5))):
            n = int(rng.integers(1, 120))
            predicted = rng.random(n) < rng.random()
            labelled = rng.random(n) < .8
            truth = rng.random(n) < rng.random()
            groups[(attribute, 'g%d' % g)] = (predicted, labelled, truth)
    tried = {w: int(rng.integers(0, 90)) for w in ('gender', 'origin')}
    flips = {w: int(rng.integers(0, t + 1)) for w, t in tried.items()}
    beta = {name: float(np.round(rng.random() * 3, 2)) for name in ('selection_gap', 'true_positive_gap', 'false_positive_gap', 'counterfactual', 'representation') if rng.random() < .9}
    of_age = [g for a, g in groups if a == 'age'] + ['absent']
    population = dict(zip(of_age, np.round(rng.dirichlet(np.ones(len(of_age))), 4).tolist()))
    gaps = {}

    # The largest gap less what chance explains: nothing while chi-square Q is within two standard deviations of its mean,
    # c, then 1 - (c / Q)^2 of it; Q from scipy's table of counts. The lower end of Newcombe's interval for the largest of all gaps, where that is larger.
    def kept(q, degrees):
        c = chi2.mean(degrees) + 2 * chi2.std(degrees)
        return 1 - (c / q) ** 2 if q > c else 0.

    def shrunk(of):
        k = np.array([sum(x) for x in of], dtype=float); n = np.array([len(x) for x in of], dtype=float)
        table = np.array([k, n - k])
        if table.sum(axis=1).min() == 0:
            q = 0.
        else:
            q = chi2_contingency(table, correction=False)[0]
        p = k / n
        return max(floor_of(of), (p.max() - p.min()) * kept(q, len(of) - 1))

    def floor_of(of):
        z = norm.isf(.05 / intervals / 2)
        low = 0.
        for a, b in itertools.permutations(of, 2):
            la, ha = interval(sum(a), len(a), z); lb, hb = interval(sum(b), len(b), z)
            d = sum(a) / len(a) - sum(b) / len(b)
            low = max(low, d - np.hypot(sum(a) / len(a) - la, hb - sum(b) / len(b)))
        return low

    def interval(k, n, z):
        k = int(k)
        low, high = proportion_confint(k, n, alpha=2 * norm.sf(z), method='wilson')
        if min(k, n - k) <= 20:
            l, h = proportion_confint(k, n, alpha=2 * norm.sf(z), method='beta')
            low, high = min(low, l), max(high, h)
        return low, high

    def largest(name, rates):
        for attribute in ('sex', 'age'):
            of = [r for (a, _), r in rates.items() if a == attribute and r is not None]
            if len(of) > 1:
                gaps[name] = max(gaps.get(name, 0.), shrunk(of))

    kinds = {'selection': lambda p, l, t: p, 'tp': lambda p, l, t: p[l & t], 'fp': lambda p, l, t: p[l & ~t]}
    traffic = sum(len(groups[('age', g)][0]) for g in of_age if ('age', g) in groups)
    intervals = sum(1 for w in tried if tried[w] >= minimum) + (len(population) if traffic >= minimum else 0)
    for kind in kinds.values():
        for attribute in ('sex', 'age'):
            m = sum(1 for (a, _), of in groups.items() if a == attribute and len(kind(*of)) >= minimum)
            intervals += m * (m - 1) // 2

    largest('selection_gap', {k: p if len(p) >= minimum else None for k, (p, l, t) in groups.items()})
    largest('true_positive_gap', {k: p[l & t] if (l & t).sum() >= minimum else None for k, (p, l, t) in groups.items()})
    largest('false_positive_gap', {k: p[l & ~t] if (l & ~t).sum() >= minimum else None for k, (p, l, t) in groups.items()})
    rates = [flips[w] / tried[w] for w in tried if tried[w] >= minimum]
    if rates:
        gaps['counterfactual'] = max(rates)
    if traffic >= minimum:
        seen = np.array([len(groups[('age', g)][0]) if ('age', g) in groups else 0 for g in population], dtype=float)
        share = np.array(list(population.values()))
        here = share > 0
        q = float((((seen - share * traffic) ** 2)[here] / (share * traffic)[here]).sum())
        z = norm.isf(.05 / intervals / 2)
        low = max(0., *(s - interval(k, traffic, z)[1] for k, s in zip(seen, share)))
        gaps['representation'] = max(low, max(0., (share - seen / traffic).max()) * kept(q, len(share) - 1))
    used = {name: b for name, b in beta.items() if name in gaps}
    requests = sum(len(p) for (a, _), (p, l, t) in groups.items() if a == 'sex')
    total = sum(used.values())
    bias.append(dict(
        minimum=minimum, requests=requests, tried=tried, flips=flips, weights=beta, population=population,
        groups=[dict(attribute=a, group=g, requests=len(p), favourable=int(p.sum()), labelled=int(l.sum()),
                     truePositives=int((p & l & t).sum()), falsePositives=int((p & l & ~t).sum()),
                     trueNegatives=int((~p & l & ~t).sum()), falseNegatives=int((~p & l & t).sum())) for (a, g), (p, l, t) in groups.items()],
        sum=float(sum(requests * b * gaps[name] for name, b in used.items())),
        score=float(sum(b * gaps[name] for name, b in used.items()) / total) if total else None,
        contributions={name: float(b * gaps[name] / total) for name, b in used.items()} if total else {}, values=gaps))
json.dump(dict(ethics=ethics, bias=bias), sys.stdout, indent=1, default=float)
