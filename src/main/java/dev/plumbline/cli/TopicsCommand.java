package dev.plumbline.cli;

import dev.plumbline.cli.options.ClusterOptions;
import dev.plumbline.kafka.topic.TopicApplier;
import dev.plumbline.kafka.topic.TopicChange;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
  int diff(@Mixin ClusterOptions cluster) throws InterruptedException, IOException {
    try (Admin admin = cluster.admin()) {
      List<TopicChange> changes = new TopicApplier(admin).diff(cluster.files());
      print(changes);
      return changes.isEmpty() ? 0 : 1;
    }
  }

  @Command(
      name = "apply",
      description = "Creates and configures topics. Never deletes, never shrinks.",
      mixinStandardHelpOptions = true)
  int apply(
      @Mixin ClusterOptions cluster,
      @Option(
              names = "--force",
              description = "Also add partitions, which re-hashes keys: drain the flow first.")
          boolean force)
      throws InterruptedException, IOException {
    try (Admin admin = cluster.admin()) {
      TopicApplier applier = new TopicApplier(admin);
      List<TopicChange> changes = applier.diff(cluster.files());
      cluster.checkCopies(changes);
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

  private void print(List<TopicChange> changes) {
    PrintWriter out = spec.commandLine().getOut();
    changes.forEach(out::println);
    if (changes.isEmpty()) {
      out.println("the cluster is as the files say");
    }
  }
}
