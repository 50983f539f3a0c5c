package dev.plumbline.cli;

import dev.plumbline.cli.jobs.JobsCommand;
import dev.plumbline.cli.jobs.PromoteCommand;
import dev.plumbline.cli.jobs.RejectCommand;
import dev.plumbline.cli.jobs.RetrainCommand;
import dev.plumbline.cli.jobs.RollbackCommand;
import dev.plumbline.kafka.streams.MemoryExhausted;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The {@code plumbline} command. */
@Command(
    name = "plumbline",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    description = "Watches AI models while they serve.",
    subcommands = {
      CommandLine.HelpCommand.class,
      DemoCommand.class,
      RunCommand.class,
      ReplayCommand.class,
      BaselineCommand.class,
      ExplainCommand.class,
      ProveCommand.class,
      ChainCommand.class,
      TopicsCommand.class,
      PolicyCommand.class,
      RedactCommand.class,
      KeysCommand.class,
      RevealCommand.class,
      ScoreCommand.class,
      TrainCommand.class,
      RetrainCommand.class,
      JobsCommand.class,
      PromoteCommand.class,
      RejectCommand.class,
      RollbackCommand.class
    })
public final class Main {

  private Main() {}

  public static void main(String[] args) {
    MemoryExhausted.endWhenUncaught();
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Main()).setExecutionExceptionHandler(new OperatorMistakes());
  }

  /** The build's version, from the jar's manifest. Classes outside a jar have none. */
  static final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
      String version = Main.class.getPackage().getImplementationVersion();
      return new String[] {"plumbline " + (version == null ? "unknown" : version)};
    }
  }
}
