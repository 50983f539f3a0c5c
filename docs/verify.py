#!/usr/bin/env python3
"""Checks the proof of a page: python3 verify.py proof.json [--head HEX]

It shares no code with Plumbline and needs Python 3.8 alone. docs/proofs.md says what it recomputes and what it takes on
trust. Exit code 0 and one line when the proof holds, 1 and one line that names what does not.
"""
import base64, hashlib, json, math, re, sys, unicodedata, zlib
from datetime import datetime, timedelta, timezone

PRECISION = 1e-6  # relative, of evidence; the two programs seek closest rates in different ways
FORGETTING = (0.5, 0.8, 0.9, 0.98)
MARGINS = (0.025, 0.05, 0.1, 0.2, 0.4)
WEIGHTS = [0.2 / 4] * 4 + [0.8 / 5] * 5
EDGE = 1e-6
WARM_UP = 1000  # at most so many panes are read before the first bet
COUNTED = ("model", "privacy", "scoring", "outcome", "groups", "windows")
SUCCESSES = {  # of each rate: what counts as a success, and out of what
    "selection": (("favourable",), ("requests",)),
    "true_positive": (("truePositives",), ("truePositives", "falseNegatives")),
    "false_positive": (("falsePositives",), ("falsePositives", "trueNegatives")),
    "false_negative": (("falseNegatives",), ("truePositives", "falseNegatives")),
    "precision": (("truePositives",), ("truePositives", "falsePositives")),
    "accuracy": (("correct",), ("labelled",)),
    "decision_accuracy": (("truePositives", "trueNegatives"), ("labelled",))}
RATES = {
    "demographic_parity_difference": ["selection"], "disparate_impact_ratio": ["selection"],
    "equal_opportunity_difference": ["true_positive"], "accuracy_difference": ["accuracy"],
    "equalized_odds_difference": ["true_positive", "false_positive"],
    "equalized_odds_ratio": ["true_positive", "false_positive"],
    "false_positive_rate_difference": ["false_positive"], "false_negative_rate_difference": ["false_negative"],
    "predictive_parity_difference": ["precision"], "decision_accuracy_difference": ["decision_accuracy"]}


class Refused(Exception):
    pass


def check(holds, what):
    if not holds:
        raise Refused(what)


def same(claimed, computed, what):
    check(type(claimed) is type(computed) and claimed == computed, f"{what}: the proof says {claimed!r}, it is {computed!r}")


def close(claimed, computed, what):
    check(type(claimed) in (int, float) and abs(claimed - computed) <= PRECISION * max(1, abs(computed)),
          f"{what}: the proof says {claimed!r}, it is {computed!r}")


def fields(value, names, what):
    check(isinstance(value, dict) and set(value) == set(names.split()), f"{what}: its fields must be {names}")


def sha(text):
    return hashlib.sha256(text.encode()).hexdigest()


def instant(millis):
    moment = datetime(1970, 1, 1, tzinfo=timezone.utc) + timedelta(milliseconds=millis)
    text = moment.strftime("%Y-%m-%dT%H:%M:%S")
    return text + (f".{millis % 1000:03d}Z" if millis % 1000 else "Z")


def millis(duration):
    found = re.fullmatch(r"P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?)?", duration)
    check(found, f"policy: the duration {duration!r}")
    days, hours, minutes, seconds = (float(part or 0) for part in found.groups())
    return round(1000 * (seconds + 60 * (minutes + 60 * (hours + 24 * days))))


# --- the policy: a text that is the same for the same meaning, each word behind its length

def parse(text, at):
    if text[at] in "{[":
        mapping, at = text[at] == "{", at + 1
        result, slices = ({}, {}) if mapping else ([], None)
        while text[at] not in "}]":
            begin, (first, at) = at, parse(text, at)
            if mapping:
                result[first], at = parse(text, at)
                slices[first] = text[begin:at]
            else:
                result.append(first)
        return result, at + 1
    colon = text.index(":", at)
    end = colon + 1 + int(text[at:colon])
    return text[colon + 1:end], end


