"""Texts with and without each structured entity, for EntityEvaluationTest.

    pip install python-stdnum && python3 src/test/oracles/pii.py \
        > src/test/resources/dev/plumbline/stage/redact/detect/entities.tsv

Numbers with check digits are made at random and kept when python-stdnum calls them valid; where it
does not know a standard, the check is written out here, from the standard and not from our code.
One line a text: entity, what has to be found (nothing in a negative), text.
"""
import hashlib
import random
import re
import string

from stdnum import luhn, verhoeff
from stdnum.au import abn, acn, tfn
from stdnum.ca import sin
from stdnum.cn import ric, uscc
from stdnum.de import idnr, vat as de_vat
from stdnum.es import dni, nie
from stdnum.fi import hetu
from stdnum.gb import nhs
from stdnum.iban import is_valid as iban_valid, calc_check_digits as iban_digits
from stdnum.in_ import aadhaar, epic, gstin
from stdnum.it import codicefiscale, iva
from stdnum.kr import rrn
from stdnum.pl import pesel
from stdnum.se import orgnr, personnummer
from stdnum.sg import uen
from stdnum.th import pin
from stdnum.tr import tckimlik
from stdnum.us import itin, rtn, ssn
from stdnum.za import idnr as za

R = random.Random(20260301)
D, U = string.digits, string.ascii_uppercase
ABA = ["%02d" % i for i in [*range(13), *range(21, 33), *range(61, 73), 80]]
B58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"


def pick(chars, n=1):
    return "".join(R.choice(chars) for _ in range(n))


def shape(pattern):
    """9 a digit, A a letter, the rest as it is."""
    return "".join(pick(D) if c == "9" else pick(U) if c == "A" else c for c in pattern)


def until(make, valid):
    while True:
        value = make()
        if valid(value):
            return value


def checked(pattern, valid, *formats):
    """(good, bad): random until valid, or not; each written in one of the formats."""
    formats = formats or (lambda v: v,)
    return (
        lambda: R.choice(formats)(until(lambda: shape(pattern), valid)),
        lambda: R.choice(formats)(until(lambda: shape(pattern), lambda v: not valid(v))),
    )


def groups(sep, *sizes):
    def write(v):
        parts, at = [], 0
        for size in sizes:
            parts.append(v[at:at + size])
            at += size
        return sep.join(parts)
    return write


plain = lambda v: v


def date6():
    return "%02d%02d%02d" % (R.randint(40, 99), R.randint(1, 12), R.randint(1, 28))


def dob(fmt):
    return fmt % dict(y=R.randint(40, 99), m=R.randint(1, 12), d=R.randint(1, 28))


def weights(v, ws):
    return sum(w * int(c, 36) for w, c in zip(ws, v))


def cross(v, ws):
    return sum(sum(map(int, str(w * int(c)))) for w, c in zip(ws, v))


# Checks that stdnum does not know, from the standards' texts.
def kvnr(v):
    d = "%02d" % (ord(v[0]) - 64) + v[1:9]
    return cross(d, [1, 2] * 5) % 10 == int(v[9])


def rvnr(v):
    d = v[:8] + "%02d" % (ord(v[8]) - 64) + v[9:11]
    return cross(d, [2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1]) % 10 == int(v[11])


def travel(v):
    return weights(v[:-1], [7, 3, 1] * 4) % 10 == int(v[-1])


def fuehrer(v):
    return v[9] == "0123456789X"[weights(v, range(9, 0, -1)) % 11]


def lanr(v):
    return (10 - weights(v[:6], [4, 9] * 3) % 10) % 10 == int(v[6])


def dea(v):
    d = v[2:]
    return (int(d[0]) + int(d[2]) + int(d[4]) + 2 * (int(d[1]) + int(d[3]) + int(d[5]))) % 10 == int(d[6])


def npi(v):
    return v[0] in "12" and luhn.is_valid("80840" + v)


def medicare(v):
    return v[0] in "23456" and weights(v, [1, 3, 7, 9] * 2) % 10 == int(v[8]) and v[9] != "0"


def nric(v):
    s = sum(int(c) * w for c, w in zip(v[1:8], [2, 7, 6, 5, 4, 3, 2]))
    s += {"S": 0, "F": 0, "T": 4, "G": 4}[v[0]]
    return v[8] == ("JZIHGFEDCBA" if v[0] in "ST" else "XWUTRQPNMLK")[s % 11]


def brn(v):
    s = sum(int(c) * w for c, w in zip(v, [1, 3, 7, 1, 3, 7, 1, 3, 5])) + int(v[8]) * 5 // 10
    return (10 - s % 10) % 10 == int(v[9]) and v[0] != "0"


def nino_ok(v):
    return (v[0] not in "DFIQUV" and v[1] not in "DFIQUVO" and v[8] in "ABCD"
            and v[:2] not in ("BG", "GB", "NK", "KN", "TN", "NT", "ZZ"))


