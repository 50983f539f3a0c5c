package dev.plumbline.cli;

import dev.plumbline.cli.demo.DemoRun;
import dev.plumbline.cli.demo.DemoTraffic;
import dev.plumbline.file.FileTrees;
import dev.plumbline.http.PortException;
import dev.plumbline.model.ModelException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code plumbline demo}: the whole product on one machine, with two hours of two real streams in
 * four minutes.
 */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description =
        "Starts a Kafka broker and all stages here and replays two hours of two real traffic streams.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class DemoCommand implements Callable<Integer> {

  private static final String HOST = "127.0.0.1";

  @Spec private CommandSpec spec;

  @Option(
      names = "--for",
      defaultValue = "PT4M",
      description = "How long the traffic runs (default ${DEFAULT-VALUE}).")
  private Duration length;

  @Option(names = "--no-drift", description = "Leave the Spanish speakers' messages as they are.")
  private boolean noDrift;

  @Option(
      names = "--rate",
      defaultValue = "100",
      description = "Requests a second and stream (default ${DEFAULT-VALUE}).")
  private int rate;

  @Option(
      names = "--port",
      defaultValue = "8080",
      description = "Port of the live page, 0 for a free one (default ${DEFAULT-VALUE}).")
  private int port;

  @Option(names = "--seed", defaultValue = "7", description = "Seed of what is made up.")
  private long seed;

  @Option(names = "--data", description = "Keep the broker's and the stages' data in this folder.")
  private @Nullable Path data;

  @Option(
      names = "--exit",
      description =
          "End when the traffic has been worked off; without it the page stays until Ctrl-C.")
  private boolean exit;

  private final CountDownLatch stop = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);

  @Override
  public Integer call() throws Exception {
    Thread onInterrupt = new Thread(this::interrupted, "stop-demo");
    Runtime.getRuntime().addShutdownHook(onInterrupt);
    Path folder = data == null ? Files.createTempDirectory("plumbline-demo") : data;
    try {
      DemoTraffic traffic = new DemoTraffic(length, rate, !noDrift, seed);
      DemoRun demo = new DemoRun(folder, traffic, stop, !exit, spec.commandLine().getOut());
      return demo.run(HOST, port, Main.class) ? 0 : 1;
    } catch (PortException e) {
      return refuse(e.getMessage() + ": use --port");
    } catch (ModelException e) {
      return refuse(e.getMessage() + ": start the demo in the project's folder, beside models/");
    } finally {
      ended.countDown();
      if (data == null) {
        FileTrees.delete(folder);
      }
    }
  }

  private int refuse(String why) {
    spec.commandLine().getErr().println(why);
    return 2;
  }

  /** Ctrl-C: stop the traffic and wait for the clean end, which the JVM would cut short. */
  private void interrupted() {
    stop.countDown();
    try {
      if (!ended.await(DemoRun.DRAIN.toSeconds() + 30, TimeUnit.SECONDS)) {
        spec.commandLine().getErr().println("the demo did not end in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
