package dev.plumbline.stage.score;

import static dev.plumbline.stage.score.ScoreFixtures.PROVIDED;
import static dev.plumbline.stage.score.ScoreFixtures.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.event.Consent;
import dev.plumbline.event.Inference;
import dev.plumbline.event.Prediction;
import dev.plumbline.event.Redaction;
import dev.plumbline.kafka.topic.Json;
import dev.plumbline.policy.EthicsPolicy;
import dev.plumbline.policy.Policies;
import dev.plumbline.policy.Policy;
import dev.plumbline.policy.ScoringPolicy;
import dev.plumbline.stage.score.model.ModelWorkers;
import dev.plumbline.stage.score.record.Handling;
import dev.plumbline.stage.score.record.RecordAnswer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A request with its producer's prediction is passed on as the bytes it came in. Whatever it looks
 * like, the answer is that of reading it into an {@link Inference} and writing that again, which is
 * what a space before the record still brings about.
 */
class ProvidedScoresTest {

  private static final String PLAIN =
      """
      {"requestId":"r1","model":"employment","timestamp":"2026-03-01T12:00:00.125Z",\
      "text":"caf\\u00e9 \\"x\\" \\ud83d\\ude00 π","response":null,\
      "features":{"amount":17,"explained":true,"rate":0.25,"reviewed":false,"stake":2.5,"word":"a\\\\b"},\
      "attributes":{"age":"30-49","language":"en"},"consent":{"purposes":["monitoring"]},"subject":"AbC",\
      "prediction":{"label":"hired","score":0.75,"scores":{"hired":0.75,"other":0.25},"modelVersion":null,\
      "source":null,"truncated":false,"unknownTokenRate":null},\
      "redactions":[{"entity":"EMAIL_ADDRESS","field":"response","count":2}],"policyVersion":"p1",\
      "ethics":{},"flags":["score:range"]}""";

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final RequestScoring scoring =
      new RequestScoring(Policies.of(List.of(policy())), new ModelWorkers(Map.of()), registry);

  private static Policy policy() {
    return ScoreFixtures.policy(
        PROVIDED,
        ScoringPolicy.Source.PROVIDED,
        "monitoring",
        new EthicsPolicy(
            Map.of(),
            Map.of(),
            0,
            1,
            new EthicsPolicy.Means(Set.of("other"), 0.8, "explained", "reviewed"),
            new EthicsPolicy.Risk("stake", Map.of("hired", 2.0)),
            EthicsPolicy.Counterfactual.NONE));
  }

  @Test
  void shouldFillInThreeValuesWhenTheRecordIsPlain() {
    // When
    RecordAnswer answer = answer(bytes(PLAIN));

    // Then: the rest is the same to the last byte
    assertThat(text(answer))
        .isEqualTo(
            PLAIN
                .replace("\"modelVersion\":null", "\"modelVersion\":\"provided\"")
                .replace("\"source\":null", "\"source\":\"provided\"")
                .replace(
                    "\"ethics\":{}",
                    "\"ethics\":{\"confidence\":0.75,\"consent\":1.0,\"oversight\":0.0,\"privacy\":0.0,"
                        + "\"risk\":5.0,\"safety\":0.75,\"transparency\":1.0}"));
  }

  @Test
  void shouldPassOnTheBytesOfEveryRecordThatRedactWrites() throws IOException {
    // Given: a record as the flow's own type writes it, with and without each part
    Prediction given = new Prediction("hired", 1e-7, Map.of("a", 1.0), "v2", null, true, 0.5);
    for (Inference inference :
        List.of(
            ScoreFixtures.request("r", PROVIDED, null, given, null, List.of()),
            ScoreFixtures.request(
                "r\u2028", PROVIDED, "\ud800 \u0000", given, new Consent(List.of()), leaks()),
            full(given))) {
      byte[] json = Json.MAPPER.writeValueAsBytes(inference);

      // When
      RecordAnswer answer = answer(json);

      // Then
      assertThat(answer).isInstanceOf(RecordAnswer.PassedOn.class);
      assertThat(text(answer)).isEqualTo(text(slowly(json)));
    }
  }

  private static List<Redaction> leaks() {
    return List.of(new Redaction("IBAN", "text", 1), new Redaction("IBAN", "response", 0));
  }

