package dev.plumbline.stage.score;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.plumbline.event.Consent;
import dev.plumbline.event.Inference;
import dev.plumbline.event.Prediction;
import dev.plumbline.event.Redaction;
import dev.plumbline.kafka.Json;
import dev.plumbline.policy.Alerts;
import dev.plumbline.policy.Benefits;
import dev.plumbline.policy.Drift;
import dev.plumbline.policy.Ethics;
import dev.plumbline.policy.Groups;
import dev.plumbline.policy.OutcomePolicy;
import dev.plumbline.policy.Policies;
import dev.plumbline.policy.Policy;
import dev.plumbline.policy.Privacy;
import dev.plumbline.policy.Retraining;
import dev.plumbline.policy.Scoring;
import dev.plumbline.policy.Windows;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

final class ScoreFixtures {

  static final String SCORED_HERE = "card-support";
  static final String PROVIDED = "employment";
  static final Path TINY = Path.of("src/test/resources/models/tiny");

  private ScoreFixtures() {}

  static Policies policies() {
    return Policies.of(
        List.of(
            policy(SCORED_HERE, Scoring.Source.MODEL, "monitoring"),
            policy(PROVIDED, Scoring.Source.PROVIDED, "")));
  }

  static Policy policy(String model, Scoring.Source source, String purpose) {
    return policy(model, source, purpose, new Ethics(Map.of(), Map.of(), 0, 1));
  }

  static Policy policy(String model, Scoring.Source source, String purpose, Ethics ethics) {
    return new Policy(
        model,
        "",
        "p1",
        new Privacy(
            Set.of(),
            Privacy.Operator.REPLACE,
            Map.of(),
            new Privacy.ConsentRule(purpose, Privacy.ConsentRule.Missing.ALLOW)),
        new Scoring(
            source, source == Scoring.Source.MODEL ? TINY : null, "cpu", 8, Duration.ofMillis(20)),
        new OutcomePolicy(Set.of("good")),
        new Groups(Map.of(), List.of(), Map.of(), 1),
        Windows.DEFAULT,
        List.of(),
        new Drift(Duration.ofHours(1), List.of()),
        ethics,
        new Alerts(1, Duration.ofDays(90), 3, List.of()),
        new Retraining(Set.of(), 1, Duration.ofDays(1), Retraining.Launcher.LOCAL, 0.2, 0.01),
        Benefits.NONE);
  }

  static Inference request(String id, String model, @Nullable String text) {
    return request(id, model, text, null, null, List.of());
  }

  static Inference request(
      String id,
      String model,
      @Nullable String text,
      @Nullable Prediction prediction,
      @Nullable Consent consent,
      List<Redaction> redactions) {
    return new Inference(
        id,
        model,
        Instant.parse("2026-01-01T00:00:00Z"),
        text,
        null,
        Map.of(),
        Map.of("language", "en"),
        consent,
        null,
        prediction,
        redactions,
        "p1",
        Map.of());
  }

  static Inference request(String id, String model, String text, Map<String, Object> features) {
    Inference bare = request(id, model, text);
    return new Inference(
        id,
        model,
        bare.timestamp(),
        text,
        null,
        features,
        bare.attributes(),
        null,
        null,
        null,
        List.of(),
        "p1",
        Map.of());
  }

  static byte[] json(Inference inference) {
    try {
      return Json.MAPPER.writeValueAsBytes(inference);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  static byte[] json(String id, String text) {
    return json(request(id, SCORED_HERE, text));
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
