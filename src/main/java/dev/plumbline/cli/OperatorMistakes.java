package dev.plumbline.cli;

import dev.plumbline.cli.jobs.JobRefusal;
import dev.plumbline.config.section.PolicyException;
import dev.plumbline.http.PortException;
import dev.plumbline.kafka.client.PartitionsException;
import dev.plumbline.kafka.cluster.ClusterException;
import dev.plumbline.model.ModelException;
import dev.plumbline.stage.redact.keys.KeysetException;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/**
 * What an operator can mend is one line that says what to do, whatever the command; anything else
 * is a fault of ours and keeps its stack trace.
 */
final class OperatorMistakes implements IExecutionExceptionHandler {

  private static final int REFUSED = 2;

  private static final List<Class<? extends Exception>> MENDED_BY_OPERATORS =
      List.of(
          PolicyException.class,
          ClusterException.class,
          KeysetException.class,
          ModelException.class,
          PartitionsException.class,
          PortException.class,
          JobRefusal.class);

  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed)
      throws Exception {
    if (MENDED_BY_OPERATORS.stream().noneMatch(type -> type.isInstance(e))) {
      throw e;
    }
    command.getErr().println(e.getMessage());
    return REFUSED;
  }
}
