"""Expected values of the fairness metrics' tests, from independent implementations.

pip install fairlearn==0.15.0 aif360==0.6.1 statsmodels==0.15.0 scipy==1.17.1 scikit-learn pandas
python src/test/oracles/measure_fairness.py src/main/resources/demo/employment-2015.csv.gz > src/test/resources/oracles/fairness.json
"""
import itertools, json, math, sys
import numpy as np, pandas as pd
from aif360.datasets import BinaryLabelDataset
from aif360.metrics import ClassificationMetric
from fairlearn import metrics as fm
from scipy import optimize, stats
from sklearn.calibration import calibration_curve
from sklearn.metrics import accuracy_score, precision_score, roc_auc_score
from statsmodels.stats.weightstats import CompareMeans, DescrStatsW
import proportions

REFERENCE = dict(sex='male', race='White', disability='no', nativity='native')
POPULATION = dict(sex=dict(female=.52, male=.48), nativity=dict(native=.8, foreign_born=.2))
DECILES = 10


def calibration_error(y, p):
    """In ten bins of equal numbers: sorted by p, a request is in the tenth in which the first with its p is."""
    p, y = (a[np.argsort(np.asarray(p), kind='stable')] for a in (np.asarray(p), np.asarray(y)))
    tenth = 10 * np.searchsorted(p, p, 'left') // len(p)
    return float(np.abs(np.bincount(tenth, weights=p) - np.bincount(tenth, weights=y)).sum() / len(p))


def equal_width_error(y, p):
    # scikit-learn puts a score on an edge into the lower bin, Plumbline into the upper: the nudge moves it there.
    nudged = np.minimum(p + 1e-12, 1)
    true, predicted = calibration_curve(y, nudged, n_bins=DECILES, strategy='uniform')
    sizes = np.bincount(np.digitize(nudged, np.linspace(0, 1, DECILES + 1)[1:-1]), minlength=DECILES)
    return float((sizes[sizes > 0] / len(p) * np.abs(true - predicted)).sum())


def aif360(frame, attribute, group, reference):
    """AIF360 compares two groups of a data set that holds nobody else."""
    two = frame[frame[attribute].isin([group, reference])]
    coded = pd.DataFrame({'g': (two[attribute] == reference).astype(int), 'y': two.employed, 'p': two.prediction})
    def dataset(label):
        return BinaryLabelDataset(df=coded[['g', label]].rename(columns={label: 'y'}), label_names=['y'],
                                  protected_attribute_names=['g'], favorable_label=1, unfavorable_label=0)
    return ClassificationMetric(dataset('y'), dataset('p'), unprivileged_groups=[{'g': 0}], privileged_groups=[{'g': 1}])


def theil(frame):
    coded = pd.DataFrame({'g': 1, 'y': frame.employed, 'p': frame.prediction})
    def dataset(label):
        return BinaryLabelDataset(df=coded[['g', label]].rename(columns={label: 'y'}), label_names=['y'],
                                  protected_attribute_names=['g'], favorable_label=1, unfavorable_label=0)
    return float(ClassificationMetric(dataset('y'), dataset('p')).theil_index())


def areas(frame, attribute, group):
    inside, rest = frame[frame[attribute] == group], frame[frame[attribute] != group]
    def area(positives, negatives):
        return float(roc_auc_score([1] * len(positives) + [0] * len(negatives), np.concatenate([positives.probability, negatives.probability])))
    def both(a, b):
        positives, negatives = a[a.employed == 1], b[b.employed == 0]
        return area(positives, negatives)
    return dict(subgroup_auc=both(inside, inside), bpsn_auc=both(rest, inside), bnsp_auc=both(inside, rest))