def b58(version):
    raw = bytes([version]) + bytes(R.randrange(256) for _ in range(20))
    raw += hashlib.sha256(hashlib.sha256(raw).digest()).digest()[:4]
    n, out = int.from_bytes(raw, "big"), ""
    while n:
        n, r = divmod(n, 58)
        out = B58[r] + out
    return "1" * (len(raw) - len(raw.lstrip(b"\0"))) + out


B32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"


def polymod(values):
    chk = 1
    for v in values:
        top = chk >> 25
        chk = (chk & 0x1FFFFFF) << 5 ^ v
        for i, g in enumerate([0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3]):
            chk ^= g if (top >> i) & 1 else 0
    return chk


def bech32():
    data = [0] + [R.randrange(32) for _ in range(32)]
    head = [ord(c) >> 5 for c in "bc"] + [0] + [ord(c) & 31 for c in "bc"]
    chk = polymod(head + data + [0] * 6) ^ 1
    return "bc1" + "".join(B32[d] for d in data + [(chk >> 5 * (5 - i)) & 31 for i in range(6)])


def broken(value, chars=None):
    """One digit or letter changed."""
    at = R.choice([i for i, c in enumerate(value) if c.isalnum() and i > 1])
    pool = chars or (D if value[at].isdigit() else U if value[at].isupper() else string.ascii_lowercase)
    return value[:at] + R.choice([c for c in pool if c != value[at]]) + value[at + 1:]


def card():
    head = R.choice(["4", "51", "55", "2221", "34", "37", "6011", "36"])
    size = 15 if head in ("34", "37") else 14 if head == "36" else 16
    body = head + pick(D, size - len(head) - 1)
    number = body + luhn.calc_check_digit(body)
    return R.choice([plain, groups(" ", 4, 4, 4, 4), groups("-", 4, 4, 4, 4)])(number)


def cn_card():
    body = "62" + pick(D, 16)
    return R.choice([plain, groups(" ", 4, 4, 4, 4, 3)])(body + luhn.calc_check_digit(body))


def iban():
    cc, bban = R.choice([("DE", pick(D, 18)), ("GB", pick(U, 4) + pick(D, 14)), ("FR", pick(D, 23)),
                         ("NL", pick(U, 4) + pick(D, 10)), ("ES", pick(D, 20)), ("PL", pick(D, 24))])
    value = cc + iban_digits(cc + "00" + bban) + bban
    return R.choice([plain, groups(" ", *[4] * 7)])(value).strip()


def fiscal():
    head = pick("BCDFGLMNPRSTV", 6) + "%02d" % R.randint(40, 99) + R.choice("ABCDEHLMPRST")
    head += "%02d" % (R.randint(1, 28) + R.choice([0, 40])) + R.choice("FHL") + pick(D, 3)
    return head + codicefiscale.calc_check_digit(head)


def hetu_value():
    return until(lambda: dob("%(d)02d%(m)02d%(y)02d-") + pick(D, 3) + pick("0123456789ABCDEFHJKLMNPRSTUVWXY"), hetu.is_valid)


def ric_value():
    return until(lambda: R.choice(["110105", "310101", "440103", "510104", "330102"]) + "19" + date6() + pick(D, 3) + pick(D + "X"), ric.is_valid)


def gstin_value():
    return until(lambda: "%02d" % R.randint(1, 37) + shape("AAA") + R.choice("CPHFATBLJG") + shape("A9999A1Z") + pick(D + U), gstin.is_valid)


def pesel_value():
    body = date6() + pick(D, 4)
    return body + pesel.calc_check_digit(body)


def swede():
    body = date6() + pick(D, 3)
    value = body + luhn.calc_check_digit(body)
    return R.choice([groups("-", 6, 4), lambda v: "19" + v[:6] + "-" + v[6:]])(value)


def swede_firm():
    return until(lambda: "55" + pick("23456789") + pick(D, 7), orgnr.is_valid)


def za_value():
    body = date6() + pick(D, 4) + pick("01") + "8"
    return body + luhn.calc_check_digit(body)


def rrn_value(sex):
    body = date6() + R.choice(sex) + "%02d" % R.randint(1, 90) + pick(D, 3)
    return body + str((11 - weights(body, [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5]) % 11) % 10)


def gb_licence():
    return shape("AAAAA9").replace(" ", "")[:5] + pick("6789") + "%02d" % (R.randint(1, 12) + R.choice([0, 50])) \
        + "%02d" % R.randint(1, 28) + pick(D) + shape("AA9AA")


def pan():
    return shape("AAA") + R.choice("CPHFATBLJG") + shape("A9999A")


def mbi():
    L = "ACDEFGHJKMNPQRTUVWXY"
    v = pick("123456789") + pick(L) + pick(L + D) + pick(D) + pick(L) + pick(L + D) + pick(D) + pick(L, 2) + pick(D, 2)
    return R.choice([plain, groups("-", 4, 3, 4)])(v)


