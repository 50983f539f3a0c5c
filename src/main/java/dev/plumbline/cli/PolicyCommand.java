package dev.plumbline.cli;

import dev.plumbline.config.PolicyReader;
import dev.plumbline.config.section.PolicyException;
import dev.plumbline.policy.Policy;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code plumbline policy}: writes a policy to start from, and says what is wrong with one. */
@Command(
    name = "policy",
    description = "Writes and checks policy files. docs/policy.md describes them.",
    subcommands = PolicyInitCommand.class,
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class PolicyCommand {

  @Spec private CommandSpec spec;

  @Command(
      name = "check",
      description =
          "Reads policies and prints every problem with file and line; exit code 2 if any.",
      mixinStandardHelpOptions = true)
  int check(@Parameters(arity = "1..*", paramLabel = "FILE") List<Path> files) {
    int exit = 0;
    for (Path file : files) {
      try {
        Policy policy = PolicyReader.read(file);
        spec.commandLine().getOut().println(summary(file, policy));
      } catch (PolicyException e) {
        e.problems().forEach(spec.commandLine().getErr()::println);
        exit = 2;
      }
    }
    return exit;
  }

  private static String summary(Path file, Policy policy) {
    return "%s: ok, model %s, version %s, %d attributes, %d fairness rules"
        .formatted(
            file,
            policy.model(),
            policy.version(),
            policy.groups().attributes().size(),
            policy.fairness().size());
  }
}
