package dev.plumbline.cli.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plumbline.kafka.topic.Json;
import dev.plumbline.kafka.topic.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Predicate;

/**
 * Census answers of 2015 with a real model's prediction. The true label follows after 0 to 60
 * seconds of event time; one in twenty never comes.
 */
public final class EmploymentTraffic {

  static final String MODEL = "employment";
  private static final String RESOURCE = "/demo/employment-2015.csv.gz";

  private EmploymentTraffic() {}

  /**
   * {@code count} answers, spread evenly over {@code length}; all of the year's with a count of
   * 68,785.
   */
  public static List<PlannedRecord> plan(int count, Duration length, long seed) {
    Random random = new Random(seed);
    return plan(
        count, length, random, label -> random.nextInt(20) > 0 && label.compareTo(length) < 0);
  }

  /** The same with every label, the last ones after {@code length}. */
  public static List<PlannedRecord> labelled(int count, Duration length) {
    return plan(count, length, new Random(0), label -> true);
  }

  private static List<PlannedRecord> plan(
      int count, Duration length, Random random, Predicate<Duration> comes) {
    List<List<String>> rows = CsvResource.read(RESOURCE);
    List<PlannedRecord> plan = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      List<String> row = rows.get(i % rows.size());
      String id = String.format(Locale.ROOT, "employment-2015-%06d", i);
      Duration at = length.multipliedBy(i).dividedBy(count);
      plan.add(new PlannedRecord(at, Topics.INFERENCE_REQUESTS, id, request(id, row)));
      Duration label = at.plusMillis(random.nextInt(60_000));
      if (comes.test(label)) {
        plan.add(new PlannedRecord(label, Topics.OUTCOMES, id, label(id, MODEL, row.get(5))));
      }
    }
    return plan;
  }

  private static ObjectNode request(String id, List<String> row) {
    ObjectNode json = Json.MAPPER.createObjectNode().put("requestId", id).put("model", MODEL);
    json.putObject("attributes")
        .put("sex", row.get(1))
        .put("race", row.get(2))
        .put("disability", row.get(3))
        .put("nativity", row.get(4));
    double employed = Double.parseDouble(row.get(7));
    boolean predicted = row.get(6).equals("1");
    json.putObject("prediction")
        .put("label", row.get(6))
        .put("score", predicted ? employed : 1 - employed);
    return json;
  }

  static ObjectNode label(String id, String model, String label) {
    return Json.MAPPER
        .createObjectNode()
        .put("requestId", id)
        .put("model", model)
        .put("kind", "label")
        .put("label", label);
  }
}