def postcode():
    return R.choice(["SW", "EC", "M", "LS", "B", "EH", "CF", "BN", "OX", "G"]) + pick("12345678") + " " + pick("123456789") + pick("ABDEFGHJLNPQRSTUWXYZ", 2)


def key():
    return R.choice([
        lambda: "AKIA" + pick(U + "234567", 14) + "Q2", lambda: "ghp_" + pick(string.ascii_letters + D, 34) + "a7",
        lambda: "xoxb-" + pick(D, 11) + "-" + pick(D, 12) + "-" + pick(string.ascii_letters, 24),
        lambda: "AIza" + pick(string.ascii_letters + D, 33) + "k4", lambda: "sk_live_" + pick(string.ascii_letters + D, 22) + "z1",
        lambda: "glpat-" + pick(string.ascii_letters + D, 18) + "h3", lambda: "npm_" + pick(string.ascii_letters + D, 34) + "c5"])()


def jwt():
    import base64
    b = lambda s: base64.urlsafe_b64encode(s.encode()).decode().rstrip("=")
    return b('{"alg":"HS256","typ":"JWT"}') + "." + b('{"sub":"%s"}' % pick(D, 8)) + "." + pick(string.ascii_letters + D + "_-", 41) + "Qx"


def pem():
    kind = R.choice(["", "RSA ", "EC "])
    return "-----BEGIN %sPRIVATE KEY-----\\n%s\\n-----END %sPRIVATE KEY-----" % (kind, pick(string.ascii_letters + D + "+/", 64), kind)


def date_value():
    y, m, d = R.randint(1950, 2026), R.randint(1, 12), R.randint(1, 28)
    month = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"][m - 1]
    return R.choice(["%04d-%02d-%02d" % (y, m, d), "%02d/%02d/%04d" % (d, m, y), "%02d.%02d.%04d" % (d, m, y), "%d %s %d" % (d, month, y),
                     "%s %d, %d" % (month, d, y), "%d年%d月%d日" % (y, m, d), "%04d-%02d-%02dT%02d:%02d:%02dZ" % (y, m, d, 10, 30, 15),
                     "%02d:%02d:%02d" % (R.randint(0, 23), 15, 42), "%d:%02d pm" % (R.randint(1, 12), R.randint(10, 59))])


def mac():
    sep = R.choice(":-")
    return sep.join(pick("0123456789abcdef", 2) for _ in range(6))


def kfz():
    return R.choice(["B", "M", "HH", "KA", "S", "F", "DD"]) + "-" + pick("ABCDEFGHKLMN", 2) + " " + pick("123456789") + pick(D, 2)


def plates(*patterns):
    return lambda: shape(R.choice(patterns))


def phone():
    return R.choice([lambda: "+1 415 555 " + pick(D, 4), lambda: "+44 20 7946 0" + pick(D, 3), lambda: "(212) 736-" + pick(D, 4),
                     lambda: "020 7946 0" + pick(D, 3), lambda: "07911 12" + pick(D, 4), lambda: "+49 30 9018" + pick("2345", 2),
                     lambda: "+33 1 42 68 53 " + pick(D, 2), lambda: "+55 11 96123-" + pick(D, 4), lambda: "415-555-" + pick(D, 4)])()


def email():
    return R.choice(["john.smith", "a.b+tag", "maria_99", "kontakt", "x-y"]) + pick(D, 2) + "@" + R.choice(["example.com", "mail.example.org", "firma.de", "company.co.uk"])


def url():
    return R.choice(["https://example.com/u/", "http://host.example.org/?id=", "www.example.net/", "example.io/p/"]) + pick(string.ascii_lowercase, 6)


def ip():
    return R.choice([lambda: ".".join(str(R.randint(1, 254)) for _ in range(4)), lambda: "2001:db8::" + pick("123456789abcdef", 3) + ":" + pick(D, 4).lstrip("0").rjust(1, "1")])()


CN_PLATE = lambda: R.choice("京沪粤苏浙川鄂") + pick("ABCDEF") + R.choice(["", "·"]) + pick("ABCDEFGHJK") + pick(D, 4)
NEUTRAL = ["please note {} today", "it says {} there", "({})", "value={};", "{} is what I have", "I wrote down {}."]


def ctx(*words):
    out = []
    for w in words:
        out += ["my %s is {}" % w, "%s: {}" % w, "{} is the %s" % w, "please update the %s to {}." % w, '"%s": "{}"' % w]
    return out


def cn(*words):
    out = []
    for w in words:
        out += ["我的%s是{}" % w, "%s：{}，请核对" % w, "请更新%s{}谢谢" % w, "%s:{}" % w]
    return out


# entity: (good, bad or None, templates, alone). alone: found without any word beside it.
E = {}


def entity(name, good, bad, templates, alone=False):
    E[name] = (good, bad, templates, alone)