def policy(proof):
    fields(proof["policy"], "meaning baseline", "policy")
    text, baseline = proof["policy"]["meaning"], proof["policy"]["baseline"]
    root, end = parse(text, 0)
    check(end == len(text), "policy: its meaning ends early")
    counted = "{" + "".join(text_of(text, key) for key in sorted(COUNTED) if key in root) + "}"
    same(proof["page"]["policyVersion"], sha(counted)[:8] + "-" + sha(text + baseline)[:8], "page.policyVersion")
    same(proof["page"]["model"], root["model"], "page.model")
    return root


def text_of(text, key):
    at = 1
    while True:
        begin, (found, at) = at, parse(text, at)
        at = parse(text, at)[1]
        if found == key:
            return text[begin:at]


def listed(value):
    return value if isinstance(value, list) else [value]


def name(value):
    value = unicodedata.normalize("NFC", value.strip())
    return "\\" + value if value == "everyone else" else value.replace("\\", "\\\\").replace("*", "\\*")


def contrasts(rule):
    """name: (delta, terms) of each direction of each rate; a term is (rate, of the group, weight)."""
    tolerance, metric = float(rule["tolerance"]), rule["metric"]
    if rule.get("given"):
        return {}
    if metric == "average_odds_difference":
        return {f"average-{way}": (tolerance, [(rate, side, sign * 0.5 * (-1 if side else 1)) for rate in
                                               ("true_positive", "false_positive") for side in (True, False)])
                for way, sign in (("low", 1), ("high", -1))}
    high, delta = (tolerance, 0.0) if metric.endswith("_ratio") else (1.0, tolerance)
    found = {}
    for rate in RATES.get(metric, []):
        found[rate + "-low"] = (delta, [(rate, True, -1.0), (rate, False, high)])
        found[rate + "-high"] = (delta, [(rate, True, high), (rate, False, -1.0)])
    return found


def declared(root):
    """How many detectors there can be at most; 0 when that is not known."""
    groups, rules = root.get("groups", {}), sum(len(contrasts(rule)) for rule in listed(root.get("fairness", [])))
    attributes = groups.get("attributes", [])
    if not isinstance(attributes, dict) or not all(attributes.values()):
        return 0
    kinds = {each: len(set(map(name, listed(values)))) + 1 for each, values in attributes.items()}
    crossed = {"*".join(names): math.prod(kinds[each] for each in names) for names in groups.get("intersections", [])}
    reference = groups.get("reference", {})
    return rules * sum(size - (each in reference) for each, size in list(kinds.items()) + list(crossed.items()))


# --- the panes and the chain over them

def unpack(panes):
    """Every pane's start, and of each group and count a column; None where a pane does not have it."""
    packed, values, value, shift = zlib.decompress(base64.b64decode(panes["packed"], validate=True)), [], 0, 0
    for byte in packed:
        value |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            values.append(value)
            value = shift = 0
    size, columns = panes["number"], len(panes["groups"]) * len(panes["counts"])
    check(type(size) is int and size > 0 and len(values) == size * (columns + 1) and shift == 0, "panes.packed: its length")
    starts, at = [], panes["first"]
    for step in values[:size]:
        at += step * panes["length"]
        starts.append(at)
    rows = [values[size * (i + 1):size * (i + 2)] for i in range(columns)]
    table, rest = {}, iter(rows)
    for group in panes["groups"]:
        for count in panes["counts"]:
            table[tuple(group), count] = [value - 1 if value else None for value in next(rest)]
    return starts, table


