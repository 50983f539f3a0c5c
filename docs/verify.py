#!/usr/bin/env python3
"""Checks the proof of a page: python3 verify.py proof.json [--head HEX]

Shares no code with Plumbline and needs Python 3.8 alone. docs/proofs.md says what it recomputes and what it takes on
trust. Exit code 0 and one line when the proof holds, 1 and one line that names what does not.
"""
import base64, datetime, hashlib, itertools, json, math, re, sys, unicodedata, zlib

PRECISION = 1e-6  # relative, of evidence: the two programs look for the closest rates in different ways
FORGETTING, MARGINS, EDGE = (0.5, 0.8, 0.9, 0.98), (0.025, 0.05, 0.1, 0.2, 0.4), 1e-6
WEIGHTS = [0.2 / 4] * 4 + [0.8 / 5] * 5
DAY, DECISIONS = 86_400_000, ("requests", "favourable")  # milliseconds; the counts that need no label
COUNTED = ("groups", "model", "outcome", "privacy", "scoring", "windows")
RATES = {  # successes / trials
    "selection": "favourable/requests", "accuracy": "correct/labelled",
    "decision_accuracy": "truePositives+trueNegatives/labelled",
    "true_positive": "truePositives/truePositives+falseNegatives",
    "false_positive": "falsePositives/falsePositives+trueNegatives",
    "false_negative": "falseNegatives/truePositives+falseNegatives",
    "precision": "truePositives/truePositives+falsePositives"}
METRICS = {  # without _difference or _ratio
    "demographic_parity": "selection", "disparate_impact": "selection", "equal_opportunity": "true_positive",
    "equalized_odds": "true_positive false_positive", "false_positive_rate": "false_positive", "accuracy": "accuracy",
    "false_negative_rate": "false_negative", "predictive_parity": "precision", "decision_accuracy": "decision_accuracy",
    "mean_score": "mean", "calibration_in_the_large": "mean"}  # of which the panes here have no counts: it is only numbered
class Refused(Exception):
    """Says what does not hold."""
def check(holds, what):
    if not holds:
        raise Refused(what)
def same(claimed, found, what):
    check(type(claimed) is type(found) and claimed == found, f"{what}: the proof says {claimed!r}, it is {found!r}")
def close(claimed, found, what):
    check(type(claimed) in (int, float) and abs(claimed - found) <= PRECISION * max(1, abs(found)),
          f"{what}: the proof says {claimed!r}, it is {found!r}")
def fields(value, names, what):
    check(isinstance(value, dict) and set(value) == set(names.split()), f"{what}: its fields must be {names}")
def more():
    """The second file: what few proofs need."""
    import verify_more
    return verify_more
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
    fields(proof["policy"], "meaning baseline", "policy")
    text, entries = proof["policy"]["meaning"], {}
    root, end = parse(text, 0, entries)
    check(end == len(text), "policy: its meaning ends early")
    counted = sha("{" + "".join(entries.get(key, "") for key in COUNTED) + "}")
    version = counted[:8] + "-" + sha(text + proof["policy"]["baseline"])[:8]
    same(proof["page"]["policyVersion"], version, "page.policyVersion")
    return root
def listed(value):
    return value if isinstance(value, list) else [value]
def name(value):
    value = unicodedata.normalize("NFC", value.strip())
    return "\\" + value if value == "everyone else" else value.replace("\\", "\\\\").replace("*", "\\*")
def contrasts(rule, tolerance=0.5):
    """Each direction of each rate: its name to what is tolerated and terms (rate, of the group, weight)."""
    metric, found = "" if rule.get("given") else rule["metric"], {}
    if metric == "average_odds_difference":
        for way, w in (("low", 0.5), ("high", -0.5)):
            found["average-" + way] = (tolerance, [term for rate in ("true_positive", "false_positive")
                                                   for term in ((rate, True, -w), (rate, False, w))])
    high, delta = (tolerance, 0.0) if metric.endswith("_ratio") else (1.0, tolerance)
    for rate in METRICS.get(metric.rpartition("_")[0], "").split():
        found[rate + "-low"] = (delta, [(rate, True, -1.0), (rate, False, high)])
        found[rate + "-high"] = (delta, [(rate, True, high), (rate, False, -1.0)])
    return found
