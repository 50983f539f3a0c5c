package dev.plumbline.cli;

import dev.plumbline.config.PolicyException;
import dev.plumbline.config.PolicyReader;
import dev.plumbline.policy.Privacy;
import dev.plumbline.policy.Privacy.ConsentRule;
import dev.plumbline.policy.Privacy.Operator;
import dev.plumbline.stage.redact.RedactionKeys;
import dev.plumbline.stage.redact.Redactor;
import dev.plumbline.stage.redact.detect.Detector;
import java.io.BufferedReader;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Redacts JSON lines from files or the standard input. */
@Command(
    name = "redact",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Removes personal data from JSON lines.",
      "Reads {\"id\",\"text\"} and writes, in the same order, {\"id\",\"text\",\"spans\":"
          + "[{\"entity\",\"start\",\"end\",\"score\"}]} with positions in Unicode code points of"
          + " the text that was read. A line that cannot be read becomes"
          + " {\"id\":null,\"line\":N,\"error\":\"...\"}."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:every line was redacted",
      "1:some lines could not be read",
      "2:wrong usage or configuration"
    })
public final class RedactCommand implements Callable<Integer> {

  @Parameters(paramLabel = "FILE", description = "JSON lines; the standard input without one")
  private List<Path> files = List.of();

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
      description = "what takes their place: replace, mask or hash (default: replace)")
  private @Nullable Operator operator;

  @Option(
      names = "--phone-regions",
      split = ",",
      paramLabel = "REGION",
      description = "regions whose national telephone numbers are found (default: US,GB)")
  private List<String> phoneRegions = Detector.DEFAULT_PHONE_REGIONS;

  @Option(
      names = "--hash-keyset",
      paramLabel = "FILE",
      description = "Tink PRF keyset of the hashes; a random one without it")
  private @Nullable Path hashKeyset;

  @Spec private @Nullable CommandSpec spec;

  private final InputStream standardInput;
  private final @Nullable Writer output;

  public RedactCommand() {
    this(System.in, null);
  }

  RedactCommand(InputStream standardInput, @Nullable Writer output) {
    this.standardInput = standardInput;
    this.output = output;
  }

  @Override
  public Integer call() throws IOException {
    checkFiles();
    try {
      return redact(new RedactLines(redactor(), writer()));
    } catch (PolicyException e) {
      return refuse(e);
    }
  }

  private int redact(RedactLines lines) throws IOException {
    if (files.isEmpty()) {
      lines.redact(reader(new KeptOpen(standardInput)));
    }
    for (Path file : files) {
      lines.redact(reader(Files.newInputStream(file)));
    }
    return lines.finish() ? 0 : 1;
  }

  /** The usage would bury the problems. */
  private int refuse(PolicyException wrong) {
    if (spec == null) {
      throw wrong;
    }
    wrong.problems().forEach(spec.commandLine().getErr()::println);
    return 2;
  }

  private Redactor redactor() {
    Privacy privacy = policy == null ? asTold() : asPolicy(policy);
    boolean hashes =
        privacy.entities().stream().anyMatch(e -> privacy.operator(e) == Operator.HASH);
    try {
      return new Redactor(
          new Detector(privacy.entities(), phoneRegions),
          privacy::operator,
          hashes ? RedactionKeys.open(hashKeyset) : (domain, value, n) -> "");
    } catch (IllegalArgumentException e) {
      throw usage(String.valueOf(e.getMessage()));
    }
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
        : new Privacy(
            among(entities, privacy.entities(), "the policy removes only "),
            privacy.defaultOperator(),
            privacy.operators(),
            privacy.consent());
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

  private void checkFiles() {
    for (Path file : files) {
      if (!Files.isReadable(file)) {
        throw usage("cannot read " + file);
      }
    }
  }

  private ParameterException usage(String message) {
    if (spec == null) {
      throw new IllegalStateException(message);
    }
    return new ParameterException(spec.commandLine(), message);
  }

  private static BufferedReader reader(InputStream in) {
    return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
  }

  private PrintWriter writer() {
    return new PrintWriter(
        output == null ? new OutputStreamWriter(System.out, StandardCharsets.UTF_8) : output);
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
      throw new TypeConversionException("'" + name + "' is none of replace, mask, hash");
    }
  }

  /** The process's input is not ours to close. */
  private static final class KeptOpen extends FilterInputStream {
    KeptOpen(InputStream in) {
      super(in);
    }

    @Override
    public void close() {}
  }
}
