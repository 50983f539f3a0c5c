package dev.plumbline.cli.privacy;

import dev.plumbline.config.PolicyReader;
import dev.plumbline.model.ModelException;
import dev.plumbline.policy.PrivacyPolicy;
import dev.plumbline.policy.PrivacyPolicy.ConsentRule;
import dev.plumbline.policy.PrivacyPolicy.Operation;
import dev.plumbline.policy.PrivacyPolicy.Operator;
import dev.plumbline.stage.redact.detect.PatternDetector;
import dev.plumbline.stage.redact.detect.SpanMerger;
import dev.plumbline.stage.redact.detect.finder.Detection;
import dev.plumbline.stage.redact.keys.KeysetSource;
import dev.plumbline.stage.redact.keys.RedactionKeys;
import dev.plumbline.stage.redact.ner.DjlEntityTagger;
import dev.plumbline.stage.redact.ner.EntityTagger;
import dev.plumbline.stage.redact.text.TaggedTexts;
import dev.plumbline.stage.redact.text.TextRedactor;
import java.nio.file.Path;
import java.util.Collections;
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
public final class RedactorOptions {

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

  @Option(
      names = "--entity-model",
      paramLabel = "DIR",
      description =
          "folder of the model that finds PERSON, LOCATION and ORGANIZATION, for example"
              + " models/entities; without it, or the policy's, they are not looked for")
  private @Nullable Path entityModel;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  /** Finds what stays in a text, to be reported. */
  @FunctionalInterface
  interface Kept {
    List<Detection> find(String text, TaggedTexts tagged);
  }

  /**
   * @param tagger null when no entity of a model's is asked for
   */
  record Chosen(TextRedactor redactor, Kept kept, @Nullable EntityTagger tagger) {

    /** Shows texts to the model at once, if there is one. */
    TaggedTexts tag(Set<String> texts) {
      return tagger == null || texts.isEmpty() ? TaggedTexts.NONE : TaggedTexts.by(tagger, texts);
    }
  }

  /**
   * @throws dev.plumbline.config.section.PolicyException with every problem of the policy
   */
  public Chosen choose() {
    PrivacyPolicy privacy = policy == null ? asTold() : asPolicy(policy);
    try {
      List<String> regions = regions();
      EntityTagger tagger = tagger(privacy);
      return new Chosen(
          TextRedactor.of(privacy, regions, keys(privacy)), kept(privacy, regions), tagger);
    } catch (IllegalArgumentException | ModelException e) {
      throw usage(String.valueOf(e.getMessage()));
    }
  }

  private static @Nullable EntityTagger tagger(PrivacyPolicy privacy) {
    boolean asked = !Collections.disjoint(privacy.entities(), PrivacyPolicy.MODEL_ENTITIES);
    return asked && privacy.model() != null ? DjlEntityTagger.load(privacy.model()) : null;
  }

  private static Kept kept(PrivacyPolicy privacy, List<String> regions) {
    Set<String> entities = privacy.entities(Operator.KEEP);
    PatternDetector patterns =
        new PatternDetector(PrivacyPolicy.patterned(entities), regions, privacy.recognizers());
    return (text, tagged) ->
        SpanMerger.of(text, patterns.detect(text), tagged.detectionsIn(text, entities));
  }

  private RedactionKeys keys(PrivacyPolicy privacy) {
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
    return language == null
        ? PatternDetector.DEFAULT_PHONE_REGIONS
        : PhoneLanguages.regions(language);
  }

  private PrivacyPolicy asTold() {
    Set<String> known = new TreeSet<>(PrivacyPolicy.ENTITIES);
    if (entityModel != null) {
      known.addAll(PrivacyPolicy.MODEL_ENTITIES);
    }
    return new PrivacyPolicy(
        entities == null ? known : among(entities, known, "entities are "),
        Operation.of(operator == null ? Operator.REPLACE : operator),
        Map.of(),
        new ConsentRule("", ConsentRule.Missing.ALLOW),
        List.of(),
        entityModel);
  }

  /** Consent is no matter here: the lines have none, and their text is returned to its owner. */
  private PrivacyPolicy asPolicy(Path file) {
    if (operator != null || entityModel != null) {
      throw usage(
          "--policy excludes --operator and --entity-model: the policy names its operators and"
              + " its model");
    }
    PrivacyPolicy privacy = PolicyReader.read(file).privacy();
    return entities == null
        ? privacy
        : privacy.narrowedTo(among(entities, privacy.entities(), "the policy removes only "));
  }

  /** What cannot be removed is refused: left out in silence, it would stay in the text. */
  private Set<String> among(Set<String> wanted, Set<String> allowed, String says) {
    for (String entity : wanted) {
      if (!allowed.contains(entity)
          && PrivacyPolicy.MODEL_ENTITIES.contains(entity)
          && policy == null) {
        throw usage(
            entity
                + " is found by a model: --entity-model must name its folder, for example"
                + " models/entities");
      }
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
