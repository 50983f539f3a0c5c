package dev.plumbline.cli;

import dev.plumbline.kafka.TopicApplier;
import dev.plumbline.kafka.TopicChange;
import dev.plumbline.kafka.TopicFile;
import dev.plumbline.kafka.TopicFiles;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code plumbline topics}: compares a cluster with the topic files, and brings it to them. */
@Command(
    name = "topics",
    description =
        "Compares a cluster's topics with the topic files (diff) or brings it to them (apply).",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class TopicsCommand {

  @Spec private CommandSpec spec;

  @Command(
      name = "diff",
      description = "Prints what apply would do; exit code 1 when there is anything.",
      mixinStandardHelpOptions = true)
  int diff(
      @Option(names = "--bootstrap-servers", required = true, description = "host:port,...")
          String servers,
      @Option(
              names = "--replication",
              defaultValue = "3",
              description = "At most this many replicas.")
          int replication,
      @Option(
              names = "--files",
              description = "Folder of topic files; the shipped ones without it.")
          @Nullable Path folder)
      throws InterruptedException {
    try (Admin admin = admin(servers)) {
      List<TopicChange> changes = new TopicApplier(admin).diff(files(folder, replication));
      print(changes);
      return changes.isEmpty() ? 0 : 1;
    }
  }

  @Command(
      name = "apply",
      description = "Creates and configures topics. Never deletes, never shrinks.",
      mixinStandardHelpOptions = true)
  int apply(
      @Option(names = "--bootstrap-servers", required = true, description = "host:port,...")
          String servers,
      @Option(
              names = "--replication",
              defaultValue = "3",
              description = "At most this many replicas.")
          int replication,
      @Option(
              names = "--files",
              description = "Folder of topic files; the shipped ones without it.")
          @Nullable Path folder,
      @Option(
              names = "--force",
              description = "Also add partitions, which re-hashes keys: drain the flow first.")
          boolean force)
      throws InterruptedException {
    try (Admin admin = admin(servers)) {
      TopicApplier applier = new TopicApplier(admin);
      List<TopicChange> changes = applier.diff(files(folder, replication));
      print(changes);
      List<TopicChange> allowed =
          changes.stream()
              .filter(change -> force || !(change instanceof TopicChange.AddPartitions))
              .toList();
      applier.apply(allowed);
      boolean refused = changes.stream().anyMatch(TopicChange.Refused.class::isInstance);
      if (allowed.size() < changes.size()) {
        spec.commandLine().getErr().println("partitions were not added: that needs --force");
      }
      return refused || allowed.size() < changes.size() ? 1 : 0;
    }
  }

  private static List<TopicFile> files(@Nullable Path folder, int replication) {
    List<TopicFile> files = folder == null ? TopicFiles.shipped() : TopicFiles.in(folder);
    return files.stream().map(file -> file.replicatedAtMost(replication)).toList();
  }

  private static Admin admin(String servers) {
    return Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, servers));
  }

  private void print(List<TopicChange> changes) {
    PrintWriter out = spec.commandLine().getOut();
    changes.forEach(out::println);
    if (changes.isEmpty()) {
      out.println("the cluster is as the files say");
    }
  }
}