data = pd.read_csv(sys.argv[1])
y, p = data.employed, data.prediction
employment = dict(everyone=dict(theil_index=theil(data)), attributes={})
for a, reference in REFERENCE.items():
    g = data[a]
    frame = fm.MetricFrame(
        metrics=dict(fpr=fm.false_positive_rate, fnr=fm.false_negative_rate, precision=precision_score, accuracy=accuracy_score,
                     odds=lambda t, q: (fm.true_positive_rate(t, q) + fm.false_positive_rate(t, q)) / 2),
        y_true=y, y_pred=p, sensitive_features=g)
    worst = dict(
        demographic_parity_difference=fm.demographic_parity_difference(y, p, sensitive_features=g),
        disparate_impact_ratio=fm.demographic_parity_ratio(y, p, sensitive_features=g),
        equal_opportunity_difference=fm.equal_opportunity_difference(y, p, sensitive_features=g),
        equalized_odds_difference=fm.equalized_odds_difference(y, p, sensitive_features=g),
        equalized_odds_ratio=fm.equalized_odds_ratio(y, p, sensitive_features=g),
        average_odds_difference=frame.difference()['odds'],
        false_positive_rate_difference=frame.difference()['fpr'],
        false_negative_rate_difference=frame.difference()['fnr'],
        predictive_parity_difference=frame.difference()['precision'],
        accuracy_difference=frame.difference()['accuracy'],
        decision_accuracy_difference=frame.difference()['accuracy'])  # of two labels the exact one is the right decision
    groups = {}
    for group, of in data.groupby(a):
        values = dict(theil_index=theil(of), **areas(data, a, group))
        intervals = {}
        if group != reference:
            base, m = data[g == reference], aif360(data, a, group, reference)
            values |= dict(
                demographic_parity_difference=m.statistical_parity_difference(),
                disparate_impact_ratio=m.disparate_impact(),
                equal_opportunity_difference=m.equal_opportunity_difference(),
                average_odds_difference=m.average_odds_difference(),
                false_positive_rate_difference=m.false_positive_rate_difference(),
                false_negative_rate_difference=m.false_negative_rate_difference(),
                predictive_parity_difference=-m.false_discovery_rate_difference(),
                accuracy_difference=-m.error_rate_difference(),
                decision_accuracy_difference=-m.error_rate_difference(),
                equalized_odds_difference=max(m.true_positive_rate_difference(), m.false_positive_rate_difference(), key=abs),
                calibration_difference=calibration_error(of.employed, of.probability) - calibration_error(base.employed, base.probability),
                mean_score_difference=of.probability.mean() - base.probability.mean(),
                calibration_in_the_large_difference=(of.employed - of.probability).mean() - (base.employed - base.probability).mean())
            welch = CompareMeans(DescrStatsW(of.probability), DescrStatsW(base.probability)).tconfint_diff(usevar='unequal')
            intervals['mean_score_difference'] = [float(x) for x in welch]
            welch = CompareMeans(DescrStatsW(of.employed - of.probability), DescrStatsW(base.employed - base.probability)).tconfint_diff(usevar='unequal')
            intervals['calibration_in_the_large_difference'] = [float(x) for x in welch]
        if group in POPULATION.get(a, {}):
            share = POPULATION[a][group]
            values['representation'] = len(of) / len(data) - share
            intervals['representation'] = [float(x) - share for x in proportions.interval(len(of), len(data))[1:]]
        groups[group] = dict(values={k: float(v) for k, v in values.items()}, intervals=intervals)
    worst['theil_index'] = max(of['values']['theil_index'] for of in groups.values())
    worst['subgroup_auc'] = min(of['values']['subgroup_auc'] for of in groups.values())
    employment['attributes'][a] = dict(worst={k: float(v) for k, v in worst.items()}, groups=groups)

rng = np.random.default_rng(11)
Z = stats.norm.ppf(.975)


def area_case(positives, negatives):
    scores = np.arange(len(positives))
    a, b = np.repeat(scores, positives), np.repeat(scores, negatives)
    placements = (a[:, None] > b[None, :]) + .5 * (a[:, None] == b[None, :])
    area, m, n = float(placements.mean()), len(a), len(b)
    tied = float((a[:, None] == b[None, :]).mean()) / 2
    def excess(t):
        each = (m + n) / 2 - 1
        v = t * (1 - t) * (1 + each * (1 - t) / (2 - t) + each * t / (1 + t)) / (m * n)
        return abs(area - t) - Z * math.sqrt(max(v, 0))
    low = optimize.brentq(excess, 0, area - 1e-15, xtol=1e-13) if area > 0 and excess(0) > 0 else 0.
    high = optimize.brentq(excess, area + 1e-15, 1, xtol=1e-13) if area < 1 and excess(1) > 0 else 1.
    if 0 < area < 1:
        error = math.sqrt((placements.mean(1).var(ddof=1) / m if m > 1 else 0) + (placements.mean(0).var(ddof=1) / n if n > 1 else 0))
        centre, half = math.log(area / (1 - area)), Z * error / (area * (1 - area))
        low, high = min(low, float(stats.logistic.cdf(centre - half))), max(high, float(stats.logistic.cdf(centre + half)))
    return dict(positives=positives.tolist(), negatives=negatives.tolist(), value=area, binError=tied,
                low=max(0., low - tied), high=min(1., high + tied))


