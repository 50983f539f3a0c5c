package dev.plumbline.stage.score;

import dev.plumbline.bench.SampleRecords;
import dev.plumbline.config.PolicyReader;
import dev.plumbline.event.Inference;
import dev.plumbline.kafka.topic.Topics;
import dev.plumbline.policy.Policies;
import dev.plumbline.stage.score.model.ModelWorkers;
import dev.plumbline.stage.score.record.Handling;
import dev.plumbline.stage.score.record.RecordAnswer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.serialization.Serializer;

/**
 * What the score stage's own work costs for a record with its producer's prediction, from the bytes
 * that redact wrote to the bytes that score writes: passed on as bytes, and read whole and written
 * again, which a space before the record still brings about. The two take turns.
 */
public final class ProvidedScoresCost {

  private static final Serializer<Inference> WRITER =
      Topics.SCORED_REQUESTS.valueSerde().serializer();
  private static final int BATCH = 2_000;
  private static final long TURN_NANOS = 300_000_000;

  private ProvidedScoresCost() {}

  /**
   * @param args rounds
   */
  public static void main(String[] args) throws Exception {
    int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 12;
    RequestScoring scoring =
        new RequestScoring(policies(), new ModelWorkers(Map.of()), new SimpleMeterRegistry());
    List<byte[]> records = SampleRecords.redacted(BATCH);
    List<byte[]> odd = new ArrayList<>();
    for (byte[] record : records) {
      byte[] spaced = new byte[record.length + 1];
      spaced[0] = ' ';
      System.arraycopy(record, 0, spaced, 1, record.length);
      odd.add(spaced);
    }
    double[] quick = new double[rounds];
    double[] slow = new double[rounds];
    for (int round = -2; round < rounds; round++) {
      double passedOn = nanos(scoring, records);
      double readWhole = nanos(scoring, odd);
      if (round >= 0) {
        quick[round] = passedOn;
        slow[round] = readWhole;
      }
    }
    Arrays.sort(quick);
    Arrays.sort(slow);
    System.out.printf(
        Locale.ROOT,
        "%d bytes a record; nanoseconds of processor time a record, median (lowest to highest) of"
            + " %d turns: passed on %.0f (%.0f to %.0f), read whole %.0f (%.0f to %.0f)%n",
        records.get(0).length,
        rounds,
        quick[rounds / 2],
        quick[0],
        quick[rounds - 1],
        slow[rounds / 2],
        slow[0],
        slow[rounds - 1]);
  }

  private static Policies policies() throws Exception {
    Path policy = Files.createTempFile("bench", ".yaml");
    Files.writeString(
        policy,
        """
        model: bench
        scoring: {source: provided}
        outcome: {favourable: ["yes"]}
        groups: {attributes: {a: [v0, v1, v2, v3, v4]}}
        """);
    return PolicyReader.readAll(List.of(policy));
  }

  private static double nanos(RequestScoring scoring, List<byte[]> records) {
    var threads = ManagementFactory.getThreadMXBean();
    long begin = threads.getCurrentThreadCpuTime();
    long done = 0;
    long bytes = 0;
    while (threads.getCurrentThreadCpuTime() - begin < TURN_NANOS) {
      for (byte[] record : records) {
        bytes += scored(((Handling.Now) scoring.begin(record)).answer()).length;
      }
      done += records.size();
    }
    if (bytes < done) {
      throw new IllegalStateException("nothing was written");
    }
    return (double) (threads.getCurrentThreadCpuTime() - begin) / done;
  }

  private static byte[] scored(RecordAnswer answer) {
    return answer instanceof RecordAnswer.PassedOn passed
        ? passed.json()
        : WRITER.serialize("", ((RecordAnswer.Scored) answer).inference());
  }
}