def tolerance(rule, attribute, group, end):
    """What is tolerated of the group in a pane that ends then: a gap that is accepted, or the rule's."""
    for gap in listed(rule.get("accept", [])):
        until = datetime.datetime.fromisoformat(gap["until"].strip().upper().replace("Z", "+00:00"))
        until = until if until.tzinfo else until.replace(tzinfo=datetime.timezone.utc)
        if gap["group"] == attribute + "=" + group and end <= 1000 * until.timestamp():
            return float(gap["gap"])
    return float(rule["tolerance"])
def paging_scores(root):
    """How many rules about scores and drift page: each has a share of the false pages."""
    drift, when = root.get("drift", {}), root.get("ethics", {}).get("alertWhen", {})
    limits = [limit.get("severity") for limit in when.values() if isinstance(limit, dict)]
    limits += [when.get("ethicsSeverity")] * (float(when.get("ethicsBelow", 0)) > 0)
    limits += [when.get("biasSeverity")] * (float(when.get("biasAbove", 1)) < 1)
    return (limits + [drift.get("severity")] * bool(drift.get("signals"))).count("page")
def declared(root):
    """How many detectors of groups there can be at most; 0 when that is not known."""
    groups, attributes = root["groups"], root["groups"].get("attributes", [])
    if not isinstance(attributes, dict) or not all(attributes.values()):
        return 0
    kinds = {each: len(set(map(name, listed(values)))) + 1 for each, values in attributes.items()}
    kinds.update({"*".join(of): math.prod(kinds[each] for each in of) for of in groups.get("intersections", [])})
    compared = sum(size - (each in groups.get("reference", {})) for each, size in kinds.items())
    return compared * sum(len(contrasts(rule)) for rule in listed(root["fairness"]))
# --- the panes and the chain over them
def unpack(panes):
    """Every pane's start, and of each group and count a column; None where a pane does not have it."""
    values, value, shift = [], 0, 0
    for byte in inflate(panes["packed"]):
        value |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            values.append(value)
            value = shift = 0
    size = panes["number"]
    columns = [(tuple(group), count) for group in panes["groups"] for count in panes["counts"]]
    check(len(values) == size * (len(columns) + 1) > 0 == shift == values[0] and len(set(columns)) == len(columns),
          "panes.packed")
    return ([panes["first"] + panes["length"] * steps for steps in itertools.accumulate(values[:size])],
            {column: [value - 1 if value else None for value in values[size * i:size * (i + 1)]]
             for i, column in enumerate(columns, 1)})
