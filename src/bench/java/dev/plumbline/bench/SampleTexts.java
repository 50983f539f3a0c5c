package dev.plumbline.bench;

import java.util.List;

/** Texts of a support desk, without personal data or with a piece of it every 200 characters. */
final class SampleTexts {

  private static final List<String> SENTENCES =
      List.of(
          "My new card has still not arrived and nobody could tell me where it is. ",
          "Why was I charged a fee when I withdrew cash abroad last week? ",
          "The exchange rate in the app looks wrong; can you check it, please. ",
          "I would like to know how to top up my account with a cheque. ",
          "Is there a limit on how many disposable virtual cards I can make? ",
          "It declined my payment twice in the shop, which was embarrassing. ");

  private static final List<String> PERSONAL =
      List.of(
          "john.smith@example.com",
          "4111 1111 1111 1111",
          "+1 415 555 2671",
          "DE89 3704 0044 0532 0130 00",
          "192.168.0.1",
          "https://a.example/b?c=d",
          "123-45-6789",
          "(415) 555-2671",
          "12 March 2024",
          "NHS number 943 476 5919");

  private static final int EVERY = 200;

  private SampleTexts() {}

  static String text(int length, boolean personal) {
    StringBuilder text = new StringBuilder(length + EVERY);
    int next = EVERY / 2;
    for (int i = 0; text.length() < length; i++) {
      text.append(SENTENCES.get(i % SENTENCES.size()));
      if (personal && text.length() >= next) {
        text.append("Mine is ").append(PERSONAL.get(next / EVERY % PERSONAL.size())).append(". ");
        next += EVERY;
      }
    }
    return text.substring(0, length);
  }
}
