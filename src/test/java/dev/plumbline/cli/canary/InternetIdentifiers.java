package dev.plumbline.cli.canary;

import dev.plumbline.cli.canary.Identifiers.Kind;
import java.util.Map;

/** Addresses, accounts and numbers that know no country. */
final class InternetIdentifiers {

  private InternetIdentifiers() {}

  static void addTo(Map<String, Kind> kinds) {
    kinds.put(
        "EMAIL_ADDRESS",
        new Kind(
            "write to %s please",
            r -> Shapes.word(r, 6) + "." + Shapes.word(r, 7) + "@" + Shapes.word(r, 8) + ".com"));
    kinds.put(
        "URL",
        new Kind(
            "see https://%s for it",
            r -> Shapes.word(r, 9) + ".org/" + Shapes.word(r, 6) + "?u=" + Shapes.word(r, 5)));
    kinds.put(
        "IP_ADDRESS",
        new Kind(
            "came from %s today",
            r ->
                "2001:db8:%04x:%04x::%04x"
                    .formatted(
                        0x1000 + r.nextInt(0xefff),
                        0x1000 + r.nextInt(0xefff),
                        0x1000 + r.nextInt(0xefff))));
    kinds.put(
        "CREDIT_CARD",
        new Kind(
            "my card is %s and it was stolen", r -> Shapes.luhn(Shapes.of(r, "4##############"))));
    kinds.put(
        "IBAN_CODE",
        new Kind("pay to %s tomorrow", r -> Shapes.iban("DE", Shapes.of(r, "##################"))));
    kinds.put(
        "PHONE_NUMBER", new Kind("call me at %s tonight", r -> Shapes.of(r, "+49 30 !######")));
  }
}