def number(name, pattern, valid, formats, words, alone=False):
    good, bad = checked(pattern, valid, *formats)
    entity(name, good, bad, words, alone)


def weak(name, good, words, alone=False):
    entity(name, good, None, words, alone)


entity("EMAIL_ADDRESS", email, lambda: R.choice(["john@host", "@john" + pick(D, 3), "a@b.c", "x @ example.com", "pkg@1.2." + pick(D), "user@localhost", "@media.query"]), NEUTRAL + cn("邮箱"), True)
entity("URL", url, lambda: R.choice(["file%s.txt" % pick(D), "and/or", "a://", "node.js", "v1.2/x", "e.g. this", "C:/dir/" + pick(D, 2), "end.Next"]), NEUTRAL, True)
entity("IP_ADDRESS", ip, lambda: R.choice(["300.1.1." + pick(D), "1.2.3", "1.2.3.4.5", "std::vector", "cafe::add", "12:30", "256.256.1." + pick(D)]), NEUTRAL, True)
entity("MAC_ADDRESS", mac, lambda: R.choice([":".join(pick("0123456789abcdef", 2) for _ in range(5)), ":".join(pick("0123456789abcdef", 2) for _ in range(8)), "zz:" + mac()[3:], "12:30:45"]), NEUTRAL + ctx("mac address"), True)
entity("PHONE_NUMBER", phone, lambda: R.choice(["12345", "order-2015-" + pick(D, 6), "0000000000", "+999 1234 " + pick(D, 4), "$1,000,000.00", "3.14159265" + pick(D, 3), "ABC" + pick(D, 10) + "XYZ", "10 20 30 40 50 60"]), ctx("phone") + NEUTRAL, True)
entity("CREDIT_CARD", card, lambda: broken(card(), D), ctx("card") + NEUTRAL, True)
entity("IBAN_CODE", iban, lambda: until(lambda: broken(iban()), lambda v: not iban_valid(v)), ctx("IBAN") + NEUTRAL, True)
entity("CRYPTO", lambda: R.choice([lambda: b58(0), lambda: b58(5), bech32, lambda: "0x" + pick("0123456789abcdef", 40)])(), lambda: R.choice([lambda: broken(b58(0), "123456789"), lambda: broken(bech32(), "023456789"), lambda: "0x" + pick("0123456789abcdef", 39)])(), ctx("wallet") + NEUTRAL, True)
entity("DATE_TIME", date_value, lambda: R.choice(["2024-13-45", "32/13/2024", "25:61:00", "1.2.3", "v10.15.7", "12-345-6789", "99/99/9999", "Mayor 5", "marching 12"]), NEUTRAL + ctx("appointment"), True)
entity("API_KEY", key, lambda: R.choice(["AKIA" + pick(U, 5), "ghp_short" + pick(D, 3), "xox-" + pick(D, 4), "sk-learn-" + pick(D, 2), "npm_install", "AIza" + pick(D, 10), "key " + pick("0123456789abcdef", 8)]), ["key={}", "token: {}", "export KEY={}", "use {} for it", '"{}"', "Authorization: Bearer {}"], True)
entity("JWT", jwt, lambda: R.choice(["eyJ" + pick(U, 4), "eyJhbGciOi", "abc.def.ghi", "a.b.c", "eyJ" + pick(string.ascii_letters, 30)]), ["Authorization: Bearer {}", "jwt={}", "cookie {} was set", '"{}"'], True)
entity("PRIVATE_KEY", pem, lambda: R.choice(["-----BEGIN CERTIFICATE-----\\n" + pick(U, 20), "-----BEGIN PUBLIC KEY-----\\n" + pick(U, 20), "BEGIN PRIVATE KEY", "----- PRIVATE KEY -----", "private key " + pick(D, 6)]), ["{}", "key: {} end", "I pasted {} here", '"{}"'], True)
number("US_SSN", "999-99-9999", ssn.is_valid, [plain], ctx("SSN", "social security number") + NEUTRAL, True)
number("US_ITIN", "999-99-9999", itin.is_valid, [plain], ctx("ITIN") + NEUTRAL, True)
number("ABA_ROUTING_NUMBER", "999999999", lambda v: rtn.is_valid(v) and v[:2] in ABA, [plain], ctx("routing number", "ABA"))
weak("US_BANK_NUMBER", lambda: pick("123456789") + pick(D, R.choice([8, 11, 12])), ctx("bank account", "account number", "checking account"))
weak("US_DRIVER_LICENSE", plates("A9999999", "A99999999", "A999-9999-9999", "AA999999"), ctx("driver's license", "drivers license number", "driver license"))
weak("US_PASSPORT", plates("999999999", "A99999999"), ctx("US passport", "American passport"))
entity("US_MBI", mbi, lambda: shape("0AA9-AA9-AA99"), ctx("Medicare number", "MBI") + NEUTRAL, True)
number("US_NPI", "9999999999", npi, [plain], ctx("NPI", "provider number"))
number("MEDICAL_LICENSE", "BA9999999", dea, [plain], ctx("DEA number", "medical license") + NEUTRAL, True)
number("CA_SIN", "999999999", lambda v: v[0] not in "08" and sin.is_valid(v), [plain, groups(" ", 3, 3, 3), groups("-", 3, 3, 3)], ctx("SIN", "social insurance number"))
number("UK_NHS", "9999999999", nhs.is_valid, [plain, groups(" ", 3, 3, 4)], ctx("NHS number", "NHS no"))
number("UK_NINO", "AA999999A", nino_ok, [plain, groups(" ", 2, 2, 2, 2, 1)], ctx("national insurance number", "NI number") + NEUTRAL, True)
weak("UK_PASSPORT", plates("999999999"), ctx("UK passport", "British passport number"))
entity("UK_DRIVING_LICENCE", gb_licence, lambda: shape("AAAAA") + "7" + pick("9") + "9" + shape("99AA9AA"), ctx("driving licence") + NEUTRAL, True)
entity("UK_POSTCODE", postcode, lambda: R.choice(["QQ1 1AA", "ZZ9 " + pick(D) + "AA", "AB12 CDE", "SW1A", "M25 motorway", "A4 paper", "B2B sales", "G20 summit"]), ctx("postcode") + ["I live at 4 Mill Road, {}", "ship it to {} please"], True)
entity("UK_VEHICLE_REGISTRATION", lambda: R.choice(["AB", "KE", "LD", "YG"]) + R.choice(["12", "65", "71", "19"]) + R.choice([" ", ""]) + pick("ABCDEFGHJKLMN", 3), lambda: R.choice(["IQ", "ZI", "QA"]) + pick(D, 2) + " " + pick(U, 3), ctx("registration", "number plate") + NEUTRAL, True)
number("DE_TAX_ID", "99999999999", idnr.is_valid, [plain, groups(" ", 2, 3, 3, 3)], ctx("Steuer-ID", "Identifikationsnummer") + NEUTRAL, True)
weak("DE_TAX_NUMBER", plates("999/999/99999", "99/999/99999", "999/9999/9999"), ctx("Steuernummer", "St-Nr"))
number("DE_VAT_ID", "DE999999999", lambda v: de_vat.is_valid(v), [plain], ctx("USt-IdNr", "VAT ID") + NEUTRAL, True)
weak("DE_ID_CARD", lambda: until(lambda: pick("LMNPRTVW") + pick("CFGHJKLMNPRTVWXYZ0123456789", 8) + pick(D), travel), ctx("Personalausweis", "Ausweisnummer"))
weak("DE_PASSPORT", lambda: until(lambda: pick("CFGHJK") + pick("CFGHJKLMNPRTVWXYZ0123456789", 8), lambda v: re.search(r"\d", v)), ctx("Reisepass", "Passnummer"))
entity("DE_FUEHRERSCHEIN", lambda: until(lambda: shape("A99AAA9A9") + pick(D + "X") + pick(D), fuehrer), lambda: until(lambda: shape("A99AAA9A9") + pick(D + "X") + pick(D), lambda v: not fuehrer(v)), ctx("Führerschein", "Führerscheinnummer"))
number("DE_HEALTH_INSURANCE", "A999999999", kvnr, [plain], ctx("Versichertennummer", "KVNR") + NEUTRAL, True)
entity("DE_SOCIAL_SECURITY", lambda: until(lambda: pick(D, 2) + dob("%(d)02d%(m)02d%(y)02d") + shape("A999"), rvnr), lambda: until(lambda: pick(D, 2) + dob("%(d)02d%(m)02d%(y)02d") + shape("A999"), lambda v: not rvnr(v)), ctx("Rentenversicherungsnummer", "Sozialversicherungsnummer") + NEUTRAL, True)
number("DE_LANR", "999999999", lanr, [plain], ctx("LANR", "Arztnummer"))
weak("DE_BSNR", plates("999999999"), ctx("BSNR", "Betriebsstättennummer"))
entity("DE_HANDELSREGISTER", lambda: "HR" + pick("AB") + " " + pick("123456789") + pick(D, 4), lambda: R.choice(["HRX " + pick(D, 5), "CHR 12345", "HR " + pick(D, 4), "HRB", "THRB 1234", "HRBX 999"]), ctx("Handelsregister") + NEUTRAL, True)
weak("DE_KFZ", kfz, ctx("Kennzeichen", "Kfz-Kennzeichen"))
weak("DE_PLZ", plates("10999", "80999", "50999"), ctx("PLZ", "Postleitzahl") + ["Hauptstraße 5, {} Berlin", "ich wohne in {} München"])
number("ES_NIF", "99999999A", dni.is_valid, [plain], ctx("DNI", "NIF") + NEUTRAL, True)
entity("ES_NIE", lambda: until(lambda: pick("XYZ") + shape("9999999A"), nie.is_valid), lambda: until(lambda: pick("XYZ") + shape("9999999A"), lambda v: not nie.is_valid(v)), ctx("NIE") + NEUTRAL, True)
weak("ES_PASSPORT", plates("AAA999999"), ctx("pasaporte", "número de pasaporte"))
entity("IT_FISCAL_CODE", fiscal, lambda: until(lambda: broken(fiscal()), lambda v: not codicefiscale.is_valid(v)), ctx("codice fiscale") + NEUTRAL, True)
number("IT_VAT_CODE", "99999999999", iva.is_valid, [plain], ctx("partita IVA", "P.IVA"))
weak("IT_DRIVER_LICENSE", plates("AA9999999A", "U1AA99999A"), ctx("patente", "numero patente"))
weak("IT_IDENTITY_CARD", plates("AA9999999", "CA99999AA"), ctx("carta d'identità", "carta di identità"))
weak("IT_PASSPORT", plates("YA9999999", "AA9999999"), ctx("passaporto", "numero passaporto"))
entity("FI_PERSONAL_IDENTITY_CODE", hetu_value, lambda: until(lambda: broken(hetu_value()), lambda v: not hetu.is_valid(v)), ctx("henkilötunnus") + NEUTRAL, True)
entity("SE_PERSONNUMMER", swede, lambda: until(lambda: broken(swede(), D), lambda v: not personnummer.is_valid(v)), ctx("personnummer") + NEUTRAL, True)
entity("SE_ORGANISATIONSNUMMER", lambda: groups("-", 6, 4)(swede_firm()), lambda: groups("-", 6, 4)(until(lambda: "55" + pick(D, 8), lambda v: not orgnr.is_valid(v))), ctx("organisationsnummer", "org nr") + NEUTRAL, True)
entity("PL_PESEL", pesel_value, lambda: until(lambda: broken(pesel_value(), D), lambda v: not pesel.is_valid(v)), ctx("PESEL", "numer PESEL") + NEUTRAL, True)
number("TR_NATIONAL_ID", "99999999999", tckimlik.is_valid, [plain], ctx("TC kimlik", "kimlik no") + NEUTRAL, True)
weak("TR_LICENSE_PLATE", lambda: R.choice(["34", "06", "35"]) + " " + pick("ABCDEFGHJK", 3) + " " + pick(D, 3), ctx("plaka", "plaka no"))
entity("TR_PHONE_NUMBER", lambda: R.choice(["+90 5", "05"]) + pick("35") + pick(D) + " " + pick(D, 3) + " " + pick(D, 2) + " " + pick(D, 2), lambda: R.choice(["05" + pick(D, 4), "0 212", "5321", "+9 0 532 " + pick(D, 3), "0532-" + pick(D, 3)]), ctx("telefon", "cep") + NEUTRAL, True)
number("IN_AADHAAR", "999999999999", aadhaar.is_valid, [groups(" ", 4, 4, 4), plain], ctx("Aadhaar", "Aadhaar number") + NEUTRAL, True)
entity("IN_PAN", pan, lambda: shape("AAA") + R.choice("XYZQW") + shape("A9999A"), ctx("PAN", "PAN card") + NEUTRAL, True)
entity("IN_GSTIN", gstin_value, lambda: until(lambda: broken(gstin_value()), lambda v: not gstin.is_valid(v)), ctx("GSTIN") + NEUTRAL, True)
weak("IN_PASSPORT", lambda: pick("KLMNPRSTZ") + pick("123456789") + pick(D) + pick(D, 4) + pick("123456789"), ctx("Indian passport", "passport no"))
number("IN_VOTER", "AAA9999999", epic.is_valid, [plain], ctx("voter id", "EPIC"))
entity("IN_VEHICLE_REGISTRATION", lambda: R.choice(["MH", "KA", "DL", "TN"]) + R.choice([" ", ""]) + pick("01") + pick("123456789") + R.choice([" ", ""]) + pick(U, 2) + " " + pick("123456789") + pick(D, 3), lambda: R.choice(["XX", "ZZ", "QQ"]) + " 12 " + pick(U, 2) + " " + pick(D, 4), ctx("vehicle", "number plate") + NEUTRAL, True)
entity("KR_RRN", lambda: groups("-", 6, 7)(rrn_value("12")), lambda: R.choice([lambda: "991399-1" + pick(D, 6), lambda: "000000-" + pick(D, 6), lambda: date6() + "-12345"])(), ["제 주민등록번호는 {}입니다", "주민번호 {}", "주민등록번호: {}"] + NEUTRAL, True)
entity("KR_FRN", lambda: date6() + "-" + pick("5678") + pick(D, 6), lambda: R.choice([lambda: "991399-5" + pick(D, 6), lambda: date6() + "-5123"])(), ["외국인등록번호는 {}입니다", "외국인등록번호: {}"] + NEUTRAL, True)
number("KR_BRN", "9999999999", brn, [groups("-", 3, 2, 5)], ["사업자등록번호는 {}입니다", "사업자번호: {}"] + NEUTRAL, True)
entity("KR_DRIVER_LICENSE", lambda: "%02d" % R.randint(11, 28) + shape("-99-999999-99"), lambda: shape("99-99-999999") if R.random() < .5 else shape("79-99-999999-99"), ["운전면허번호는 {}입니다", "면허번호: {}"] + NEUTRAL, True)
weak("KR_PASSPORT", lambda: pick("MS") + R.choice([pick(D, 8), pick(D, 3) + pick(U) + pick(D, 4)]), ["여권번호는 {}입니다", "여권번호: {}", "여권 {}"])
entity("SG_NRIC_FIN", lambda: until(lambda: pick("STFG") + shape("9999999A"), nric), lambda: until(lambda: pick("STFG") + shape("9999999A"), lambda v: not nric(v)), ctx("NRIC", "FIN") + NEUTRAL, True)
entity("SG_UEN", lambda: R.choice([lambda: until(lambda: shape("99999999A"), lambda v: uen.is_valid(v) and not dni.is_valid(v)), lambda: until(lambda: "20" + pick("01") + pick(D) + shape("99999A"), uen.is_valid)])(), lambda: until(lambda: shape("99999999A"), lambda v: not uen.is_valid(v)), ctx("UEN") + NEUTRAL, True)
number("TH_TNIN", "9999999999999", pin.is_valid, [groups("-", 1, 4, 5, 2, 1)], ["เลขประจำตัวประชาชน {} ครับ", "เลขบัตร: {}", "Thai ID {}"] + NEUTRAL, True)
entity("PH_MOBILE_NUMBER", lambda: R.choice(["+63 9", "09"]) + pick("123") + pick(D) + " " + pick(D, 3) + " " + pick(D, 4), lambda: R.choice(["09" + pick(D, 4), "0917-" + pick(D, 3), "+63 2 " + pick(D, 3)]), ctx("mobile", "GCash") + NEUTRAL, True)
weak("PH_TIN", plates("999-999-999-999", "999-999-999"), ctx("TIN", "BIR TIN"))
entity("ZA_ID_NUMBER", za_value, lambda: until(lambda: broken(za_value(), D), lambda v: not za.is_valid(v)), ctx("ID number", "identity number") + NEUTRAL, True)
number("AU_ABN", "99999999999", abn.is_valid, [groups(" ", 2, 3, 3, 3), plain], ctx("ABN") + NEUTRAL, True)
number("AU_ACN", "999999999", acn.is_valid, [groups(" ", 3, 3, 3), plain], ctx("ACN"))
number("AU_TFN", "999999999", tfn.is_valid, [groups(" ", 3, 3, 3), plain], ctx("TFN", "tax file number"))
number("AU_MEDICARE", "9999999999", medicare, [groups(" ", 4, 5, 1), plain], ctx("Medicare card", "Medicare"))
number("NG_NIN", "99999999999", verhoeff.is_valid, [plain], ctx("NIN", "national identification number"))
weak("NG_VEHICLE_REGISTRATION", plates("AAA-999AA", "AAA 999 AA"), ctx("plate number", "vehicle"))
entity("CN_RESIDENT_ID", ric_value, lambda: until(lambda: broken(ric_value(), D), lambda v: not ric.is_valid(v)), cn("身份证号", "公民身份号码") + NEUTRAL, True)
entity("CN_MOBILE", lambda: R.choice(["", "", "+86 "]) + "1" + pick("356789") + pick(D, 9), lambda: R.choice(["1" + pick("012") + pick(D, 9), "138" + pick(D, 5), "1380013800" + pick(D, 4)]), cn("手机号", "联系电话") + NEUTRAL, True)
entity("CN_BANK_CARD", cn_card, lambda: broken(cn_card(), D), cn("银行卡号", "储蓄卡"))
weak("CN_PASSPORT", lambda: R.choice(["E", "G"]) + pick(D, 8), cn("护照号", "护照"))
entity("CN_LICENSE_PLATE", CN_PLATE, lambda: R.choice(["京东" + pick(D, 4), "沪" + pick(D, 3), "粤菜A", "苏州" + pick(D, 5)]), cn("车牌号") + ["我开{}去的"], True)
number("CN_USCC", "99999999A99999999A", lambda v: False, [plain], cn("统一社会信用代码") + NEUTRAL, True)


