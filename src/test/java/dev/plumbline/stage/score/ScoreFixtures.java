package dev.plumbline.stage.score;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.plumbline.event.Consent;
import dev.plumbline.event.Inference;
import dev.plumbline.event.Prediction;
import dev.plumbline.event.Redaction;
import dev.plumbline.kafka.topic.Json;
import dev.plumbline.policy.BenefitsPolicy;
import dev.plumbline.policy.EthicsPolicy;
import dev.plumbline.policy.EvidencePolicy;
import dev.plumbline.policy.Policies;
import dev.plumbline.policy.Policy;
import dev.plumbline.policy.PolicyFixtures;
import dev.plumbline.policy.PrivacyPolicy;
import dev.plumbline.policy.ScoringPolicy;
import dev.plumbline.policy.WindowPolicy;
import dev.plumbline.policy.group.GroupPolicy;
import dev.plumbline.policy.retraining.RetrainingPolicy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

public final class ScoreFixtures {

  public static final String SCORED_HERE = "card-support";
  public static final String PROVIDED = "employment";
  public static final Path TINY = Path.of("src/test/resources/models/tiny");

  private ScoreFixtures() {}

  public static Policies policies() {
    return Policies.of(
        List.of(
            policy(SCORED_HERE, ScoringPolicy.Source.MODEL, "monitoring"),
            policy(PROVIDED, ScoringPolicy.Source.PROVIDED, "")));
  }

  public static Policy policy(String model, ScoringPolicy.Source source, String purpose) {
    return policy(model, source, purpose, new EthicsPolicy(Map.of(), Map.of(), 0, 1));
  }

  public static Policy policy(
      String model, ScoringPolicy.Source source, String purpose, EthicsPolicy ethics) {
    return new Policy(
        model,
        "",
        "p1",
        new PrivacyPolicy(
            Set.of(),
            PrivacyPolicy.Operator.REPLACE,
            Map.of(),
            new PrivacyPolicy.ConsentRule(purpose, PrivacyPolicy.ConsentRule.Missing.ALLOW)),
        new ScoringPolicy(
            source,
            source == ScoringPolicy.Source.MODEL ? TINY : null,
            "cpu",
            8,
            Duration.ofMillis(20)),
        PolicyFixtures.favourable("good"),
        new GroupPolicy(Map.of(), List.of(), Map.of(), 1),
        WindowPolicy.DEFAULT,
        List.of(),
        PolicyFixtures.drift(),
        ethics,
        PolicyFixtures.alerts(),
        RetrainingPolicy.NEVER,
        BenefitsPolicy.NONE,
        EvidencePolicy.DEFAULT);
  }

  public static Inference request(String id, String model, @Nullable String text) {
    return request(id, model, text, null, null, List.of());
  }

  public static Inference request(
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

  public static Inference request(
      String id, String model, String text, Map<String, Object> features) {
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

  public static byte[] json(Inference inference) {
    try {
      return Json.MAPPER.writeValueAsBytes(inference);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  public static byte[] json(String id, String text) {
    return json(request(id, SCORED_HERE, text));
  }

  public static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
