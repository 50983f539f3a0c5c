package dev.plumbline.cli;

import dev.plumbline.config.PolicyTemplate;
import dev.plumbline.config.PolicyTemplate.Kind;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code plumbline policy init}: a policy to start from. */
@Command(
    name = "init",
    description = {
      "Writes a policy to start from: the shortest one, and every other key as a comment.",
      "It goes to FILE, which must not exist yet, or to standard output without FILE or when FILE is -."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {"0:the policy was written", "2:wrong usage, or FILE could not be written"})
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class PolicyInitCommand implements Callable<Integer> {

  private static final String STANDARD_OUTPUT = "-";

  @Spec private CommandSpec spec;

  @Option(
      names = "--kind",
      defaultValue = "text",
      converter = KindName.class,
      paramLabel = "KIND",
      description = {
        "text: Plumbline runs the model on the texts of requests (the default).",
        "provided: the model runs elsewhere, and requests carry its predictions."
      })
  private Kind kind;

  @Option(
      names = "--model",
      defaultValue = "my-model",
      paramLabel = "NAME",
      description = "Name of the model, as requests have it (default ${DEFAULT-VALUE}).")
  private String model;

  @Parameters(
      arity = "0..1",
      defaultValue = STANDARD_OUTPUT,
      paramLabel = "FILE",
      description = "where the policy goes")
  private Path file;

  @Override
  public Integer call() {
    try {
      write(PolicyTemplate.write(kind, model));
      return 0;
    } catch (IllegalArgumentException e) {
      return refuse("--model: " + e.getMessage());
    } catch (FileAlreadyExistsException e) {
      return refuse(file + " exists and is not overwritten: name another file, or remove it first");
    } catch (IOException e) {
      return refuse("cannot write " + file + ": " + e.getClass().getSimpleName());
    }
  }

  private void write(String policy) throws IOException {
    if (file.toString().equals(STANDARD_OUTPUT)) {
      spec.commandLine().getOut().print(policy);
    } else {
      Files.writeString(file, policy, StandardOpenOption.CREATE_NEW);
      spec.commandLine().getOut().println("wrote " + file);
      spec.commandLine().getOut().println("next: plumbline policy check " + file);
    }
    spec.commandLine().getOut().flush();
  }

  private int refuse(String why) {
    spec.commandLine().getErr().println(why);
    return 2;
  }

  /** Kinds as they are typed. */
  private static final class KindName implements ITypeConverter<Kind> {
    @Override
    public Kind convert(String name) {
      for (Kind kind : Kind.values()) {
        if (kind.name().toLowerCase(Locale.ROOT).equals(name)) {
          return kind;
        }
      }
      throw new TypeConversionException("'" + name + "' is none of text, provided");
    }
  }
}
