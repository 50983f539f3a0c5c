"""The policy's evidence after every pane and whom its pages name, written from docs/alerts.md; standard library only.

python src/test/oracles/policy_sum.py > src/test/resources/oracles/policy_sum.json
"""
import json, math, random

SPEEDS, MARGINS, WEIGHTS = [.5, .8, .9, .98], [.025, .05, .1, .2, .4], [.05] * 4 + [.16] * 5
inside = lambda rate: min(1 - 1e-6, max(1e-6, rate))


def closest(w, delta, q, n):
    """The p nearest to q in n KL(q||p) on w.p = delta, two rates, by halving."""
    to = lambda x: (delta - w[0] * x) / w[1]
    ends = sorted([delta / w[0], (delta - w[1]) / w[0]])
    low, high = max(0, ends[0]), min(1, ends[1])
    slope = lambda x: n[0] * (x - q[0]) / (x * (1 - x)) - w[0] / w[1] * n[1] * (to(x) - q[1]) / (to(x) * (1 - to(x)))
    for _ in range(200):
        x = (low + high) / 2
        try:
            low, high = (x, high) if slope(x) < 0 else (low, x)
        except ZeroDivisionError:  # at an end
            return x, to(x)
    return x, to(x)


class Detector:
    """Shiryaev-Roberts sums of nine bettors, as plain sums over starting panes."""

    def __init__(self, number, w, delta):
        self.number, self.w, self.delta = number, w, delta
        self.starts = [[] for _ in WEIGHTS]  # E since each starting pane
        self.panes = []

    def rate(self, speed, group):
        k, n = (0, 1) if group else (2, 3)
        last = len(self.panes)
        successes = sum(speed ** (last - 1 - i) * pane[k] for i, pane in enumerate(self.panes))
        trials = sum(speed ** (last - 1 - i) * pane[n] for i, pane in enumerate(self.panes))
        return inside((successes + .5) / (trials + 1))

    def bets(self):
        for speed in SPEEDS:
            yield [self.rate(speed, True), self.rate(speed, False)]
        q = [self.rate(.8, True), self.rate(.8, False)]
        for margin in MARGINS:
            yield [inside((self.delta + margin - self.w[1] * q[1]) / self.w[0]), q[1]]

    def take(self, pane):
        k, n = (pane[0], pane[2]), (pane[1], pane[3])
        if min(n) > 0:
            for starts, q in zip(self.starts, list(self.bets())):
                if self.w[0] * q[0] + self.w[1] * q[1] > self.delta:
                    p = closest(self.w, self.delta, q, n)
                    e = math.exp(sum(k[i] * math.log(q[i] / p[i]) + (n[i] - k[i]) * math.log((1 - q[i]) / (1 - p[i])) for i in (0, 1)))
                    starts.append(1.)
                    starts[:] = [x * e for x in starts]
        self.panes.append(pane)

    def evidence(self):
        return sum(weight * sum(starts) for weight, starts in zip(WEIGHTS, self.starts))


def names(values, threshold):
    """values: rule -> evidence, adding up to the threshold or more."""
    order = sorted(values, key=lambda rule: (-values[rule], rule))
    named = max([r for r in range(1, len(order) + 1) if values[order[r - 1]] >= threshold / r], default=0)
    if named:
        return order[:named], 'each'
    total, named = 0, 0
    while total < threshold:
        total += values[order[named]]
        named += 1
    return order[:named], 'together'


def story(seed, closed, threshold, rates, minutes):
    """rates: group -> rate by minute; m is the reference. One rule of a difference, one of a ratio."""
    draw = random.Random(seed)
    groups = sorted(g for g in rates if g != 'm')
    rules = [('demographic_parity_difference', [([-1., 1.], .1), ([1., -1.], .1)]), ('disparate_impact_ratio', [([-1., .8], 0.), ([.8, -1.], 0.)])]
    detectors, number, told, panes, sums, pages = {}, 0, set(), [], [], []
    declared = 4 * (len(groups) + 1) if closed else 0  # what is not declared is a group too
    for minute in range(minutes):
        pane = {}
        for g in sorted(rates):
            n = draw.randrange(20, 61) if g == 'm' or draw.random() < (.8 if seed < 3 else .4) else 0  # panes may lack a group
            if n:
                pane[g] = [sum(draw.random() < rates[g](minute) for _ in range(n)), n]
        for g in groups:
            if g in pane:
                for rule, contrasts in rules:
                    for i, (w, delta) in enumerate(contrasts):
                        if (g, rule, i) not in detectors:
                            number += 1
                            detectors[g, rule, i] = Detector(number, w, delta)
                        detectors[g, rule, i].take(pane[g] + pane['m'])
        share = lambda d: 1 / max(declared, d.number) if closed else 1 / (d.number * (d.number + 1))
        values = {}
        for (g, rule, i), d in detectors.items():
            values[g, rule] = values.get((g, rule), 0) + share(d) * d.evidence()
        while True:
            left = {key: value for key, value in values.items() if key not in told}
            total = sum(left.values())
            if len(sums) == minute:
                sums.append(total)
            if total < threshold:
                break
            chosen, how = names(left, threshold)
            told |= set(chosen)
            pages.append(dict(minute=minute, named=[list(each) for each in chosen], how=how, sum=total, shares=[left[each] for each in chosen]))
        panes.append(pane)
    return dict(closed=closed, groups=groups, threshold=threshold, panes=panes, sums=sums, pages=pages)


fall = lambda before, after, at: lambda minute: before if minute < at else after
flat = lambda rate: lambda minute: rate
stories = []
for seed, closed in [(s, c) for s in range(6) for c in (True, False)]:
    rates = dict(m=flat(.6), a=fall(.6, .38, 10), b=fall(.6, .4, 12), c=flat(.58), d=fall(.6, .42, 14))
    stories.append(story(seed, closed, 300 if seed % 2 else 2000, rates, 50))
print('[' + ',\n'.join(json.dumps(each) for each in stories) + ']')
