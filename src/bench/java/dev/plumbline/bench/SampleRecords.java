package dev.plumbline.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plumbline.cli.demo.CardSupportTraffic;
import dev.plumbline.cli.demo.PlannedRecord;
import dev.plumbline.kafka.topic.Json;
import dev.plumbline.kafka.topic.Topics;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Requests of a support desk as producers write them: what people type, and fields around it. */
public final class SampleRecords {

  private static final List<String> MESSAGES =
      List.of(
          "Hi, my new card still hasn't arrived. I ordered it 2 weeks ago and nobody can tell me where it is.",
          "Why was I charged a £3 fee when I withdrew cash abroad last week? The app says it's free.",
          "The exchange rate looks wrong, can you check it please?",
          "I'd like to top up with a cheque. How long does that take and is there a fee for it?",
          "It declined my payment twice in the shop, which was embarrassing to say the least. What happened?",
          "how do i freeze my card, i think i left it in a taxi last night",
          "Thanks for the quick answer! One more thing: is there a limit on how many virtual cards I can have?",
          "My top-up of 50 euros is still pending after 3 days. I've tried the help page and restarted the app.",
          "Can my daughter have a card too? She's 16 and we live at the same address.",
          "I moved last month and want to change my address, but the form says that my postcode isn't valid.",
          "Refund not showing up. The shop says they sent it on Monday, and I still don't see it in my account!",
          "Do you support Apple Pay? I got a new phone and can't find the option in the settings anywhere.",
          "PIN blocked after three tries, please help me unblock it, I'm standing at the till right now",
          "There are two payments of 14.99 that I don't recognise. I think that somebody has used my card details.",
          "What's the difference between the standard and the premium plan? The website isn't clear about insurance.",
          "Guten Tag, meine Karte wurde vom Automaten eingezogen. Wie bekomme ich sie zurück?");

  private static final List<String> PERSONAL =
      List.of(
          "My e-mail is john.smith@example.com",
          "The card is 4111 1111 1111 1111",
          "Call me on +1 415 555 2671",
          "My IBAN is DE89 3704 0044 0532 0130 00",
          "It was from 192.168.0.1",
          "See https://shop.example/orders?c=d",
          "My SSN is 123-45-6789",
          "My number is (415) 555-2671",
          "Born on 12 March 1984",
          "NHS number 943 476 5919");

  private static final int LONG = 4_000;
  private static final int EVERY = 200;
  private static final int COUNT = 64;

  private SampleRecords() {}

  /**
   * @param kind {@code demo} (the demo's traffic: personal data in three messages of ten), {@code
   *     chat} (one message without any), {@code long} (4,000 characters of them), or one of these
   *     with {@code -personal}: a piece of personal data in the message, or every 200 characters
   */
  public static List<byte[]> of(String kind) throws JsonProcessingException {
    if (kind.equals("demo")) {
      return demo();
    }
    List<byte[]> records = new ArrayList<>();
    for (int i = 0; i < COUNT; i++) {
      boolean personal = kind.endsWith("-personal");
      records.add(record(i, kind.startsWith("long") ? text(i, personal) : chat(i, personal)));
    }
    return records;
  }

  /** Requests as the redact stage writes them, with their producer's prediction. */
  public static List<byte[]> redacted(int count) throws IOException {
    Random random = new Random(1);
    List<byte[]> records = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      records.add(Json.MAPPER.writeValueAsBytes(Load.redacted(i, random)));
    }
    return records;
  }

  private static List<byte[]> demo() throws JsonProcessingException {
    List<byte[]> records = new ArrayList<>();
    for (PlannedRecord planned :
        CardSupportTraffic.plan(4 * COUNT, Duration.ofMinutes(4), false, 1)) {
      if (planned.topic() == Topics.INFERENCE_REQUESTS) {
        ObjectNode json = planned.json().deepCopy();
        json.put("timestamp", Instant.parse("2026-03-01T12:00:00Z").plus(planned.at()).toString());
        records.add(Json.MAPPER.writeValueAsBytes(json));
      }
    }
    return records;
  }

  private static String chat(int number, boolean personal) {
    String message = MESSAGES.get(number % MESSAGES.size());
    return personal ? message + " " + PERSONAL.get(number % PERSONAL.size()) + "." : message;
  }

  private static String text(int number, boolean personal) {
    StringBuilder text = new StringBuilder(LONG + EVERY);
    int pieces = 0;
    for (int i = number; text.length() < LONG; i++) {
      text.append(MESSAGES.get(i % MESSAGES.size())).append(' ');
      if (personal && text.length() >= EVERY * pieces + EVERY / 2) {
        text.append(PERSONAL.get((number + pieces) % PERSONAL.size())).append(". ");
        pieces++;
      }
    }
    return text.toString();
  }

  private static byte[] record(int number, String text) throws JsonProcessingException {
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("requestId", "chat-" + "bcdfghkmnp".charAt(number % 10) + "7k2x-" + (100 + number));
    record.put("model", "card-support");
    record.put("timestamp", "2026-03-01T12:00:%02d.125Z".formatted(number % 60));
    record.put("text", text);
    record.put(
        "features",
        Map.of("channel", "app", "product", "virtual card", "tenureMonths", 14, "premium", false));
    record.put("attributes", Map.of("ageBand", "30-49", "language", "en"));
    record.put("subject", "customer-" + (48_000 + number));
    record.put(
        "prediction",
        Map.of("label", "card_arrival", "score", 0.91, "scores", Map.of("card_arrival", 0.91)));
    return Json.MAPPER.writeValueAsBytes(record);
  }
}
