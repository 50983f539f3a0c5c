package dev.plumbline.cli.jobs;

import dev.plumbline.event.ModelRelease;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code plumbline rollback}: takes a model back to a version that served before. */
@Command(
    name = "rollback",
    mixinStandardHelpOptions = true,
    description = {
      "Appends a release of a version that served before to model-releases, at once: it needs no launcher. Called",
      "again, it goes further back."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {"0:released", "2:wrong usage, no such version, or no cluster"})
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class RollbackCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "MODEL", description = "The model, as its policy names it.")
  private String model;

  @Option(
      names = "--to",
      paramLabel = "VERSION",
      description = "The version; without it the one before.")
  private @Nullable String version;

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why; it stays in the job.")
  private @Nullable String reason;

  @Mixin private JobOptions cluster;

  @Override
  public Integer call() throws IOException, InterruptedException {
    ModelRelease release = cluster.desk().rollBack(model, version, reason);
    spec.commandLine()
        .getOut()
        .println("released %s of %s".formatted(release.modelVersion(), model));
    return 0;
  }
}
