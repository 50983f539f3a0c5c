package dev.plumbline.stage.measure.merge;

import dev.plumbline.stage.measure.record.ScoredRecord;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Made-up decisions of a model that treats all groups alike, about 40 a minute. With seasons
 * everything has a day and a week: how many come, who comes, what is decided, how sure the model is
 * and how long the texts are.
 *
 * @param perMinute requests on average
 * @param seasons whether days and weeks show
 * @param event what goes wrong, from {@code since} on
 */
record SeasonalTraffic(double perMinute, boolean seasons, Event event, Instant since) {

  /** Sunday midnight. */
  static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

  private static final String[] AGES = {"18-29", "30-49", "50-64", "65+"};

  /** What goes wrong. */
  enum Event {
    NOTHING,
    /** Women are approved less often by 0.3. */
    GAP,
    /** The model is less sure of everybody: scores fall by a standard deviation. */
    DRIFT,
    /** The same by half of one. */
    SMALL_DRIFT,
    /** Half of all responses hold personal data. */
    PRIVACY
  }

  static SeasonalTraffic fair(double perMinute, boolean seasons) {
    return new SeasonalTraffic(perMinute, seasons, Event.NOTHING, Instant.MAX);
  }

  List<ScoredRecord> between(Instant start, Duration length, Random random) {
    double day = seasons ? dayWave(start) : 0;
    double week = seasons ? weekWave(start) : 1;
    double minutes = length.toMillis() / 60_000.0;
    int n = poisson(perMinute * minutes * (1 + 0.6 * day) * week, random);
    List<ScoredRecord> records = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      Instant at = start.plusMillis((long) (random.nextDouble() * length.toMillis()));
      records.add(record(at, day, random));
    }
    return records;
  }

  private ScoredRecord record(Instant at, double day, Random random) {
    boolean wrong = !at.isBefore(since);
    String sex = random.nextDouble() < 0.5 + 0.1 * day ? "f" : "m";
    // The young come at night.
    double young = 0.25 - 0.15 * day;
    double which = random.nextDouble();
    String age = which < young ? AGES[0] : AGES[1 + (int) (3 * (which - young) / (1 - young))];
    double gap = wrong && event == Event.GAP && sex.equals("f") ? 0.3 : 0;
    boolean approved = random.nextDouble() < 0.55 + 0.2 * day - gap;
    double fall =
        wrong && event == Event.DRIFT ? 0.08 : wrong && event == Event.SMALL_DRIFT ? 0.04 : 0;
    double score = 0.75 + 0.06 * day - fall + 0.08 * random.nextGaussian();
    boolean personal = random.nextDouble() < (wrong && event == Event.PRIVACY ? 0.5 : 0.02);
    return new ScoredRecord(
        Long.toHexString(random.nextLong()),
        "credit",
        at.toEpochMilli(),
        approved ? "yes" : "no",
        Math.max(0.01, Math.min(0.99, score)),
        Map.of(),
        "m1",
        null,
        Map.of("sex", sex, "age", age),
        Map.of(
            "privacy", personal ? 0.0 : 1.0, "confidence", Math.max(0.01, Math.min(0.99, score))),
        Map.of(),
        List.of(),
        null,
        (int) Math.max(1, 120 + 30 * day + 40 * random.nextGaussian()));
  }

  /** From -1 in the night to 1 in the afternoon. */
  private static double dayWave(Instant at) {
    double hour = at.atZone(ZoneOffset.UTC).toLocalTime().toSecondOfDay() / 3600.0;
    return Math.sin(2 * Math.PI * (hour - 9) / 24);
  }

  private static double weekWave(Instant at) {
    ZonedDateTime time = at.atZone(ZoneOffset.UTC);
    DayOfWeek day = time.getDayOfWeek();
    return day == DayOfWeek.SATURDAY || day == DayOfWeek.SUNDAY ? 0.6 : 1.16;
  }

  private static int poisson(double mean, Random random) {
    double left = mean;
    int n = 0;
    while (left > 0) {
      left += Math.log(1 - random.nextDouble());
      if (left > 0) {
        n++;
      }
    }
    return n;
  }
}