def chain(proof, starts, table):
    """Recomputes the head; returns the attributes of which the panes show every group."""
    chain, panes, begin = proof["chain"], proof["panes"], 0
    fields(chain, "previous panes before days head", "chain")
    days, previous, number = json.loads(inflate(chain["days"])), chain["previous"], chain["panes"]
    groups, before = [tuple(each) for each in panes["groups"]], chain["before"]
    kinds = {kind: [c for c in panes["counts"] if (c in DECISIONS) == (kind == "decisions")] for kind in before}
    check(set(kinds) <= {"decisions", "labels"} and panes["counts"] == sorted(sum(kinds.values(), [])), "panes.counts")
    check(all(len(set(groups)) == len(groups) == len(of) and all(
        link is None or re.fullmatch("[0-9a-f]{64}", link) for link in of) for of in before.values()), "chain.before")
    links = {(group, kind): link for kind in kinds for group, link in zip(groups, before[kind])}
    for day in days:
        end = next((i for i in range(begin, len(starts)) if starts[i] // DAY != starts[begin] // DAY), len(starts))
        for (group, kind), link in links.items():
            columns = [(f" {count}=", table[group, count]) for count in kinds[kind]]
            for i in range(begin, end):
                counts = "".join([label + str(column[i]) for label, column in columns if column[i] is not None])
                if counts:
                    link = sha(f"{link or previous} {starts[i]}{counts}")
            links[group, kind] = link
        lines = {each: list(others) for each, others in zip(sorted({each for each, _ in groups}), day["groups"])}
        for group, hidden in zip(groups, day["hidden"]):
            if any(links[group, kind] for kind in kinds):
                both = [links.get((group, kind), hidden) for kind in ("decisions", "labels")]
                lines[group[0]].append(" ".join([sha(group[1])] + both))
        shown = [sha(each) + " " + sha("\n".join(sorted(of))) for each, of in lines.items() if of]
        number += end - begin
        previous = sha("\n".join(["pane chain 1", sha(proof["page"]["model"]), previous]
                                 + [f"{number} {starts[end - 1]}", day["records"]] + sorted(day["attributes"] + shown)))
        links, begin = dict.fromkeys(links), end
    check(begin == len(starts), "chain.days: some panes have none")
    same(chain["head"], previous, "chain.head")
    return {each for i, each in enumerate(sorted(lines)) if not any(day["groups"][i] for day in days)}
# --- the detector
def closest(terms, delta, q, n):
    """The tolerated rates closest to q: those that minimise the sum of n KL(q||p) where the sum of w p is delta."""
    if len(terms) > 2:
        return more().closest(terms, delta, q, n)
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

class Bettors:
    """The nine bettors of one contrast: what the Shiryaev-Roberts sum of each has come to."""
    def __init__(self, delta, terms):
        self.terms, self.delta, self.past = terms, delta, [[(0.0, 0.0)] * 4 for _ in terms]
        self.logs, self.runs, self.starts = [0.0] * 9, [0.0] * 9, [0] * 9
    def beyond(self, rates):
        return sum([w * rate for (_, _, w), rate in zip(self.terms, rates)]) - self.delta
    def bets(self):
        rates = [[min(1 - EDGE, max(EDGE, (s + 0.5) / (n + 1))) for s, n in speeds] for speeds in self.past]
        yield from zip(*rates)
        beside, moved = [each[1] for each in rates], sum(abs(w) for _, of_group, w in self.terms if of_group)
        beyond = self.beyond(beside)
        for margin in MARGINS:
            move = (margin - beyond) / moved
            yield [min(1 - EDGE, max(EDGE, rate + (move if w > 0 else -move))) if of_group else rate
                   for (_, of_group, w), rate in zip(self.terms, beside)]
    def after(self, start, k, n, betting):
        for i, q in enumerate(self.bets() if betting and all(n) else ()):
            if self.beyond(q) > 0:
                log = sum([a * math.log(x / p) + (b - a) * math.log((1 - x) / (1 - p))
                           for a, b, x, p in zip(k, n, q, closest(self.terms, self.delta, q, n))])
                x = self.logs[i] + log
                self.logs[i] = max(x, 0) + math.log1p(math.exp(-abs(x)))  # M = (M + 1) E
                self.starts[i] = start if self.runs[i] <= 0 else self.starts[i]
                self.runs[i] = max(self.runs[i], 0) + log
        self.past = [[(keep * s + a, keep * t + b) for keep, (s, t) in zip(FORGETTING, speeds)]
                     for speeds, a, b in zip(self.past, k, n)]
    def evidence(self):
        most = max(self.logs)
        return math.expm1(most + math.log(sum(w * math.exp(log - most) for w, log in zip(WEIGHTS, self.logs))))
    def onset(self):
        return instant(self.starts[max(range(9), key=lambda i: math.log(WEIGHTS[i]) + self.runs[i])])

def detector(claim, root, panes, starts, table, whole):
    """Recomputes one detector; returns its bettors and its share of the policy's false pages."""
    what, attribute = f"detector {claim['metric']}/{claim['contrast']}", claim["attribute"]
    fields(claim, "metric contrast attribute group reference delta terms warmUp number evidence onset bettors", what)
    sides = [table[key] for key in table if key[0] == (attribute, claim["group"])]
    present = [any(side[i] is not None for side in sides) for i in range(len(starts))]
    check(any(present), what + ": nobody of the group is shown")
    rules = [rule for rule in listed(root["fairness"]) if rule["metric"] == claim["metric"] and not rule.get("given")]
    check(len(rules) == 1 and claim["contrast"] in contrasts(rules[0]), what + ": the policy has no such rule")
    tolerated = [tolerance(rules[0], attribute, claim["group"], start + panes["length"]) for start in starts]
    now = max(i for i, there in enumerate(present) if there)
    delta, terms = contrasts(rules[0], tolerated[now])[claim["contrast"]]
    same(claim["delta"], delta, what + ".delta")
    same(claim["terms"], [{"rate": rate, "ofGroup": side, "weight": w} for rate, side, w in terms], what + ".terms")
    declares = root["groups"].get("reference", {}).get(attribute)
    reference = declares if declares is None or declares == "*other" or "*" in attribute else name(declares)
    same(claim["reference"], reference or "everyone else", what + ".reference")
    others = {group for (kind, group), _ in table if kind == attribute} - {claim["group"]}
    check(reference in others if reference else attribute in whole, what + ": not all compared are shown")
    def column(names, of_group):
        groups = [claim["group"]] if of_group else [reference] if reference else others
        shown = [table[(attribute, group), each] for group in groups for each in names.split("+")]
        return [sum([column[i] or 0 for column in shown]) for i in range(len(starts))]
    columns = [[column(part, of_group) for part in RATES[rate].split("/")] for rate, of_group, _ in terms]
    bettors, warm = Bettors(delta, terms), claim["warmUp"]  # a later first bet is less evidence
    check(type(warm) is int and 0 <= warm <= len(starts), what + ".warmUp")
    check(len(set(tolerated[warm:now + 1])) <= 1, what + ".warmUp: something else was tolerated then")
    for i, start in enumerate(starts):
        if present[i]:
            bettors.after(start, [k[i] for k, _ in columns], [n[i] for _, n in columns], i >= warm)
    close(claim["evidence"], bettors.evidence(), what + ".evidence")
    same(claim["onset"], bettors.onset(), what + ".onset")
    check(len(claim["bettors"]) == 9, what + ".bettors")
    for i, (bettor, bet) in enumerate(zip(claim["bettors"], FORGETTING + MARGINS)):
        found = {"forgets" if i < 4 else "margin": bet, "weight": WEIGHTS[i], "log": bettors.logs[i]}
        fields(bettor, " ".join(found), what + ".bettors")
        for key in found:
            close(bettor[key], found[key], f"{what}.bettors[{i}].{key}")
    scores, most, number = paging_scores(root), declared(root), claim["number"]
    place = (number or 0) + scores
    check(number is None and most or type(number) is int and number > 0 and place > most + scores, what + ".number")
    parts = max(most + scores, place) if most else place * (place + 1)
    return bettors, 1 / parts / (2 if "search" in root["groups"] else 1)  # the search has the other half

def verify(raw, published):
    body, comma, end = raw.rpartition(b',"digest":')
    check(comma and end.strip() == b'"' + hashlib.sha256(body).hexdigest().encode() + b'"}', "digest")
    proof = json.loads(raw)
    fields(proof, "form page policy panes chain rule digest", "proof")
    same(proof["form"], "page proof 1", "form")
    page, panes, rule, head = proof["page"], proof["panes"], proof["rule"], proof["chain"]["head"]
    fields(page, "key model metric attribute group at evidence threshold onset policyVersion named", "page")
    fields(panes, "first length number groups counts packed", "panes")
    fields(rule, "panesPerFalsePage sum detectors", "rule")
    root = policy(proof)
    windows, allowed = root.get("windows", {}), root.get("alerts", {}).get("falsePages", {})
    advance = millis(windows.get("advance", windows.get("size", "PT1M")))
    same(panes["length"], advance, "panes.length")
    budget = max(1.0, millis(allowed.get("per", "P90D")) / advance / float(allowed.get("atMost", 1)))
    close(rule["panesPerFalsePage"], budget, "rule.panesPerFalsePage")
    starts, table = unpack(panes)
    whole = chain(proof, starts, table)
    found = [detector(each, root, panes, starts, table, whole) for each in rule["detectors"]]
    sums, seen, (bettors, share), least = {}, set(), found[0], budget * (1 - PRECISION)
    for i, (claim, (others, part)) in enumerate(zip(rule["detectors"], found)):
        key = tuple(claim[each] for each in ("metric", "attribute", "group"))
        seen |= {(key, claim["contrast"]), claim["number"] or ~i}
        sums[key] = sums.get(key, 0) + part * others.evidence()
    check(len(seen) == 2 * len(found), "rule.detectors: one is there twice")
    parts, total, evidence = [root["model"], *next(iter(sums))], sum(sums.values()), sorted(sums.values(), reverse=True)
    close(rule["sum"], total, "rule.sum")
    check(total >= least, f"rule.sum: {total} is less than {budget}, so there is no page")
    names = max((r for r, each in enumerate(evidence, 1) if r * each >= least), default=0)  # e-d-BH, of those shown
    check(page["named"] in ("each" if names * sums[tuple(parts[1:])] >= least else "", "together"), "page.named")
    same([page[each] for each in "model metric attribute group key".split()], [*parts, "/".join(parts)], "page.key")
    same(page["at"], instant(starts[-1] + advance), "page.at")
    close(page["threshold"], budget / share, "page.threshold")
    close(bettors.evidence() if page["evidence"] is None else page["evidence"], bettors.evidence(), "page.evidence")
    same(bettors.onset() if page["onset"] is None else page["onset"], bettors.onset(), "page.onset")
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
