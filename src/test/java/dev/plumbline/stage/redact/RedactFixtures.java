package dev.plumbline.stage.redact;

import dev.plumbline.policy.BenefitsPolicy;
import dev.plumbline.policy.EthicsPolicy;
import dev.plumbline.policy.EvidencePolicy;
import dev.plumbline.policy.Policies;
import dev.plumbline.policy.Policy;
import dev.plumbline.policy.PolicyFixtures;
import dev.plumbline.policy.PrivacyPolicy;
import dev.plumbline.policy.PrivacyPolicy.ConsentRule;
import dev.plumbline.policy.PrivacyPolicy.Operation;
import dev.plumbline.policy.PrivacyPolicy.Operator;
import dev.plumbline.policy.ScoringPolicy;
import dev.plumbline.policy.WindowPolicy;
import dev.plumbline.policy.group.GroupPolicy;
import dev.plumbline.policy.retraining.RetrainingPolicy;
import dev.plumbline.stage.redact.keys.KeyPurpose;
import dev.plumbline.stage.redact.keys.KeysetFile;
import dev.plumbline.stage.redact.keys.KeysetSource;
import dev.plumbline.stage.redact.keys.RedactionKeys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Policies and a clock for the tests of this stage. */
public final class RedactFixtures {

  static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

  private RedactFixtures() {}

  /** {@code support} asks for consent, {@code open} does not. */
  static Policies policies() {
    return Policies.of(
        List.of(
            policy("support", new ConsentRule("monitoring", ConsentRule.Missing.WITHHOLD)),
            policy("open", new ConsentRule("", ConsentRule.Missing.ALLOW))));
  }

  /** The same, with a model for people, places and organisations behind {@code open}. */
  static Policies tagging() {
    ConsentRule none = new ConsentRule("", ConsentRule.Missing.ALLOW);
    Set<String> entities = new HashSet<>(PrivacyPolicy.ENTITIES);
    entities.addAll(PrivacyPolicy.MODEL_ENTITIES);
    PrivacyPolicy privacy =
        new PrivacyPolicy(
            entities, Operation.of(Operator.REPLACE), Map.of(), none, List.of(), FakeTagger.FOLDER);
    return Policies.of(
        List.of(
            policy("support", new ConsentRule("monitoring", ConsentRule.Missing.WITHHOLD)),
            policy("open", privacy)));
  }

  /** Every entity, without asking for consent. */
  public static PrivacyPolicy privacy(Operator otherwise, Map<String, Operator> operators) {
    return new PrivacyPolicy(
        PrivacyPolicy.ENTITIES,
        otherwise,
        operators,
        new ConsentRule("", ConsentRule.Missing.ALLOW));
  }

  /** Fresh ones of every kind. */
  public static RedactionKeys keys() {
    try {
      Path folder = Files.createTempDirectory("keys");
      return RedactionKeys.open(key(folder, KeyPurpose.HASH), key(folder, KeyPurpose.ENCRYPT));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static KeysetSource key(Path folder, KeyPurpose purpose) throws IOException {
    Path file = folder.resolve(purpose + ".json");
    return new KeysetSource.InFile(KeysetFile.create(file, purpose).forService());
  }

  /** One model, {@code open}. */
  static Policies policies(PrivacyPolicy privacy) {
    return Policies.of(List.of(policy("open", privacy)));
  }

  private static Policy policy(String model, ConsentRule consent) {
    return policy(
        model,
        new PrivacyPolicy(
            PrivacyPolicy.ENTITIES,
            Operator.REPLACE,
            Map.of("CREDIT_CARD", Operator.MASK, "EMAIL_ADDRESS", Operator.HASH),
            consent));
  }

  private static Policy policy(String model, PrivacyPolicy privacy) {
    return new Policy(
        model,
        "a test",
        "v1",
        privacy,
        new ScoringPolicy(ScoringPolicy.Source.PROVIDED, null, "cpu", 1, Duration.ZERO),
        PolicyFixtures.favourable("yes"),
        new GroupPolicy(
            Map.of("language", Set.of(), "ageBand", Set.of("18-29", "30-49")),
            List.of(),
            Map.of(),
            10),
        WindowPolicy.DEFAULT,
        List.of(),
        PolicyFixtures.drift(),
        new EthicsPolicy(Map.of(), Map.of(), 0.9, 0.1),
        PolicyFixtures.alerts(),
        RetrainingPolicy.NEVER,
        BenefitsPolicy.NONE,
        EvidencePolicy.DEFAULT);
  }
}
