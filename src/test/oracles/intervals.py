"""Expected values of the tests of confidence levels, intervals, tests of hypotheses and worst pairs, from independent implementations.

pip install fairlearn==0.15.0 statsmodels==0.15.0 scipy==1.17.1 numpy
python src/test/oracles/intervals.py > src/test/resources/oracles/intervals.json
"""
import itertools, json, math, sys
import numpy as np
from fairlearn import metrics as fm
from scipy import special, stats
from statsmodels.stats.multitest import multipletests
import proportions

rng = np.random.default_rng(23)
LEVELS = (.5, .8, .9, .95, .99, .999)

levels = [dict(level=c, z=float(stats.norm.isf((1 - c) / 2))) for c in LEVELS]
shared = [dict(level=c, intervals=many, each=1 - (1 - c) / many, z=float(stats.norm.isf((1 - c) / many / 2)))
          for c in (.9, .95, .99) for many in (2, 3, 15, 190)]
student = [dict(level=c, degrees=d, t=float(stats.t.isf((1 - c) / 2, d)))
           for c in (.8, .9, .95) for d in (1, 1.5, 7.25, 120, 999, 999.9, 1000, 1000.1, 1234.5, 4000, 1e6)]


def share_gap(people, expected, c):
    """Two groups of the same traffic: Zou and Donner's square-and-add as a quadratic form in the shares' correlations."""
    a, b, rest = people
    n = a + b + rest
    p = np.array([a, b, rest]) / n
    intervals = [proportions.interval(k, n, 1 - c)[1:] for k in (a, b)]
    excess = [dict(value=k / n - e, low=float(low - e), high=float(high - e)) for k, e, (low, high) in zip((a, b), expected, intervals)]
    covariance = np.diag(p) - np.outer(p, p)  # of one person's membership
    sd = np.sqrt(np.diag(covariance))
    # Nobody else in the traffic: the one share determines the other. One of the two empty: its share is constant.
    rho = -1. if a + b == n and (sd[:2] == 0).all() else 0. if 0 in sd[:2] else covariance[0, 1] / sd[0] / sd[1]
    form = np.array([[1, -rho], [-rho, 1]])
    def arm(x, y):
        return math.sqrt(np.array([x, y]) @ form @ np.array([x, y]))
    value = p[0] - expected[0] - (p[1] - expected[1])
    (l1, u1), (l2, u2) = intervals
    return dict(people=[a, b], all=n, expected=expected, level=c, excess=excess,
                gap=dict(value=value, low=value - arm(p[0] - l1, u2 - p[1]), high=value + arm(u1 - p[0], p[1] - l2)))


shares = []
for _ in range(30):
    people = [int(x) for x in rng.multinomial(int(rng.integers(5, 5000)), rng.dirichlet([1, 1, 1]))]
    wanted = [float(x) for x in rng.dirichlet([2, 2, 2])[:2]]
    shares.append(share_gap(people, wanted, float(rng.choice([.8, .95, .99]))))
shares += [share_gap(p, [.3, .6], .95) for p in ([10, 20, 0], [0, 20, 5], [20, 0, 5], [0, 0, 9], [9, 0, 0], [0, 9, 0])]


def furthest(first, second, neutral, distance, turned):
    """The larger distance from no effect, over a fine grid of the box that both intervals span."""
    far = first if distance(first[0]) >= distance(second[0]) else second
    up = far[0] > neutral
    least, most = 0., 0.
    for _, low, high in (first, second):
        grid = np.append(np.linspace(low, high, 4001), [neutral] * (low <= neutral <= high))
        least, most = max(least, distance(grid).min()), max(most, distance(grid).max())
    if least > 0:
        near = turned(least if up else -least)
    else:  # neither is sure: as far as they reach on the other side
        near = min(first[1], second[1]) if up else max(first[2], second[2])
    ends = sorted([near, turned(most if up else -most)])
    return dict(first=first, second=second, value=far[0], low=float(ends[0]), high=float(ends[1]))


def around(scale):
    value, below, above = rng.normal(0, .3), *rng.uniform(.01, .4, 2)
    return [float(scale(x)) for x in (value, value - below, value + above)]


differences = [furthest(around(float), around(float), 0, np.abs, float) for _ in range(80)]
ratios = [furthest(around(np.exp), around(np.exp), 1, lambda x: np.abs(np.log(x)), np.exp) for _ in range(80)]

kolmogorov = [dict(x=float(x), p=float(special.kolmogorov(x))) for x in (0, .03, .0999, .1, .2, .35, .5, .75, .99, .9999, 1, 1.0001, 1.2, 1.7, 2.5, 4, 9)]

holm = []
for _ in range(60):
    p = [float(x) for x in rng.choice([1e-4, .004, .01, .0125, .02, .025, .03, .05, .2, .7], int(rng.integers(1, 9)))]
    level = float(rng.choice([.01, .025, .05]))
    holm.append(dict(pValues=p, level=level, rejected=[bool(x) for x in multipletests(p, alpha=level, method='holm')[0]]))


