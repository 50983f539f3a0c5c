#!/usr/bin/env python3
"""Checks the proof of a page: python3 verify.py proof.json [--head HEX]

Shares no code with Plumbline and needs Python 3.8 alone. docs/proofs.md says what it recomputes and what it takes on
trust. Exit code 0 and one line when the proof holds, 1 and one line that names what does not.
"""
import base64, datetime, hashlib, importlib, itertools, json, math, re, sys, unicodedata, zlib

PRECISION = 1e-6  # relative, of evidence: the two programs look for the closest rates in different ways
FORGETTING, MARGINS, EDGE = (0.5, 0.8, 0.9, 0.98), (0.025, 0.05, 0.1, 0.2, 0.4), 1e-6
WEIGHTS = [0.2 / 4] * 4 + [0.8 / 5] * 5
DAY, DECISIONS = 86_400_000, ("requests", "favourable")  # milliseconds; the counts that need no label
COUNTED = ("groups", "model", "outcome", "privacy", "scoring", "windows")
RATES = {  # successes / trials; of a mean: sum / number / sum of squares, in billionths
    "selection": "favourable/requests", "accuracy": "correct/labelled",
    "decision_accuracy": "truePositives+trueNegatives/labelled",
    "true_positive": "truePositives/truePositives+falseNegatives",
    "false_positive": "falsePositives/falsePositives+trueNegatives",
    "false_negative": "falseNegatives/truePositives+falseNegatives",
    "precision": "truePositives/truePositives+falsePositives",
    "probability": "scores.sum/scores.n/scores.squares", "residual": "residuals.sum/residuals.n/residuals.squares"}
METRICS = {  # without _difference or _ratio
    "demographic_parity": "selection", "disparate_impact": "selection", "equal_opportunity": "true_positive",
    "equalized_odds": "true_positive false_positive", "false_positive_rate": "false_positive", "accuracy": "accuracy",
    "false_negative_rate": "false_negative", "predictive_parity": "precision", "decision_accuracy": "decision_accuracy",
    "mean_score": "probability", "calibration_in_the_large": "residual"}
class Refused(Exception):
    """Says what does not hold."""
def check(holds, what):
    if not holds:
        raise Refused(what)
def agree(claimed, found, what):  # figures with decimals nearly so
    if isinstance(found, (dict, list)):
        check(type(claimed) is type(found) and len(claimed) == len(found), f"{what}: there must be {len(found)} fields")
        for key in found if isinstance(found, dict) else range(len(found)):
            agree(claimed[key], found[key], f"{what}.{key}".lstrip("."))
    else:
        near = type(found) is float and type(claimed) in (int, float)
        check(abs(claimed - found) <= PRECISION * max(1, abs(found)) if near else claimed == found
              and type(claimed) is type(found), f"{what}: the proof says {claimed!r}, it is {found!r}")
def more():  # what few proofs need
    return importlib.import_module("verify_more")
def sha(text):
    return hashlib.sha256(text.encode()).hexdigest()
def inflate(text):
    return zlib.decompress(base64.b64decode(text, validate=True))
def instant(millis):
    text = (datetime.datetime(1970, 1, 1) + datetime.timedelta(milliseconds=millis)).isoformat(timespec="milliseconds")
    return text.replace(".000", "") + "Z"
def millis(duration):
    found = re.fullmatch(r"P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?)?", duration)
    check(found, f"policy: the duration {duration!r}")
    days, hours, minutes, seconds = (float(part or 0) for part in found.groups())
    return round(1000 * (seconds + 60 * (minutes + 60 * (hours + 24 * days))))
# --- the policy: a text that is the same for the same meaning, every word behind its length
def parse(text, at, entries):
    """The value that begins at a place, and where it ends; the entries of the outermost mapping as texts."""
    if text[at] not in "[{":
        colon = text.index(":", at)
        end = colon + 1 + int(text[at:colon])
        return text[colon + 1:end], end
    found, mapping, at = [], text[at] == "{", at + 1
    while text[at] not in "]}":
        begin, (item, at) = at, parse(text, at, {})
        if mapping:
            value, at = parse(text, at, {})
            entries[item], item = text[begin:at], (item, value)
        found.append(item)
    return dict(found) if mapping else found, at + 1
