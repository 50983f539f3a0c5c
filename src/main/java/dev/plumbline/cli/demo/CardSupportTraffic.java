package dev.plumbline.cli.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plumbline.kafka.topic.Json;
import dev.plumbline.kafka.topic.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Real messages to a bank (BANKING77, the share that the shipped model never saw) with made-up
 * customers: language, age band, and now and then a card, a phone number or an e-mail address. Made
 * up as well: whether a message's sender was told why it went to its desk (nine in ten), and
 * whether a person looked at it (one in four). With drift, the Spanish speakers' messages change
 * after a fifth of the time: they mix languages and mistype.
 */
public final class CardSupportTraffic {

  static final String MODEL = "card-support";
  private static final String PREFIX = MODEL + "-";
  private static final String RESOURCE = "/demo/card-support-messages.csv.gz";
  private static final List<String> AGES = List.of("18-29", "30-49", "50+");

  private final Random random;

  /** Apart, so that messages and customers are those of the same seed before. */
  private final Random handling;

  private final PersonalData personal;
  private final CodeSwitching switching;

  private CardSupportTraffic(long seed) {
    random = new Random(seed);
    handling = new Random(~seed);
    personal = new PersonalData(random);
    switching = new CodeSwitching(random);
  }

  /** {@code count} messages, spread evenly over {@code length}. */
  public static List<PlannedRecord> plan(int count, Duration length, boolean drift, long seed) {
    return new CardSupportTraffic(seed).messages(count, length, drift);
  }

  /** Whether a request of a plan of {@code count} comes after the messages have changed. */
  static boolean isDrifted(String requestId, int count) {
    return 5 * Integer.parseInt(requestId.substring(PREFIX.length())) >= count;
  }

  private List<PlannedRecord> messages(int count, Duration length, boolean drift) {
    List<List<String>> rows = CsvResource.read(RESOURCE);
    List<PlannedRecord> plan = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      List<String> row = rows.get(random.nextInt(rows.size()));
      String id = String.format(Locale.ROOT, PREFIX + "%06d", i);
      Duration at = length.multipliedBy(i).dividedBy(count);
      String language = random.nextInt(100) < 35 ? "es" : "en";
      boolean drifted = drift && language.equals("es") && isDrifted(id, count);
      String text = drifted ? switching.apply(row.get(1)) : row.get(1);
      plan.add(new PlannedRecord(at, Topics.INFERENCE_REQUESTS, id, request(id, text, language)));
      Duration label = at.plusMillis(random.nextInt(60_000));
      if (random.nextInt(10) > 0 && label.compareTo(length) < 0) {
        plan.add(
            new PlannedRecord(
                label, Topics.OUTCOMES, id, EmploymentTraffic.label(id, MODEL, row.get(2))));
      }
    }
    return plan;
  }

  private ObjectNode request(String id, String text, String language) {
    ObjectNode json =
        Json.MAPPER
            .createObjectNode()
            .put("requestId", id)
            .put("model", MODEL)
            .put("subject", personal.name() + " of " + id) // each message is another customer's
            .put("text", random.nextInt(10) < 3 ? text + " " + personal.sentence() : text);
    json.putObject("attributes")
        .put("language", language)
        .put("ageBand", AGES.get(random.nextInt(AGES.size())));
    json.putObject("features")
        .put("explained", handling.nextInt(10) > 0)
        .put("reviewed", handling.nextInt(4) == 0);
    boolean consents = random.nextInt(100) > 0;
    json.putObject("consent").putArray("purposes").add(consents ? "monitoring" : "support");
    return json;
  }
}