  private static Inference full(Prediction given) {
    Map<String, Object> features = new LinkedHashMap<>();
    features.put("z", 0.1 + 0.2);
    features.put("long", Long.MIN_VALUE);
    features.put("big", new java.math.BigInteger("123456789012345678901234567890"));
    features.put("é", "\ud83d\ude00");
    features.put("smallest", Double.MIN_VALUE);
    features.put("largest", -Double.MAX_VALUE);
    features.put("explained", "yes");
    features.put("stake", -1);
    return new Inference(
        "r1",
        PROVIDED,
        Instant.parse("2024-02-29T23:59:59.999999999Z"),
        "",
        "answer",
        features,
        Map.of("b", "", "a", "\n"),
        new Consent(List.of("a", "monitoring")),
        null,
        given,
        List.of(),
        "p",
        Map.of(),
        List.of(),
        null);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"timestamp\":\"2026-03-01T12:00:00.125Z\" -> \"timestamp\":\"2026-03-01T13:00:00.125+01:00\"",
        "2026-03-01T12:00:00.125Z -> 2026-03-01T12:00:00.120000Z",
        "2026-03-01T12:00:00.125Z -> 2026-03-01T12:00:00.000Z",
        "2026-03-01T12:00:00.125Z -> 2026-02-29T12:00:00Z",
        "2026-03-01T12:00:00.125Z -> 2026-03-01T24:00:00Z",
        "2026-03-01T12:00:00.125Z -> 2026-03-01T12:00:60Z",
        "2026-03-01T12:00:00.125Z -> 1970-01-01T00:00:00Z",
        "2026-03-01T12:00:00.125Z -> 2026-03-01 12:00:00Z",
        "\"2026-03-01T12:00:00.125Z\" -> 1772366400.125",
        "\"amount\":17 -> \"amount\":-0",
        "\"amount\":17 -> \"amount\":1e400",
        "\"amount\":17 -> \"amount\":1E+5",
        "\"amount\":17 -> \"amount\":0.1000000000000000055511151231257827",
        "\"amount\":17 -> \"amount\":123456789012345678901234567890",
        "\"amount\":17 -> \"amount\":017",
        "\"amount\":17 -> \"amount\":NaN",
        "\"amount\":17 -> \"amount\":null",
        "\"amount\":17 -> \"amount\":{\"z\":1,\"a\":[null,{\"b\":2,\"a\":1}]}",
        "\"amount\":17 -> \"amount\":17,\"amount\":18",
        "\"amount\":17 -> \"zamount\":17",
        "\"stake\":2.5 -> \"stake\":\"2.5\"",
        "\"stake\":2.5 -> \"stake\":123456789012345678901234567890",
        "\"explained\":true -> \"explained\":\"true\"",
        "\"features\":{ -> \"features\":null,\"x\":{",
        "\"language\":\"en\" -> \"language\":7",
        "\"language\":\"en\" -> \"language\":null",
        "\"language\":\"en\" -> \"age\":\"en\"",
        "[\"monitoring\"] -> [\"monitoring\",null]",
        "[\"monitoring\"] -> null",
        "[\"monitoring\"] -> [\"monitoring\"],\"more\":1",
        "\"score\":0.75,\"scores -> \"score\":1,\"scores",
        "\"score\":0.75,\"scores -> \"score\":\"0.75\",\"scores",
        "\"score\":0.75,\"scores -> \"score\":\"NaN\",\"scores",
        "\"score\":0.75,\"scores -> \"score\":1e999,\"scores",
        "\"score\":0.75,\"scores -> \"score\":null,\"scores",
        "\"other\":0.25 -> \"hired\":0.25",
        "\"other\":0.25 -> \"a\":null",
        "\"modelVersion\":null -> \"modelVersion\":\"\"",
        "\"modelVersion\":null -> \"modelVersion\":3",
        "\"source\":null -> \"source\":\"PROVIDED\"",
        "\"source\":null -> \"source\":\"model\"",
        "\"source\":null -> \"source\":\"nobody\"",
        "\"truncated\":false -> \"truncated\":null",
        "\"truncated\":false -> \"truncated\":\"true\"",
        "\"unknownTokenRate\":null -> \"unknownTokenRate\":1.5",
        "\"unknownTokenRate\":null -> \"unknownTokenRate\":1",
        "\"label\":\"hired\" -> \"label\":\" \"",
        "\"label\":\"hired\", -> ",
        "\"count\":2 -> \"count\":-2",
        "\"count\":2 -> \"count\":2.0",
        "\"count\":2 -> \"count\":3000000000",
        "\"count\":2 -> \"count\":\"2\"",
        "\"field\":\"response\" -> \"field\":\"\"",
        "\"ethics\":{} -> \"ethics\":{\"confidence\":0.1}",
        "\"ethics\":{} -> \"ethics\":{ }",
        "\"ethics\":{} -> \"ethics\":null",
        "\"flags\":[\"score:range\"] -> \"flags\":null",
        "\"flags\":[\"score:range\"] -> \"flags\":[\"a\"],\"requestId\":\"r2\"",
        ",\"flags\":[\"score:range\"] -> ",
        "\"requestId\":\"r1\",\"model\":\"employment\" -> \"model\":\"employment\",\"requestId\":\"r1\"",
        "\"requestId\":\"r1\" -> \"requestId\":\"\"",
        "\"requestId\":\"r1\" -> \"requestId\":\"\\u0072\\u2003\\/\"",
        "\"model\":\"employment\" -> \"model\":\"\\u0065mployment\"",
        "\"model\":\"employment\" -> \"model\":\"unknown\"",
        "\"policyVersion\":\"p1\" -> \"policyVersion\":\"\\t\"",
        "\"subject\":\"AbC\" -> \"subject\":5",
        "\"text\":\" -> \"text\":\"\t",
        "\"response\":null -> \"response\":true",
        "\"prediction\":{ -> \"prediction\":null,\"x\":{",
        "\"consent\": -> \"consent\" : ",
      })
  void shouldAnswerAsAfterReadingItWholeWhenTheRecordIsOdd(String change) throws IOException {
    // Given
    String[] parts = change.split(" -> ", 2);
    assertThat(PLAIN).contains(parts[0]);
    byte[] json = bytes(PLAIN.replace(parts[0], parts[1]));

    // When // Then
    assertSame(json);
  }

  @Test
  void shouldAnswerAsAfterReadingItWholeWhenTheRecordIsBroken() throws IOException {
    // Given
    byte[] json = bytes(PLAIN);

    // When // Then: cut anywhere, and with something behind its end
    for (int length = 0; length < json.length; length++) {
      assertSame(Arrays.copyOf(json, length));
    }
    for (String more : List.of(" ", "{}", "}", "x", "\u0000")) {
      assertSame(bytes(PLAIN + more));
    }
  }

  @Test
  void shouldAnswerAsAfterReadingItWholeWhenBytesAreWrong() throws IOException {
    // Given
    byte[] json = bytes(PLAIN);
    Random random = new Random(14);
    byte[] likely = bytes("\"{}[]:,.-+0123456789eEZTnull\\u \t\u00e9\u20ac");
    int passedOn = 0;

    // When
    for (int i = 0; i < 30_000; i++) {
      byte[] wrong = json.clone();
      for (int change = random.nextInt(2); change >= 0; change--) {
        wrong[random.nextInt(wrong.length)] =
            random.nextBoolean()
                ? likely[random.nextInt(likely.length)]
                : (byte) random.nextInt(256);
      }
      assertSame(wrong);
      passedOn += answer(wrong) instanceof RecordAnswer.PassedOn ? 1 : 0;
    }

    // Then: both ways were tried
    assertThat(passedOn).isBetween(1_000, 29_000);
  }

  private void assertSame(byte[] json) throws IOException {
    RecordAnswer quick = answer(json);
    RecordAnswer slow = slowly(json);
    if (slow instanceof RecordAnswer.Rejected) {
      assertThat(quick).as(new String(json, StandardCharsets.UTF_8)).isEqualTo(slow);
    } else {
      assertThat(Json.MAPPER.readTree(json(quick)))
          .as(new String(json, StandardCharsets.UTF_8))
          .isEqualTo(Json.MAPPER.readTree(json(slow)));
    }
  }

  private RecordAnswer answer(byte[] json) {
    return ((Handling.Now) scoring.begin(json)).answer();
  }

  private RecordAnswer slowly(byte[] json) {
    if (json.length == 0) {
      return answer(json);
    }
    byte[] spaced = new byte[json.length + 1];
    spaced[0] = ' ';
    System.arraycopy(json, 0, spaced, 1, json.length);
    RecordAnswer answer = answer(spaced);
    assertThat(answer).isNotInstanceOf(RecordAnswer.PassedOn.class);
    return answer;
  }

  private static byte[] json(RecordAnswer answer) throws IOException {
    return answer instanceof RecordAnswer.PassedOn passed
        ? passed.json()
        : Json.MAPPER.writeValueAsBytes(((RecordAnswer.Scored) answer).inference());
  }

  private static String text(RecordAnswer answer) {
    try {
      return new String(json(answer), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