def uscc_value():
    body = "91" + R.choice(["110105", "310101", "440300"]) + "MA" + pick("0123456789ABCDEFGHJKLMNPQRTUWXY", 7)
    return body + uscc.calc_check_digit(body)


entity("CN_USCC", uscc_value, lambda: until(lambda: broken(uscc_value()), lambda v: not uscc.is_valid(v)), cn("统一社会信用代码") + NEUTRAL, True)


def noise():
    """What goes through a log or a support queue every day, and is nobody's."""
    return [
        "order %s shipped in %d parcels" % (pick(D, 9), R.randint(2, 9)), "invoice no %s for %d units" % (pick(D, 10), R.randint(2, 90)),
        "tracking number 1Z%s" % shape("999AA9999999999"), "commit %s fixes it" % pick("0123456789abcdef", 40),
        "INFO [main-%s] o.a.k.c.Fetcher - offset=%s lag=%s" % (pick(D), pick(D, 8), pick(D, 3)), "for (int i = 0; i < %s; i++) sum += a[i];" % pick("123456789", 4),
        "GET /api/v2/items/%s 200 %sms" % (pick("123456789", 6), pick("123456789", 3)), "id %s-%s-4%s-a%s-%s" % tuple(pick("0123456789abcdef", n) for n in (8, 4, 3, 3, 12)),
        "SKU %s is out of stock" % shape("AA-9999-A9"), "version 10.15.%s build %s" % (pick("123456789"), pick("123456789", 5)),
        "the population was %s,%s,%s" % (pick("123456789", 2), pick(D, 3), pick(D, 3)), "it costs $%s.%s or %s%%" % (pick("123456789", 4), pick(D, 2), pick("123456789", 2)),
        "the public licensing of harassness in classnumber %s" % pick("123456789", 5), "pi is 3.14159%s, e is 2.71828" % pick(D, 4), "room %s, floor %s" % (pick("123456789", 3), pick("123456789")),
        "The quick brown fox met Mr Smith and nobody else.", "ERROR %s retries left, backoff %sms" % (pick("123456789"), pick("123456789", 4)), "x = %s * y + %s" % (pick("123456789", 5), pick("123456789", 3)),
        "A4 paper, B2B sales, G20 summit, F16, MP3 and H2O", "ticket id %s was closed" % pick("123456789", 8), "0x%s and 0b1010" % pick("0123456789abcdef", 8),
        "the device has %s MB free of %s MB" % (pick("123456789", 5), pick("123456789", 6)), "lot %s, batch %s" % (pick(D, 8), pick(D, 6)), "score 0.%s at step %s" % (pick(D, 9), pick("123456789", 6)),
    ]


