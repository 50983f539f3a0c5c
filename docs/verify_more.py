"""What few proofs need, for verify.py, which imports it only then: gaps that are
accepted, scores that page, rules of more than two rates, means of scores, and groups that a search found.

Shares no code with Plumbline and needs Python 3.8 alone.
"""
import datetime, itertools, math

FORGETTING, MARGINS, EDGE, MOST = 4, (0.025, 0.05, 0.1, 0.2, 0.4), 1e-6, 0.9

def tolerated(rule, claim, ends):
    """What is tolerated of the group in each pane: a gap that is accepted when the pane ends, or the rule's."""
    accepted = rule["accept"] if isinstance(rule["accept"], list) else [rule["accept"]]
    gaps = []
    for gap in accepted:
        until = datetime.datetime.fromisoformat(gap["until"].strip().upper().replace("Z", "+00:00"))
        until = until if until.tzinfo else until.replace(tzinfo=datetime.timezone.utc)
        if gap["group"] == claim["attribute"] + "=" + claim["group"]:
            gaps.append((1000 * until.timestamp(), float(gap["gap"])))
    return [next((gap for until, gap in gaps if end <= until), float(rule["tolerance"])) for end in ends]

def paging_scores(root):
    """How many rules about scores and drift page: each has a share of the false pages."""
    drift, when = root.get("drift", {}), root.get("ethics", {}).get("alertWhen", {})
    limits = [limit.get("severity") for limit in when.values() if isinstance(limit, dict)]
    limits += [when.get("ethicsSeverity")] * (float(when.get("ethicsBelow", 0)) > 0)
    limits += [when.get("biasSeverity")] * (float(when.get("biasAbove", 1)) < 1)
    return (limits + [drift.get("severity")] * bool(drift.get("signals"))).count("page")

def average_odds(tolerance):
    """Both directions of half the gap of the true positive rate and half that of the false positive rate."""
    return {"average-" + way: (tolerance, [term for rate in ("true_positive", "false_positive")
                                           for term in ((rate, True, -w), (rate, False, w))])
            for way, w in (("low", 0.5), ("high", -0.5))}

def closest(terms, delta, q, n):
    """The tolerated rates closest to q when several are free: one multiplier, by bisection."""
    low, high, middle, best = 0.0, None, 1.0, q
    for _ in range(120):
        slopes = [middle * w / size for (_, _, w), size in zip(terms, n)]
        roots = [math.sqrt(max((1 + s) ** 2 - 4 * s * rate, 0)) for s, rate in zip(slopes, q)]
        p = [2 * rate / (1 + s + root) if s >= 0 else 1 - 2 * (1 - rate) / (1 - s + root)
             for s, rate, root in zip(slopes, q, roots)]
        if sum(w * rate for (_, _, w), rate in zip(terms, p)) > delta:
            low, best = middle, p
        else:
            high = middle
        middle = 2 * middle if high is None else (low + high) / 2
    return best

def psi(u):
    return -math.log1p(-u) - u

def mean_odds(terms, delta, past, now):
    """Of each bettor the logarithm of E, None where it does not bet: docs/alerts.md, "Mean scores"."""
    least = -1 if terms[0][0] == "residual" else 0
    width = 1 - least
    def moved(of):
        """Sum, number and sum of squares of figures that are moved to [0, 1]."""
        total, n, squares = of[0] / 1e9, of[1], of[2] / 1e9
        return (total - least * n) / width, n, (squares - 2 * least * total + least * least * n) / width ** 2
    def distance(of, center):
        """Sum of (x - center)^2."""
        total, n, squares = of
        return max(squares - 2 * center * total + center * center * n, 0)
    def inside(mean):
        return min(1 - EDGE, max(EDGE, mean))
    up = 0 if terms[0][2] > 0 else 1  # the side that must not be ahead: 0 is the group
    for i in range(FORGETTING + len(MARGINS)):
        speed = i if i < FORGETTING else 1
        sides = [moved(past[side][speed]) for side in (0, 1)]
        means = [inside((total + 0.5) / (n + 1)) for total, n, _ in sides]
        spreads = [(distance(side, mean) + 0.25) / (side[1] + 1) for side, mean in zip(sides, means)]
        if i >= FORGETTING:
            beyond = (delta + MARGINS[i - FORGETTING]) / width
            means[0] = inside(means[1] + (beyond if up == 0 else -beyond))
        a, b, v, w = means[up], means[1 - up], spreads[up], spreads[1 - up]
        d = a - b - delta / width
        if d <= 0:
            yield None
            continue
        ahead, behind = moved(now[up]), moved(now[1 - up])
        n, m, c = ahead[1], behind[1], 1 - b
        # the smaller root of d = v s / (n - s a) + w s / (m - s c)
        p, q, r = d * a * c + v * c + w * a, d * (n * c + m * a) + v * m + w * n, d * n * m
        s = min(2 * r / (q + math.sqrt(max(q * q - 4 * p * r, 0))), MOST * min(n / a, m / c))
        yield (s * (ahead[0] / n - behind[0] / m - delta / width)
               - psi(s * a / n) / a ** 2 * distance(ahead, a) - psi(s * c / m) / c ** 2 * distance(behind, b))

def searched(groups, kinds, attribute):
    """How many groups are searched; none when these attributes are not combined."""
    attributes, search = groups["attributes"], groups["search"]
    asked = search.get("attributes") or [each for each, values in attributes.items() if values]
    names = sorted(set(asked if isinstance(asked, list) else [asked]))
    declared = [set(of) for of in groups.get("intersections", [])]
    combined = [of for size in range(2, min(int(search.get("depth", 3)), len(names)) + 1)
                for of in itertools.combinations(names, size) if set(of) not in declared]
    if attribute not in ["*".join(of) for of in combined]:
        return math.inf
    return sum(math.prod(kinds[each] - 1 for each in of) for of in combined)

def compared(table, attribute, group):
    """The rows' name, and the table with whom a group is compared: `* of` the group in panes that have it, else `*`."""
    row = "searched " + attribute
    own, counts = (row, "* of " + group), {count for of, count in table if of[0] == row}
    columns = [table[own, count] for count in counts if (own, count) in table]
    there = [any(value is not None for value in values) for values in zip(*columns)]
    apart = {((row, "*"), count): [mine if is_there else usual for mine, usual, is_there in zip(
        table[own, count], table[(row, "*"), count], there)] for count in counts} if there else {}
    return row, {**{key: column for key, column in table.items() if key[0] != own}, **apart}

def searching(odds):
    """A search bets when the gap of the last panes is more than half of what is tolerated."""
    return lambda terms, delta, past, now: odds(terms, delta, past, now) if near(terms, delta, past) else ()

def near(terms, delta, past):
    rates = [min(1 - EDGE, max(EDGE, (k + 0.5) / (n + 1))) for k, n in [speeds[0] for speeds in past]]
    equal = [rates[i | 1] for i in range(len(rates))]  # the reference's for both
    def beyond(of):
        return sum(w * rate for (_, _, w), rate in zip(terms, of)) - delta
    return beyond(rates) > beyond(equal) / 2