def chain(proof, starts, table):
    chain, panes = proof["chain"], proof["panes"]
    fields(chain, "previous panes before days head", "chain")
    days = json.loads(zlib.decompress(base64.b64decode(chain["days"], validate=True)))
    groups, previous, number = [tuple(each) for each in panes["groups"]], chain["previous"], chain["panes"]
    kinds = [kind for kind in ("decisions", "labels") if kind in chain["before"]]
    same(sorted(chain["before"]), kinds, "chain.before")
    named = {kind: sorted(each for each in panes["counts"] if (each in ("requests", "favourable")) == (kind == "decisions"))
             for kind in kinds}
    same(sorted(sum(named.values(), [])), sorted(panes["counts"]), "panes.counts")
    links = {(kind, group): link for kind in kinds for group, link in zip(groups, chain["before"][kind])}
    check(len(links) == len(kinds) * len(groups), "chain.before")
    begin = 0
    for day in days:
        fields(day, "records hidden groups attributes", "chain.days")
        end = begin
        while end < len(starts) and starts[end] // 86_400_000 == starts[begin] // 86_400_000:
            end += 1
        check(end > begin, "chain.days")
        for (kind, group), link in links.items():
            columns = [(f" {count}=", table[group, count]) for count in named[kind]]
            for i in range(begin, end):
                counts = "".join(label + str(column[i]) for label, column in columns if column[i] is not None)
                if counts:
                    link = sha(f"{link or previous} {starts[i]}{counts}")
            links[kind, group] = link
        lines = {attribute: list(others) for attribute, others in zip(sorted({a for a, _ in groups}), day["groups"])}
        for group, hidden in zip(groups, day["hidden"]):
            both = [links.get((kind, group)) if kind in kinds else hidden for kind in ("decisions", "labels")]
            if any(links[kind, group] for kind in kinds):
                lines[group[0]].append(" ".join([sha(group[1])] + both))
        attributes = day["attributes"] + [sha(a) + " " + sha("\n".join(sorted(of))) for a, of in lines.items() if of]
        number += end - begin
        previous = sha("\n".join(["plumbline chain 1", sha(proof["page"]["model"]), previous,
                                  f"{number} {starts[end - 1]}", day["records"]] + sorted(attributes)))
        links, begin = dict.fromkeys(links, ""), end
    check(begin == len(starts), "chain.days: some panes have none")
    same(chain["head"], previous, "chain.head")
    return all(not others for day in days for others in day["groups"])


# --- the detector

def closest(terms, delta, q, n):
    """The tolerated rates closest to q: those that minimise the sum of n KL(q||p) where the sum of w p is delta."""
    if len(terms) == 2:  # one free rate: Newton's method on the slope, between brackets
        (w, v), (q1, q2), (n1, n2) = [w for _, _, w in terms], q, n
        ends = sorted((delta / w, (delta - v) / w))  # where the other rate is 0 and 1
        low, high = max(0.0, ends[0]), min(1.0, ends[1])
        p, ratio = q1 - w * (w * q1 + v * q2 - delta) / (w * w + v * v), w / v
        for _ in range(200):
            if not low < p < high:
                p = (low + high) / 2
            r = (delta - w * p) / v
            a, b = p * (1 - p), r * (1 - r)
            slope = n1 * (p - q1) / a - ratio * n2 * (r - q2) / b
            if slope > 0:
                high = p
            else:
                low = p
            bend = n1 * (a - (p - q1) * (1 - 2 * p)) / (a * a) + ratio * ratio * n2 * (b - (r - q2) * (1 - 2 * r)) / (b * b)
            step = slope / bend
            p -= step
            if abs(step) < 1e-15 + 1e-13 * a:
                return p, (delta - w * p) / v
        return p, (delta - w * p) / v
    def rates(lam):
        found = []
        for (_, _, w), rate, size in zip(terms, q, n):
            s = lam * w / size
            root = math.sqrt(max((1 + s) ** 2 - 4 * s * rate, 0))
            found.append(2 * rate / (1 + s + root) if s >= 0 else 1 - 2 * (1 - rate) / (1 - s + root))
        return found
    def beyond(lam):
        return sum(w * p for (_, _, w), p in zip(terms, rates(lam))) - delta
    low, high = 0.0, 1.0
    while beyond(high) > 0:
        low, high = high, 2 * high
    for _ in range(80):
        middle = (low + high) / 2
        low, high = (middle, high) if beyond(middle) > 0 else (low, middle)
    return rates(low)


