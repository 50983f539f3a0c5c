"""Evidence about means of favourable probabilities and of labels less them, written from docs/alerts.md: standard library only, sums over starting panes.

python src/test/oracles/mean_scores.py > src/test/resources/oracles/mean_scores.json
"""
import json, math, random

SPEEDS, MARGINS, WEIGHTS = [.5, .8, .9, .98], [.025, .05, .1, .2, .4], [.05] * 4 + [.16] * 5
inside = lambda x: min(1 - 1e-6, max(1e-6, x))
psi = lambda b: -math.log(1 - b) - b


def decayed(panes, side, speed):
    """Number, sum and sum of squares of earlier panes."""
    last = len(panes)
    return [sum(speed ** (last - 1 - i) * pane[side][k] for i, pane in enumerate(panes)) for k in range(3)]


def mean(past):
    return inside((past[1] + .5) / (past[0] + 1))


def spread(past, about):
    return (max(0, past[2] - 2 * about * past[1] + about ** 2 * past[0]) + .25) / (past[0] + 1)


def log_e(sign, delta, group, reference, gap, spreads, pane):
    """group, reference: predicted means; the side that must not be ahead is `up`."""
    up, down = (group, reference) if sign > 0 else (reference, group)
    (n, s, q), (m, t, r) = (pane[0], pane[1]) if sign > 0 else (pane[1], pane[0])
    v, w = spreads if sign > 0 else spreads[::-1]
    # where the derivative of the predicted ln E is nothing, by halving; at most nine tenths of what could be staked
    low, high = 0, min(n / up, m / (1 - down))
    for _ in range(200):
        stake = (low + high) / 2
        rest = gap - v * stake / (n - stake * up) - w * stake / (m - stake * (1 - down)) if stake < high else -1
        low, high = (stake, high) if rest > 0 else (low, stake)
    stake = min(low, .9 * n / up, .9 * m / (1 - down))
    a, b = stake / n, stake / m
    far = lambda about, n, s, q: max(0, q - 2 * about * s + about ** 2 * n)
    return (stake * (s / n - t / m - delta) - psi(a * up) / up ** 2 * far(up, n, s, q)
            - psi(b * (1 - down)) / (1 - down) ** 2 * far(down, m, t, r))


def story(sign, delta, panes, margins=MARGINS):
    starts, found = [[] for _ in WEIGHTS], []
    for t, pane in enumerate(panes):
        if pane[0][0] and pane[1][0]:
            for i, each in enumerate(starts):
                speed = SPEEDS[i] if i < 4 else .8
                past = [decayed(panes[:t], side, speed) for side in (0, 1)]
                reference = mean(past[1])
                group = mean(past[0]) if i < 4 else inside(reference + sign * (delta + margins[i - 4]))
                gap = sign * (group - reference) - delta
                if gap > 0:
                    e = math.exp(log_e(sign, delta, group, reference, gap, (spread(past[0], mean(past[0])), spread(past[1], reference)), pane))
                    each.append(1.)
                    each[:] = [x * e for x in each]
        found.append(math.log1p(sum(w * sum(each) for w, each in zip(WEIGHTS, starts))))
    return found


draw = random.Random(17)
stories = []
for sign, delta, group, reference, width in [(-1, .1, .35, .6, .2), (1, .1, .75, .5, .2), (-1, .05, .5, .6, .4), (-1, -.1, .58, .6, .1), (1, .1, .55, .5, .05)]:
    panes = []
    for t in range(40):
        pane, billionths = [], []
        for about in (group, reference):
            xs = [round(min(1, max(0, about + width * (2 * draw.random() - 1))) * 1e9) for _ in range(draw.randrange(0, 25))]
            billionths.append([len(xs), sum(xs), sum(round(x / 1e9 * x) for x in xs)])
        panes.append(billionths)
    real = [[[n, s / 1e9, q / 1e9] for n, s, q in pane] for pane in panes]
    stories.append(dict(sign=sign, delta=delta, panes=panes, logs=story(sign, delta, real)))
# labels less scores, in [-1, 1]: halved and moved to [0, 1], and the tolerance and the fixed gaps halved with them
for sign, delta, high, reference in [(-1, .1, .25, 0), (1, .1, -.3, .05)]:
    panes, moved = [], []
    for t in range(40):
        pane, xs = [], []
        for excess in (high, reference):
            ds = []
            for _ in range(draw.randrange(0, 25)):
                p = .35 + .3 * draw.random()
                ds.append(round(((draw.random() < p - excess) - p) * 1e9))
            pane.append([len(ds), sum(ds), sum(round(d / 1e9 * d) for d in ds)])
            of = [(d / 1e9 + 1) / 2 for d in ds]
            xs.append([len(of), sum(of), sum(x * x for x in of)])
        panes.append(pane)
        moved.append(xs)
    stories.append(dict(mean='RESIDUAL', sign=sign, delta=delta, panes=panes, logs=story(sign, delta / 2, moved, [each / 2 for each in MARGINS])))
print('[' + ',\n'.join(json.dumps(each) for each in stories) + ']')