def policy(proof):
    text, entries = proof["policy"]["meaning"], {}
    root, end = parse(text, 0, entries)
    check(end == len(text), "policy: its meaning ends early")
    counted = sha("{" + "".join(entries.get(key, "") for key in COUNTED) + "}")
    return root, counted[:8] + "-" + sha(text + proof["policy"]["baseline"])[:8]
def listed(value):
    return value if isinstance(value, list) else [value]
def name(value):
    value = unicodedata.normalize("NFC", value.strip())
    return "\\" + value if re.match("everyone else($| of )", value) else value.replace("\\", "\\\\").replace("*", "\\*")
def contrasts(rule, tolerance=0.5):
    """Each direction of each rate: its name to what is tolerated and terms (rate, of the group, weight)."""
    metric, found = "" if rule.get("given") else rule["metric"], {}
    if metric == "average_odds_difference":
        return more().average_odds(tolerance)
    high, delta = (tolerance, 0.0) if metric.endswith("_ratio") else (1.0, tolerance)
    for rate in METRICS.get(metric.rpartition("_")[0], "").split():
        of = "mean" if rate in ("probability", "residual") else rate
        found[of + "-low"] = (delta, [(rate, True, -1.0), (rate, False, high)])
        found[of + "-high"] = (delta, [(rate, True, high), (rate, False, -1.0)])
    return found
def compared(root):  # to how many groups each attribute and intersection can have
    attributes = root["groups"].get("attributes", [])
    values = attributes if isinstance(attributes, dict) else dict.fromkeys(listed(attributes))
    kinds = {each: len(set(map(name, listed(of)))) + 1 if of else math.inf for each, of in values.items()}
    joint = root["groups"].get("intersections", [])
    return {**kinds, **{"*".join(of): math.prod([kinds[each] for each in of]) for of in joint}}
def declared(root):
    """How many detectors of groups there can be at most; 0 when that is not known."""
    groups = sum(size - (each in root["groups"].get("reference", {})) for each, size in compared(root).items())
    return 0 if groups == math.inf else groups * sum(len(contrasts(rule)) for rule in listed(root["fairness"]))
# --- the panes and the chain over them
def unpack(panes):
    """Every pane's start, and of each group and count a column; None where a pane does not have it."""
    steps, *columns = json.loads(inflate(panes["packed"]))
    names = [(tuple(group), count) for group in panes["groups"] for count in panes["counts"]]
    check(len(set(names)) == len(names) == len(columns) and steps[0] == 0 and min(steps) >= 0 and all(
        len(each) == len(steps) == panes["number"] and {type(value) for value in each} <= {int, type(None)}
        for each in [steps] + columns), "panes.packed")
    return [panes["first"] + panes["length"] * step for step in itertools.accumulate(steps)], dict(zip(names, columns))
def kind(count):  # in which of a group's chains it is
    return count.split(".")[0] if "." in count else "decisions" if count in DECISIONS else "labels"
