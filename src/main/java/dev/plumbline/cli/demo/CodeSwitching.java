package dev.plumbline.cli.demo;

import java.util.Locale;
import java.util.Map;
import java.util.Random;

/** Makes a message drift: common words turn Spanish and letters are swapped. */
final class CodeSwitching {

  private static final Map<String, String> SPANISH =
      Map.ofEntries(
          Map.entry("account", "cuenta"),
          Map.entry("app", "aplicación"),
          Map.entry("atm", "cajero"),
          Map.entry("bank", "banco"),
          Map.entry("card", "tarjeta"),
          Map.entry("cash", "efectivo"),
          Map.entry("charged", "cobrado"),
          Map.entry("declined", "rechazada"),
          Map.entry("fee", "comisión"),
          Map.entry("lost", "perdido"),
          Map.entry("money", "dinero"),
          Map.entry("my", "mi"),
          Map.entry("not", "no"),
          Map.entry("payment", "pago"),
          Map.entry("pending", "pendiente"),
          Map.entry("phone", "teléfono"),
          Map.entry("refund", "reembolso"),
          Map.entry("stolen", "robada"),
          Map.entry("the", "la"),
          Map.entry("transfer", "transferencia"),
          Map.entry("twice", "dos veces"),
          Map.entry("why", "por qué"),
          Map.entry("withdrawal", "retirada"),
          Map.entry("wrong", "equivocado"));

  private final Random random;

  CodeSwitching(Random random) {
    this.random = random;
  }

  String apply(String text) {
    StringBuilder mixed = new StringBuilder();
    for (String word : text.split(" ")) {
      String spanish = SPANISH.get(word.toLowerCase(Locale.ROOT).replaceAll("\\W", ""));
      mixed.append(mixed.isEmpty() ? "" : " ");
      mixed.append(spanish != null && random.nextInt(20) < 19 ? spanish : mistyped(word));
    }
    return mixed.toString();
  }

  private String mistyped(String word) {
    if (word.length() < 4 || random.nextInt(10) < 2) {
      return word;
    }
    int i = 1 + random.nextInt(word.length() - 2);
    return word.substring(0, i) + word.charAt(i + 1) + word.charAt(i) + word.substring(i + 2);
  }
}
