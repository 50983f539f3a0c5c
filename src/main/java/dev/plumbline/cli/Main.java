package dev.plumbline.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The {@code plumbline} command. */
@Command(
    name = "plumbline",
    mixinStandardHelpOptions = true,
    version = "plumbline 0.1.0",
    description = "Watches AI models while they serve.",
    subcommands = {
      CommandLine.HelpCommand.class,
      DemoCommand.class,
      RunCommand.class,
      ReplayCommand.class,
      BaselineCommand.class,
      TopicsCommand.class,
      PolicyCommand.class,
      RedactCommand.class,
      KeysCommand.class,
      RevealCommand.class,
      ScoreCommand.class,
      TrainCommand.class
    })
public final class Main {

  private Main() {}

  public static void main(String[] args) {
    System.exit(new CommandLine(new Main()).execute(args));
  }
}
