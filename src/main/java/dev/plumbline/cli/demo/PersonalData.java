package dev.plumbline.cli.demo;

import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Made-up people: nobody's name, card, phone number or address. Cards pass Luhn's check, phones are
 * of reserved ranges.
 */
final class PersonalData {

  private static final List<String> FIRST =
      List.of("Ana", "Ben", "Chidi", "Dora", "Emre", "Fatima", "Goran", "Hana", "Ines", "Jonas");
  private static final List<String> LAST =
      List.of("Abara", "Berg", "Castro", "Doyle", "Evans", "Fuchs", "Garcia", "Hassan", "Ito");

  private final Random random;

  PersonalData(Random random) {
    this.random = random;
  }

  String name() {
    return FIRST.get(random.nextInt(FIRST.size())) + " " + LAST.get(random.nextInt(LAST.size()));
  }

  String sentence() {
    return switch (random.nextInt(3)) {
      case 0 -> "My card is " + card() + ".";
      case 1 ->
          String.format(Locale.ROOT, "Call me on +44 20 7946 %04d please.", random.nextInt(1000));
      default ->
          "Write to " + name().toLowerCase(Locale.ROOT).replace(' ', '.') + "@example.com please.";
    };
  }

  private String card() {
    StringBuilder digits = new StringBuilder("4");
    while (digits.length() < 15) {
      digits.append(random.nextInt(10));
    }
    int sum = 0;
    for (int i = 0; i < 15; i++) {
      int digit = digits.charAt(i) - '0';
      int doubled = i % 2 == 0 ? 2 * digit : digit;
      sum += doubled > 9 ? doubled - 9 : doubled;
    }
    return digits.append((10 - sum % 10) % 10).toString();
  }
}
