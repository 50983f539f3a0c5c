package dev.plumbline.cli;

import dev.plumbline.cli.privacy.RedactLines;
import dev.plumbline.cli.privacy.RedactorOptions;
import dev.plumbline.config.section.PolicyException;
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
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

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
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class RedactCommand implements Callable<Integer> {

  @Parameters(paramLabel = "FILE", description = "JSON lines; the standard input without one")
  private List<Path> files = List.of();

  @Mixin private RedactorOptions options;

  @Spec private CommandSpec spec;

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
      return redact(new RedactLines(options.choose(), writer()));
    } catch (PolicyException e) {
      // The usage would bury the problems.
      e.problems().forEach(spec.commandLine().getErr()::println);
      return 2;
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

  private void checkFiles() {
    for (Path file : files) {
      if (!Files.isReadable(file)) {
        throw new ParameterException(spec.commandLine(), "cannot read " + file);
      }
    }
  }

  private static BufferedReader reader(InputStream in) {
    return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
  }

  private PrintWriter writer() {
    return new PrintWriter(
        output == null ? new OutputStreamWriter(System.out, StandardCharsets.UTF_8) : output);
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
