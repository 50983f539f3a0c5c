package dev.plumbline.cli;

import dev.plumbline.cli.score.ScoreInput;
import dev.plumbline.cli.score.ScoreRun;
import dev.plumbline.kafka.topic.Json;
import dev.plumbline.model.ModelException;
import dev.plumbline.stage.score.model.DjlScorer;
import dev.plumbline.stage.score.model.TextScorer;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code plumbline score}: texts from a file through a model folder, no Kafka. */
@Command(
    name = "score",
    mixinStandardHelpOptions = true,
    description = {
      "Scores texts with a model folder.",
      "Input: JSON lines {\"id\",\"text\",\"label\"?} or CSV with header text,category (id optional);"
          + " .gz too.",
      "Output: JSON lines {\"id\",\"label\",\"score\",\"truncated\"}; with --explain also \"words\", each"
          + " with its start and end in the text and its effect on the label's score."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:every line was scored",
      "1:some line could not be scored",
      "2:wrong usage, input or model"
    })
public final class ScoreCommand implements Callable<Integer> {

  @Spec private @Nullable CommandSpec spec;

  @Option(names = "--model", required = true, paramLabel = "DIR", description = "Model folder.")
  private Path model = Path.of("");

  @Option(
      names = "--device",
      defaultValue = "auto",
      description = "auto, cpu, gpu or gpuN (default: ${DEFAULT-VALUE}).")
  private String device = "auto";

  @Option(
      names = "--batch",
      defaultValue = "32",
      description = "Texts in one forward pass (default: ${DEFAULT-VALUE}).")
  private int batch = 32;

  @Option(
      names = "--explain",
      description =
          "Say what each word does: each is left out once, so this takes a pass for each word.")
  private boolean explain;

  @Option(names = "--output", paramLabel = "FILE", description = "Default: standard output.")
  private @Nullable Path output;

  @Option(
      names = "--summary",
      paramLabel = "FILE",
      description = "Write count, accuracy and macro-F1 as JSON.")
  private @Nullable Path summary;

  @Parameters(arity = "0..1", paramLabel = "FILE", description = "Default: standard input.")
  private @Nullable Path input;

  @Override
  public Integer call() throws IOException {
    if (batch < 1) {
      throw new ParameterException(commandLine(), "--batch must be 1 or more");
    }
    PrintWriter err = commandLine().getErr();
    try (TextScorer scorer = DjlScorer.load(model, device);
        InputStream in = input == null ? System.in : Files.newInputStream(input);
        PrintWriter file = output == null ? null : printer(output)) {
      PrintWriter out = file == null ? commandLine().getOut() : file;
      ScoreRun run = new ScoreRun(scorer, batch, explain, out, err);
      new ScoreInput(run::add, run::reportBad).read(in);
      save(run.finish());
      if (out.checkError()) {
        throw new IOException("the output could not be written");
      }
      return run.allGood() ? ExitCode.OK : ExitCode.SOFTWARE;
    } catch (ModelException | IllegalArgumentException e) {
      err.println("score: " + e.getMessage());
      return ExitCode.USAGE;
    } catch (NoSuchFileException e) {
      err.println("score: file " + e.getFile() + " does not exist");
      return ExitCode.USAGE;
    }
  }

  private void save(Map<String, Object> figures) throws IOException {
    if (summary != null) {
      Files.writeString(summary, Json.MAPPER.writeValueAsString(figures) + "\n");
    }
  }

  private static PrintWriter printer(Path file) throws IOException {
    return new PrintWriter(Files.newBufferedWriter(file));
  }

  private CommandLine commandLine() {
    return Objects.requireNonNull(spec, "not run by picocli").commandLine();
  }
}