area_cases = []
for _ in range(30):
    size = int(rng.integers(2, 51))
    a, b = rng.multinomial(int(rng.integers(1, 400)), rng.dirichlet(np.ones(size))), rng.multinomial(int(rng.integers(1, 400)), rng.dirichlet(np.ones(size)))
    area_cases.append(area_case(a, b))
area_cases += [area_case(np.array([0, 0, 7]), np.array([9, 1, 0])), area_case(np.array([5, 0]), np.array([0, 5])), area_case(np.array([40]), np.array([60]))]


def entropy(shares):
    """Generalized entropy with alpha = 1 of benefits 0, 1, 2 with these shares, from its definition."""
    benefits = np.array([0., 1., 2.])
    mean = (shares * benefits).sum()
    ratio = benefits / mean
    return float((shares * np.where(ratio > 0, ratio * np.log(np.where(ratio > 0, ratio, 1)), 0)).sum())


def theil_interval(k, n):
    """Least and largest index where Pearson's statistic of the shares allows them, or an exact interval of one share does."""
    p, limit = np.array(k) / n, 1 + stats.chi2.isf(.05, 1) / n
    def spread(q):  # 1 + Pearson's statistic / n
        return (p[p > 0] ** 2 / q[p > 0]).sum()
    found = []
    # Rays from the sample's shares to the simplex' edge: where each leaves the region, by angle, and between.
    corners = np.array([[-.5, -.5, 1], [1, -1, 0]]).T
    corners = corners / np.linalg.norm(corners, axis=0)
    def leaves(angle):
        way = corners @ [math.cos(angle), math.sin(angle)]
        with np.errstate(divide='ignore'):
            most = min(np.where(way < -1e-15, -p / way, np.inf))
        if most <= 1e-15:
            return None
        if spread(p + way * most * (1 - 1e-13)) > limit:
            most = optimize.brentq(lambda t: spread(p + way * t) - limit, 0, most * (1 - 1e-13), xtol=1e-15)
        return np.maximum(p + way * most, 0)
    def at(angle, sign):
        q = leaves(angle)
        return sign * entropy(q) if q is not None else sign * entropy(p)
    angles = np.linspace(0, 2 * math.pi, 721)
    for sign in (1, -1):
        values = [at(angle, sign) for angle in angles]
        for i in np.argsort(values)[:6]:
            found.append(optimize.minimize_scalar(at, bounds=(angles[max(0, i - 1)], angles[min(720, i + 1)]), args=(sign,),
                                                  method='bounded', options=dict(xatol=1e-12)).fun * sign)
    for t in np.linspace(0, 1, 400):  # the largest may lie inside
        for q in (leaves(angle) for angle in angles[::6]):
            found += [entropy(p + t * (q - p))] if q is not None else []
    for i in range(3):
        if k[i] < n and min(k[i], n - k[i]) <= proportions.FEW:
            def along(v):
                q = p * (1 - v) / (1 - p[i])
                q[i] = v
                return entropy(q)
            low, high = proportions.interval(k[i], n)[1:]
            found += [along(low), along(high),
                      -optimize.minimize_scalar(lambda v: -along(v), bounds=(low, high), method='bounded', options=dict(xatol=1e-12)).fun]
    return max(0., min(found)), max(found)


theil_cases, drawn = [], [(0, 30, 20), (0, 100, 0), (99, 1, 0), (0, 0, 40), (97, 0, 3), (9, 0, 1), (0, 60, 40), (1, 0, 0)[::-1], (800, 3, 0)]
for _ in range(30):
    drawn.append(tuple(int(x) for x in rng.multinomial(int(rng.integers(2, 900)), rng.dirichlet([.6, 2, .6]))))