class Bettors:
    """The nine bettors of one contrast: what the Shiryaev-Roberts sum of each has come to."""

    def __init__(self, terms, delta):
        self.terms, self.delta = terms, delta
        self.move = sum(abs(w) for _, of_group, w in terms if of_group)
        self.past = [[[0.0, 0.0] for _ in FORGETTING] for _ in terms]
        self.logs, self.runs, self.starts = [0.0] * 9, [0.0] * 9, [None] * 9

    def bets(self):
        rates = [[min(1 - EDGE, max(EDGE, (s + 0.5) / (n + 1))) for s, n in speeds] for speeds in self.past]
        for speed in range(len(FORGETTING)):
            yield [each[speed] for each in rates]
        beside = [each[1] for each in rates]
        beyond = sum(w * q for (_, _, w), q in zip(self.terms, beside)) - self.delta
        for margin in MARGINS:
            move = (margin - beyond) / self.move
            yield [min(1 - EDGE, max(EDGE, q + math.copysign(move, move * w))) if of_group else q
                   for (_, of_group, w), q in zip(self.terms, beside)]

    def after(self, start, k, n, betting):
        if betting and all(n):
            for i, q in enumerate(self.bets()):
                if sum(w * rate for (_, _, w), rate in zip(self.terms, q)) - self.delta > 0:
                    self.add(i, start, sum(a * math.log(x / p) + (b - a) * math.log((1 - x) / (1 - p)) for a, b, x, p
                                           in zip(k, n, q, closest(self.terms, self.delta, q, n))))
        for speeds, a, b in zip(self.past, k, n):
            for i, keep in enumerate(FORGETTING):
                speeds[i] = [keep * speeds[i][0] + a, keep * speeds[i][1] + b]

    def add(self, i, start, log):
        x = self.logs[i] + log
        self.logs[i] = max(x, 0) + math.log1p(math.exp(-abs(x)))  # M = (M + 1) E
        if self.runs[i] <= 0:
            self.starts[i] = start
        self.runs[i] = max(self.runs[i], 0) + log

    def evidence(self):
        most = max(self.logs)
        return math.expm1(most + math.log(sum(w * math.exp(log - most) for w, log in zip(WEIGHTS, self.logs))))

    def onset(self):
        return self.starts[max(range(9), key=lambda i: math.log(WEIGHTS[i]) + self.runs[i])]


def detector(claim, root, starts, table, whole):
    """Recomputes one detector; returns its bettors and its share of the policy's false pages."""
    fields(claim, "metric contrast attribute group reference delta terms warmUp number evidence onset bettors", "detector")
    what, attribute = f"detector {claim['metric']}/{claim['contrast']}", claim["attribute"]
    rules = [rule for rule in listed(root["fairness"]) if rule["metric"] == claim["metric"] and not rule.get("given")]
    check(len(rules) == 1 and claim["contrast"] in contrasts(rules[0]), what + ": the policy has no such rule")
    delta, terms = contrasts(rules[0])[claim["contrast"]]
    same(claim["delta"], delta, what + ".delta")
    same(claim["terms"], [{"rate": rate, "ofGroup": side, "weight": w} for rate, side, w in terms], what + ".terms")
    reference = root["groups"].get("reference", {}).get(attribute)
    reference = reference if reference is None or "*" in attribute or reference == "*other" else name(reference)
    same(claim["reference"], reference or "everyone else", what + ".reference")
    check(reference or whole, what + ": chain.days hides groups that the reference is made of")
    others = [group for kind, group in {key[0] for key in table} if kind == attribute and group != claim["group"]]
    sides = [[claim["group"]], [reference] if reference else others]
    def counts(side, names, i):
        return sum(table[(attribute, group), each][i] or 0 for group in sides[side] for each in names)
    bettors, warm = Bettors(terms, delta), claim["warmUp"]
    check(type(warm) is int and 0 <= warm <= WARM_UP, what + ".warmUp")
    present = [column for key, column in table.items() if key[0] == (attribute, claim["group"])]
    for i, start in enumerate(starts):
        if any(column[i] is not None for column in present):
            k, n = ([counts(0 if side else 1, SUCCESSES[rate][part], i) for rate, side, _ in terms] for part in (0, 1))
            bettors.after(start, k, n, i >= warm)
    close(claim["evidence"], bettors.evidence(), what + ".evidence")
    same(claim["onset"], instant(bettors.onset()), what + ".onset")
    check(len(claim["bettors"]) == 9, what + ".bettors")
    for i, bettor in enumerate(claim["bettors"]):
        kind, value = ("forgets", FORGETTING[i]) if i < 4 else ("margin", MARGINS[i - 4])
        fields(bettor, kind + " weight log", what + ".bettors")
        same(bettor[kind], value, what + ".bettors")
        close(bettor["weight"], WEIGHTS[i], what + ".bettors")
        close(bettor["log"], bettors.logs[i], what + ".bettors")
    most, number = declared(root), claim["number"]
    check(number is None if most else type(number) is int and number > 0, what + ".number")
    return bettors, 1 / most if most else 1 / (number * (number + 1))