def chain(proof, starts, table):
    """The head, and the attributes of which the panes show every group."""
    chain, panes, begin = proof["chain"], proof["panes"], 0
    days, previous, number = json.loads(inflate(chain["days"])), chain["previous"], chain["panes"]
    groups, before = [tuple(each) for each in panes["groups"]], chain["before"]
    kinds = {of: [count for count in panes["counts"] if kind(count) == of] for of in before}
    check(panes["counts"] == sorted(sum(kinds.values(), [])) and all(kinds.values()), "panes.counts")
    check(all(len(set(groups)) == len(groups) == len(of) and all(
        link is None or re.fullmatch("[0-9a-f]{64}", link) for link in of) for of in before.values()), "chain.before")
    links = {(group, of): link for of in kinds for group, link in zip(groups, before[of])}
    for day in days:
        end = next((i for i in range(begin, len(starts)) if starts[i] // DAY != starts[begin] // DAY), len(starts))
        for (group, of), link in links.items():
            columns = [(f" {count}=", table[group, count]) for count in kinds[of]]
            for i in range(begin, end):
                counts = "".join([label + str(column[i]) for label, column in columns if column[i] is not None])
                if counts:
                    link = sha(f"{link or previous} {starts[i]}{counts}")
            links[group, of] = link
        lines = {each: list(others) for each, others in zip(sorted({each for each, _ in groups}), day["groups"])}
        taken = {(each, of[:16]) for each in lines for of in lines[each]} | {("", of[:16]) for of in day["attributes"]}
        known = {("", sha(each)[:16]) for each in lines} | {
            (each, sha(of)[:16]) for each, group in groups for of in (group, "* of " + group)}
        check(not taken & known, "chain.days: what is shown is hidden")
        for group, hidden in zip(groups, day["hidden"]):
            check(not set(hidden) & set(kinds), "chain.days: counts are hidden that are to be shown")
            shown = {of: links[group, of] for of in kinds if links[group, of]}
            every = {"decisions": previous, "labels": previous, **hidden, **shown}
            line = [sha(group[1]), every["decisions"], every["labels"]]
            line = " ".join(line + [f"{of}={every[of]}" for of in ("residuals", "scores") if of in every])
            short = line[:16] + " " + sha(line) if group[0].startswith("searched ") else line
            lines[group[0]] += [short] if shown else []
        shown = [sha(each) + " " + sha("\n".join(sorted(of))) for each, of in lines.items() if of]
        number += end - begin
        previous = sha("\n".join(["pane chain 1", sha(proof["page"]["model"]), previous]
                                 + [f"{number} {starts[end - 1]}", day["records"]] + sorted(day["attributes"] + shown)))
        links, begin = dict.fromkeys(links), end
    check(begin == len(starts), "chain.days: some panes have none")
    return previous, {each for i, each in enumerate(sorted(lines)) if not any(day["groups"][i] for day in days)}
# --- the detector
def closest(terms, delta, q, n):
    """The tolerated rates closest to q: those that minimise the sum of n KL(q||p) where the sum of w p is delta."""
    (w, v), (q1, q2), (n1, n2) = [w for _, _, w in terms], q, n  # Newton's method on the slope, between brackets
    ends = sorted((delta / w, (delta - v) / w))  # where the other rate is 0 and 1
    low, high, ratio = max(0.0, ends[0]), min(1.0, ends[1]), w / v
    p = q1 - w * (w * q1 + v * q2 - delta) / (w * w + v * v)
    for _ in range(200):
        p = p if low < p < high else (low + high) / 2
        r = (delta - w * p) / v
        a, b, x, y = p * (1 - p), r * (1 - r), p - q1, r - q2
        slope = n1 * x / a - ratio * n2 * y / b
        low, high = (low, p) if slope > 0 else (p, high)
        step = slope / (n1 * (a - x * (1 - 2 * p)) / (a * a) + ratio * ratio * n2 * (b - y * (1 - 2 * r)) / (b * b))
        if abs(step) < 1e-15 + 1e-13 * a:
            break
        p -= step
    return p, (delta - w * p) / v
def rate_odds(terms, delta, past, now):
    """Of each bettor the logarithm of E; None where it does not bet."""
    def beyond(rates):
        return sum([w * rate for (_, _, w), rate in zip(terms, rates)]) - delta
    rates = [[min(1 - EDGE, max(EDGE, (k + 0.5) / (n + 1))) for k, n in speeds] for speeds in past]
    bets, beside = list(zip(*rates)), [each[1] for each in rates]
    moved = sum([abs(w) for _, of_group, w in terms if of_group])
    for move in [(margin - beyond(beside)) / moved for margin in MARGINS]:
        bets.append([min(1 - EDGE, max(EDGE, rate + (move if w > 0 else -move))) if of_group else rate
                     for (_, of_group, w), rate in zip(terms, beside)])
    nearest = closest if len(terms) == 2 else more().closest
    for q in bets:
        yield None if beyond(q) <= 0 else sum(
            [k * math.log(x / p) + (n - k) * math.log((1 - x) / (1 - p))
             for (k, n), x, p in zip(now, q, nearest(terms, delta, q, [n for _, n in now]))])
class Bettors:
    """The nine bettors of one contrast: what the Shiryaev-Roberts sum of each has come to."""
    def __init__(self, delta, terms, odds):
        sums = len(RATES[terms[0][0]].split("/"))
        self.terms, self.delta, self.odds, self.past = terms, delta, odds, [[(0.0,) * sums] * 4 for _ in terms]
        self.logs, self.runs, self.starts = [0.0] * 9, [0.0] * 9, [0] * 9
    def after(self, start, now, betting):
        """One pane, which has of each term what is summed, how many there are, and the squares' sum if there is one."""
        known = betting and all([of[1] for of in now])
        for i, log in enumerate(self.odds(self.terms, self.delta, self.past, now) if known else ()):
            if log is not None:
                x = self.logs[i] + log
                self.logs[i] = max(x, 0) + math.log1p(math.exp(-abs(x)))  # M = (M + 1) E
                self.starts[i] = start if self.runs[i] <= 0 else self.starts[i]
                self.runs[i] = max(self.runs[i], 0) + log
        self.past = [[tuple([keep * old + new for old, new in zip(sums, of)]) for keep, sums in zip(FORGETTING, speeds)]
                     for speeds, of in zip(self.past, now)]
    def evidence(self):
        most = max(self.logs)
        return math.expm1(most + math.log(sum(w * math.exp(log - most) for w, log in zip(WEIGHTS, self.logs))))
    def onset(self):
        return instant(self.starts[max(range(9), key=lambda i: math.log(WEIGHTS[i]) + self.runs[i])])
def detector(claim, root, panes, starts, table, whole):
    """Recomputes one detector; returns its bettors and its share of the policy's false pages."""
    what, attribute = f"detector {claim['metric']}/{claim['contrast']}", claim["attribute"]
    found = attribute not in compared(root)  # by a search, which compares with all who have these attributes
    row, table = more().compared(table, attribute, claim["group"]) if found else (attribute, table)
    sides = [table[key] for key in table if key[0] == (row, claim["group"])]
    present = [any(side[i] is not None for side in sides) for i in range(len(starts))]
    rules = [rule for rule in listed(root["fairness"]) if rule["metric"] == claim["metric"] and not rule.get("given")]
    check(len(rules) == 1 and claim["contrast"] in contrasts(rules[0]), what + ": the policy has no such rule")
    tolerated = [float(rules[0]["tolerance"])] * len(starts) if "accept" not in rules[0] else more().tolerated(
        rules[0], claim, [start + panes["length"] for start in starts])
    newest = max([i for i, there in enumerate(present) if there])
    delta, terms = contrasts(rules[0], tolerated[newest])[claim["contrast"]]
    declares = root["groups"].get("reference", {}).get(attribute)
    reference = declares if declares is None or declares == "*other" or "*" in attribute else name(declares)
    others = {group for (of, group), _ in table if of == row} - {claim["group"]}
    check(others == {"*"} if found else reference in others if reference else attribute in whole,
          what + ": not all compared are shown")
    def column(names, of_group):
        groups = [claim["group"]] if of_group else [reference] if reference else others
        shown = [table[(row, group), each] for group in groups for each in names.split("+")]
        own = column(names, True) if found and not of_group else [0] * len(starts)
        return [sum([column[i] or 0 for column in shown]) - own[i] for i in range(len(starts))]
    sums = [zip(*[column(part, of_group) for part in RATES[rate].split("/")]) for rate, of_group, _ in terms]
    odds = more().searching(rate_odds) if found else more().mean_odds if "." in RATES[terms[0][0]] else rate_odds
    bettors, warm = Bettors(delta, terms, odds), claim["warmUp"]  # a later first bet is less evidence
    check(type(warm) is int and 0 <= warm <= len(starts), what + ".warmUp")
    check(len(set(tolerated[warm:newest + 1])) <= 1, what + ".warmUp: something else was tolerated then")
    for i, now in enumerate(zip(*sums)):
        if present[i]:
            bettors.after(starts[i], now, i >= warm)
    scores = more().paging_scores(root) if {"drift", "ethics"} & set(root) else 0  # each has a share
    most, number = declared(root), claim["number"]
    place = (number or 0) + scores
    check(number is None if found else number is None and most or type(number) is int and number > 0
          and place > most + scores, what + ".number")
    parts = max(most + scores, place) if most else place * (place + 1)
    if found:
        parts = more().searched(root["groups"], compared(root), attribute) * sum(
            [not each.startswith("mean") for rule in listed(root["fairness"]) for each in contrasts(rule)])
    agree(claim, {
        **{each: str(claim[each]) for each in ("metric", "contrast", "attribute", "group")},
        "reference": reference or "everyone else", "delta": delta, "warmUp": warm, "number": number,
        "terms": [{"rate": rate, "ofGroup": of_group, "weight": w} for rate, of_group, w in terms],
        "evidence": bettors.evidence(), "onset": bettors.onset(),
        "bettors": [{"forgets" if i < 4 else "margin": bet, "weight": WEIGHTS[i], "log": bettors.logs[i]}
                    for i, bet in enumerate(FORGETTING + MARGINS)]}, what)
    return bettors, 1 / parts / (2 if "search" in root["groups"] else 1)  # the search has one half
# --- the proof
def verify(raw, published):
    body, comma, end = raw.rpartition(b',"digest":')
    check(comma and end.strip() == b'"' + hashlib.sha256(body).hexdigest().encode() + b'"}', "digest")
    proof = json.loads(raw)
    page, panes, rule, chained = proof["page"], proof["panes"], proof["rule"], proof["chain"]
    root, version = policy(proof)
    windows, allowed = root.get("windows", {}), root.get("alerts", {}).get("falsePages", {})
    advance = millis(windows.get("advance", windows.get("size", "PT1M")))
    budget = max(1.0, millis(allowed.get("per", "P90D")) / advance / float(allowed.get("atMost", 1)))
    starts, table = unpack(panes)
    head, whole = chain(proof, starts, table)
    found = [detector(each, root, panes, starts, table, whole) for each in rule["detectors"]]
    sums, seen, (bettors, share), least = {}, set(), found[0], budget * (1 - PRECISION)
    for i, (claim, (others, part)) in enumerate(zip(rule["detectors"], found)):
        key = tuple(claim[each] for each in ("metric", "attribute", "group"))
        seen |= {(key, claim["contrast"]), claim["number"] or ~i}
        sums[key] = sums.get(key, 0) + part * others.evidence()
    check(len(seen) == 2 * len(found), "rule.detectors: one is there twice")
    parts, total, evidence = [root["model"], *next(iter(sums))], sum(sums.values()), sorted(sums.values(), reverse=True)
    check(total >= least, f"rule.sum: {total} is less than {budget}, so there is no page")
    names = max((r for r, each in enumerate(evidence, 1) if r * each >= least), default=0)  # e-d-BH, of those shown
    check(page["named"] in ("each" if names * sums[tuple(parts[1:])] >= least else "", "together"), "page.named")
    agree(proof, {
        "form": "page proof 1", "digest": proof["digest"],
        "policy": {each: proof["policy"][each] for each in ("meaning", "baseline")},
        "page": {
            **dict(zip("model metric attribute group".split(), parts)), "key": "/".join(parts), "named": page["named"],
            "at": instant(starts[-1] + advance), "threshold": budget / share, "policyVersion": version,
            "evidence": None if page["evidence"] is None else bettors.evidence(),
            "onset": None if page["onset"] is None else bettors.onset()},
        "panes": {**{each: panes[each] for each in "first number groups counts packed".split()}, "length": advance},
        "chain": {**{each: chained[each] for each in "previous panes before days".split()}, "head": head},
        "rule": {"panesPerFalsePage": budget, "sum": total, "detectors": rule["detectors"]}}, "")
    check(published in (None, head), "chain.head is not the head that was published")
    return (f"proof holds: {page['key']} at {page['at']}, named {page['named']}, evidence of {len(sums)} rule"
            f"{'s'[:len(sums) - 1]} {total:.6g} at a threshold of {budget:.6g}, {len(starts)} panes, head {head}"
            + ("" if published else " (not compared with a published one: --head HEX)"))
if __name__ == "__main__":
    try:
        check(len(sys.argv) == 2 or len(sys.argv) == 4 and sys.argv[2] == "--head", __doc__.splitlines()[0])
        with open(sys.argv[1], "rb") as file:
            print(verify(file.read(), sys.argv[3] if len(sys.argv) == 4 else None))
    except Exception as error:
        print("refused:", error if isinstance(error, Refused) else f"this is no proof ({error!r})")
        sys.exit(1)