for fn, right, fp in drawn:
    if right + fp == 0:
        continue
    n = fn + right + fp
    low, high = theil_interval((fn, right, fp), n)
    theil_cases.append(dict(falseNegatives=fn, falsePositives=fp, people=n, value=entropy(np.array([fn, right, fp]) / n), low=low, high=high))

calibration_cases = []
for _ in range(20):
    n = int(rng.integers(1, 600))
    score = rng.beta(.7, .9, n)
    truth = (rng.random(n) < score ** rng.uniform(.5, 2)).astype(int)
    decile = np.minimum(9, (score * 10).astype(int))
    counts, ones = np.bincount(decile, minlength=10), np.bincount(decile, weights=truth, minlength=10)
    sums = np.bincount(decile, weights=score, minlength=10)
    adjusted = (ones + 2) / (counts + 4)
    s = np.where(counts > 0, np.sqrt(adjusted * (1 - adjusted) / np.maximum(counts, 1)), 0)
    w, value = counts / n, equal_width_error(truth, score)
    root = math.sqrt(((w * s) ** 2).sum())
    folded = stats.halfnorm()
    down = max(folded.mean() * (w * s).sum() + Z * folded.std() * root, folded.ppf(.975) * root)
    calibration_cases.append(dict(counts=counts.tolist(), positives=ones.astype(int).tolist(), sums=sums.tolist(), value=value,
                                  low=max(0, value - down), high=min(1, value + Z * root)))

welch_cases = []
for _ in range(20):
    a, b = rng.beta(2, 3, int(rng.integers(2, 3000))), rng.beta(3, 3, int(rng.integers(2, 3000)))
    low, high = CompareMeans(DescrStatsW(a), DescrStatsW(b)).tconfint_diff(usevar='unequal')
    welch_cases.append(dict(first=[len(a), a.sum(), (a ** 2).sum()], second=[len(b), b.sum(), (b ** 2).sum()],
                            value=float(a.mean() - b.mean()), low=float(low), high=float(high)))

tables = []  # two groups' confusion tables: TP, FP, TN, FN
for _ in range(40):
    one, two = rng.multinomial(int(rng.integers(40, 2000)), rng.dirichlet(np.ones(4))), rng.multinomial(int(rng.integers(40, 2000)), rng.dirichlet(np.ones(4)))
    if min(one[0] + one[3], one[1] + one[2], two[0] + two[3], two[1] + two[2]) == 0:
        continue
    rates = [(int(t[0]), int(t[0] + t[3])) for t in (one, two)] + [(int(t[1]), int(t[1] + t[2])) for t in (one, two)]
    (a, la, ua), (b, lb, ub), (c, lc, uc), (d, ld, ud) = (proportions.interval(*r) for r in rates)
    value = (a - b + c - d) / 2
    average = dict(value=value, low=value - math.sqrt((a - la) ** 2 + (ub - b) ** 2 + (c - lc) ** 2 + (ud - d) ** 2) / 2,
                   high=value + math.sqrt((ua - a) ** 2 + (b - lb) ** 2 + (uc - c) ** 2 + (d - ld) ** 2) / 2)
    gaps = []
    for (k1, n1), (k2, n2) in (rates[:2], rates[2:]):
        gaps.append(proportions.difference(k1, n1, k2, n2, .025))
    far = max(gaps, key=lambda e: abs(e[0]))
    sign = -1 if far[0] < 0 else 1
    turned = [e if sign > 0 else (-e[0], -e[2], -e[1]) for e in gaps]
    sure, reach = max(max(l, -h, 0) for _, l, h in turned), max(max(abs(l), abs(h)) for _, l, h in turned)
    ends = sorted([sign * (sure if sure > 0 else min(l for _, l, _ in turned)), sign * reach])
    tables.append(dict(one=one.tolist(), two=two.tolist(), average_odds_difference=average,
                       equalized_odds_difference=dict(value=far[0], low=ends[0], high=ends[1])))

json.dump(dict(employment=employment, areas=area_cases, theil=theil_cases, calibration=calibration_cases, welch=welch_cases, tables=tables),
          sys.stdout, indent=1, allow_nan=False)
