package dev.plumbline.cli.jobs;

import dev.plumbline.cli.options.ClientOptions;
import java.io.IOException;
import java.time.Clock;
import picocli.CommandLine.Mixin;

/** The cluster whose jobs a command is about. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class JobOptions {

  @Mixin private ClientOptions client;

  /**
   * In the name of the operating system's user.
   *
   * @throws IOException when the properties cannot be read
   */
  JobDesk desk() throws IOException {
    return new JobDesk(
        new JobTopics(client.settings()),
        System.getProperty("user.name", "unknown"),
        Clock.systemUTC());
  }
}