WIDE = str.maketrans("0123456789-", "０１２３４５６７８９‑")
ARABIC = str.maketrans("0123456789 ", "٠١٢٣٤٥٦٧٨٩\u00a0")
APART = ("IN_AADHAAR", "AU_ABN", "UK_VEHICLE_REGISTRATION")
IN_WORDS = ["the passportal {} page", "recounting {} beads", "unlicensed{} thing", "subaccounting {} items", "nursing {} wards", "spinning {} tops"]


# A label right before a value beats its check digit, so a wrong one is nobody's only without it.
LABELLED = re.compile(r'^("[^"]+": "|my .+ is |我的.+是|请更新[^{]+|Thai ID |เลข[^ ]+ |주민번호 |[^:：=({]{2,40}[:：] ?)\{\}')


def unlabelled(name, template, i):
    spared = name in ("URL", "EMAIL_ADDRESS", "DATE_TIME", "PRIVATE_KEY") or not LABELLED.match(template)
    return template if spared else NEUTRAL[i % len(NEUTRAL)]


def main():
    for name, (good, bad, templates, alone) in sorted(E.items()):
        for i in range(34):
            value = good()
            while templates[i % len(templates)] in NEUTRAL and name in APART and " " not in value:
                value = good()  # in one it needs a word
            if i % 11 == 5 and name not in ("API_KEY", "JWT", "PRIVATE_KEY", "URL", "CRYPTO"):
                value = value.translate(WIDE)
            if i % 11 == 9 and name not in ("API_KEY", "JWT", "PRIVATE_KEY", "URL", "CRYPTO"):
                value = value.translate(ARABIC)
            print(name, value, templates[i % len(templates)].format(value) if "{}" in templates[i % len(templates)] else value, sep="\t")
        negatives = []
        if bad:
            negatives += [unlabelled(name, templates[i % len(templates)], i).replace("{}", bad()) for i in range(12)]
        if not alone:
            negatives += [NEUTRAL[i % len(NEUTRAL)].replace("{}", good()) for i in range(8)]
            negatives += [IN_WORDS[i % len(IN_WORDS)].replace("{}", good()) for i in range(6)]
        negatives += ["code X%s9Q" % good().replace(" ", "") for i in range(3)] if name not in ("URL", "EMAIL_ADDRESS", "PRIVATE_KEY", "CREDIT_CARD", "CN_LICENSE_PLATE", "DATE_TIME", "US_BANK_NUMBER") else []
        negatives += noise()
        for text in negatives:
            print(name, "", text, sep="\t")


main()