def area(positives, negatives):
    """Few people: where DeLong's interval on the logit scale is the wider of the two on both sides."""
    scores = np.arange(len(positives))
    a, b = np.repeat(scores, positives), np.repeat(scores, negatives)
    won = (a[:, None] > b[None, :]) + .5 * (a[:, None] == b[None, :])
    m, n, value = len(a), len(b), float(won.mean())
    tied = float((a[:, None] == b[None, :]).mean()) / 2
    variance = (won.mean(1).var(ddof=1) / m if m > 1 else 0) + (won.mean(0).var(ddof=1) / n if n > 1 else 0)
    centre, half = special.logit(value), stats.norm.ppf(.975) * math.sqrt(variance) / (value * (1 - value))
    low, high = float(special.expit(centre - half)), float(special.expit(centre + half))
    def hanley_mcneil(t):
        return t * (1 - t) * (1 + ((m + n) / 2 - 1) * ((1 - t) / (2 - t) + t / (1 + t))) / (m * n)
    assert (value - low) ** 2 > stats.norm.ppf(.975) ** 2 * hanley_mcneil(low) and (high - value) ** 2 > stats.norm.ppf(.975) ** 2 * hanley_mcneil(high)
    return dict(positives=list(positives), negatives=list(negatives), value=value, low=max(0., low - tied), high=min(1., high + tied))


areas = [area((1, 0, 0, 0, 1), (0, 30, 40, 30, 0)), area((0, 30, 40, 30, 0), (1, 0, 0, 0, 1)), area((1, 0, 0, 0, 0, 1), (1, 20, 10, 15, 30, 0))]

# Everybody in one bin: the downward end is that of one bin alone, a normal interval at Agresti and Coull's share.
one_bin = []
for count, positives, total, c in ((100, 20, 70., .95), (40, 30, 6., .95), (1000, 400, 700., .8), (5, 0, 4.9, .8)):
    share = (positives + 2) / (count + 4)
    s, error = math.sqrt(share * (1 - share) / count), abs(total - positives) / count
    down = max(stats.norm.isf((1 - c) / 4) * s, stats.halfnorm.mean() * s + stats.norm.isf((1 - c) / 2) * stats.halfnorm.std() * s)
    one_bin.append(dict(count=count, positives=positives, sum=total, level=c, value=error, low=float(max(0, error - down)),
                        high=float(min(1, error + stats.norm.isf((1 - c) / 2) * s))))



def worst_rates(people):
    """The worst of all pairs' differences and ratios of selection rates, by intervals that hold at once (Bonferroni)."""
    names = 'abcdefgh'[:len(people)]
    rate = {g: k / n for g, (k, n) in zip(names, people)}
    group = np.concatenate([[g] * n for g, (_, n) in zip(names, people)])
    chosen = np.concatenate([np.arange(n) < k for k, n in people]).astype(int)
    alpha = .05 / (len(people) * (len(people) - 1) / 2)
    def every(contrast):
        return np.array([contrast(k1, n1, k2, n2, alpha)[1:] for (k1, n1), (k2, n2) in itertools.permutations(people, 2)])
    difference, ratio = every(proportions.difference), every(proportions.ratio)
    return dict(
        favourable=[k for k, _ in people], people=[n for _, n in people],
        highest=max(rate, key=rate.get), lowest=min(rate, key=rate.get),
        difference=dict(value=float(fm.demographic_parity_difference(chosen, chosen, sensitive_features=group)),
                        low=float(max(0, difference[:, 0].max())), high=float(difference[:, 1].max())),
        ratio=dict(value=float(fm.demographic_parity_ratio(chosen, chosen, sensitive_features=group)),
                   low=float(ratio[:, 0].min()), high=float(min(1, ratio[:, 1].min()))))


worst_pairs = []
for _ in range(20):
    sizes = [int(x) for x in rng.integers(40, 900, int(rng.integers(2, 7)))]
    worst_pairs.append(worst_rates([(int(rng.integers(1, n + 1)), n) for n in sizes]))


def worst_shares(people, expected):
    """The most over- beside the most underrepresented of groups that are part of the same traffic."""
    alpha, total = .05 / (len(expected) * (len(expected) - 1) / 2), sum(people)
    gaps = [share_gap([people[i], people[j], total - people[i] - people[j]], [expected[i], expected[j]], 1 - alpha)['gap']
            for i, j in itertools.permutations(range(len(expected)), 2)]
    excess = np.array(people[:len(expected)]) / total - expected
    names = 'abcdefgh'
    return dict(people=people, expected=expected, most=names[excess.argmax()], least=names[excess.argmin()],
                worst=dict(value=float(excess.max() - excess.min()), low=max(0., max(g['low'] for g in gaps)),
                           high=max(g['high'] for g in gaps)))


# The last group of each has no declared share of the population.
representation = []
for _ in range(12):
    many = int(rng.integers(2, 6))
    people = [int(x) for x in rng.multinomial(int(rng.integers(50, 3000)), rng.dirichlet(np.full(many + 1, 2.)))]
    representation.append(worst_shares(people, [float(x) for x in rng.dirichlet(np.full(many, 3.))]))

json.dump(dict(levels=levels, shared=shared, student=student, shares=shares, differences=differences,
               ratios=ratios, kolmogorov=kolmogorov, holm=holm, areas=areas, oneBin=one_bin,
               worstPairs=worst_pairs, representation=representation), sys.stdout, indent=1, allow_nan=False)