def verify(raw, published):
    body, comma, end = raw.rpartition(b',"digest":')
    check(comma and end.strip() == b'"' + hashlib.sha256(body).hexdigest().encode() + b'"}', "digest")
    proof = json.loads(raw)
    fields(proof, "form page policy panes chain rule digest", "proof")
    same(proof["form"], "plumbline proof 1", "form")
    page, panes, rule = proof["page"], proof["panes"], proof["rule"]
    fields(page, "key model metric attribute group at evidence threshold onset policyVersion", "page")
    fields(panes, "first length number groups counts packed", "panes")
    fields(rule, "panesPerFalsePage sum detectors", "rule")
    root = policy(proof)
    windows, alerts = root.get("windows", {}), root.get("alerts", {})
    advance = millis(windows.get("advance", windows.get("size", "PT1M")))
    same(panes["length"], advance, "panes.length")
    allowed = alerts.get("falsePages", {})
    whole_time = max(1.0, millis(allowed.get("per", "P90D")) / advance / float(allowed.get("atMost", 1)))
    close(rule["panesPerFalsePage"], whole_time, "rule.panesPerFalsePage")
    starts, table = unpack(panes)
    whole = chain(proof, starts, table)
    found = [detector(each, root, starts, table, whole) for each in rule["detectors"]]
    total = sum(share * bettors.evidence() for bettors, share in found)
    close(rule["sum"], total, "rule.sum")
    check(total >= whole_time * (1 - PRECISION), f"rule.sum: {total} is less than {whole_time}: no page")
    bettors, share = found[0]
    for key in ("metric", "attribute", "group"):
        same(page[key], rule["detectors"][0][key], "page." + key)
    same(page["key"], "/".join(page[each] for each in ("model", "metric", "attribute", "group")), "page.key")
    same(page["at"], instant(starts[-1] + advance), "page.at")
    close(page["threshold"], whole_time / share, "page.threshold")
    if page["evidence"] is not None:
        close(page["evidence"], bettors.evidence(), "page.evidence")
    if page["onset"] is not None:
        same(page["onset"], instant(bettors.onset()), "page.onset")
    check(published is None or proof["chain"]["head"] == published, "chain.head is not the head that was published")
    return (f"proof holds: {page['key']} at {page['at']}, evidence {bettors.evidence():.6g} at a threshold of "
            f"{whole_time / share:.6g}, {len(starts)} panes, head {proof['chain']['head']}"
            + ("" if published else " (not compared with a published one: --head HEX)"))


def main(arguments):
    if len(arguments) not in (1, 3) or len(arguments) == 3 and arguments[1] != "--head":
        print(__doc__.split("\n")[0])
        return 2
    try:
        with open(arguments[0], "rb") as file:
            print(verify(file.read(), arguments[2] if len(arguments) == 3 else None))
        return 0
    except Refused as refused:
        print(f"refused: {refused}")
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError, zlib.error, RecursionError) as error:
        print(f"refused: not a proof ({type(error).__name__}: {error})")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
