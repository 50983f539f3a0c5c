package dev.plumbline.cli;

import dev.plumbline.config.PolicyReader;
import dev.plumbline.policy.Privacy;
import dev.plumbline.policy.Privacy.ConsentRule;
import dev.plumbline.policy.Privacy.Operator;
import dev.plumbline.stage.redact.Finder;
import dev.plumbline.stage.redact.Redactor;
import dev.plumbline.stage.redact.detect.Detector;
import dev.plumbline.stage.redact.keys.KeysetSource;
import dev.plumbline.stage.redact.keys.RedactionKeys;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** What {@code redact} removes, and how. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class RedactorOptions {

  private static final String OPERATORS =
      Stream.of(Operator.values())
          .map(operator -> operator.name().toLowerCase(Locale.ROOT))
          .collect(Collectors.joining(", "));

  @Option(
      names = "--policy",
      paramLabel = "FILE",
      description = "a model's policy: its entities and operators apply")
  private @Nullable Path policy;

  @Option(
      names = "--entities",
      split = ",",
      paramLabel = "ENTITY",
      description = {
        "entities to remove, under Presidio's names; all, or all of the policy's, without it"
      })
  private @Nullable Set<String> entities;

  @Option(
      names = "--operator",
      paramLabel = "OPERATOR",
      converter = OperatorName.class,
      description =
          "what takes their place: replace, redact, mask, hash, encrypt, token or keep, which only"
              + " reports them (default: replace)")
  private @Nullable Operator operator;

  @Option(
      names = "--language",
      paramLabel = "CODE",
      description =
          "language of the texts, ISO 639-1: national telephone numbers are found as they are"
              + " written where it is spoken; everything else is found in every language")
  private @Nullable String language;

  @Option(
      names = "--phone-regions",
      split = ",",
      paramLabel = "REGION",
      description =
          "regions whose national telephone numbers are found (default: the language's, or US,GB)")
  private @Nullable List<String> phoneRegions;

  @Option(
      names = "--hash-keyset",
      paramLabel = "FILE|env:NAME",
      description = "keyset of the hashes; a random one without it")
  private @Nullable String hashKeyset;

  @Option(
      names = "--encrypt-keyset",
      paramLabel = "FILE|env:NAME",
      description = "keyset of the operator encrypt, which needs one")
  private @Nullable String encryptKeyset;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  /**
   * @param kept finds what stays in the text, to be reported
   */
  record Chosen(Redactor redactor, Finder kept) {}

  /**
   * @throws dev.plumbline.config.PolicyException with every problem of the policy
   */
  Chosen choose() {
    Privacy privacy = policy == null ? asTold() : asPolicy(policy);
    try {
      List<String> regions = regions();
      Detector kept = new Detector(privacy.entities(Operator.KEEP), regions, privacy.recognizers());
      return new Chosen(Redactor.of(privacy, regions, keys(privacy)), kept::detect);
    } catch (IllegalArgumentException e) {
      throw usage(String.valueOf(e.getMessage()));
    }
  }

  private RedactionKeys keys(Privacy privacy) {
    KeysetSource encrypt = source(encryptKeyset);
    return hashKeyset == null && privacy.entities(Operator.HASH).isEmpty()
        ? RedactionKeys.withoutHash(encrypt)
        : RedactionKeys.open(source(hashKeyset), encrypt);
  }

  private static @Nullable KeysetSource source(@Nullable String location) {
    return location == null ? null : KeysetSource.parse(location, path -> path);
  }

  private List<String> regions() {
    if (phoneRegions != null) {
      return phoneRegions;
    }
    return language == null ? Detector.DEFAULT_PHONE_REGIONS : PhoneLanguages.regions(language);
  }

  private Privacy asTold() {
    return new Privacy(
        entities == null ? Privacy.ENTITIES : among(entities, Privacy.ENTITIES, "entities are "),
        operator == null ? Operator.REPLACE : operator,
        Map.of(),
        new ConsentRule("", ConsentRule.Missing.ALLOW));
  }

  /** Consent is no matter here: the lines have none, and their text is returned to its owner. */
  private Privacy asPolicy(Path file) {
    if (operator != null) {
      throw usage("--operator and --policy exclude each other: the policy names its operators");
    }
    Privacy privacy = PolicyReader.read(file).privacy();
    return entities == null
        ? privacy
        : privacy.narrowedTo(among(entities, privacy.entities(), "the policy removes only "));
  }

  /** What cannot be removed is refused: left out in silence, it would stay in the text. */
  private Set<String> among(Set<String> wanted, Set<String> allowed, String says) {
    for (String entity : wanted) {
      if (!allowed.contains(entity)) {
        String names = String.join(", ", new TreeSet<>(allowed));
        throw usage("cannot remove '" + entity + "': " + says + names);
      }
    }
    return wanted;
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  /** Presidio writes operators in lower case. */
  private static final class OperatorName implements ITypeConverter<Operator> {
    @Override
    public Operator convert(String name) {
      for (Operator operator : Operator.values()) {
        if (operator.name().equalsIgnoreCase(name)) {
          return operator;
        }
      }
      throw new TypeConversionException("'" + name + "' is none of " + OPERATORS);
    }
  }
}
