package dev.plumbline.kafka.streams;

import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyDescription;

/**
 * Refuses a topology whose stores or internal topics bear numbered names: adding a node would
 * rename them and leave their data behind. Kafka's {@code ensure.explicit.internal.resource.naming}
 * is only heard by a builder that was given it, not by a topology already built.
 */
final class InternalNames {

  private static final Pattern NUMBERED = Pattern.compile("(KSTREAM|KTABLE)-[A-Z-]+-\\d{10}.*");

  private InternalNames() {}

  /**
   * @throws IllegalArgumentException naming the stores and topics that have no name of their own
   */
  static void check(String stage, Topology topology) {
    TreeSet<String> numbered = new TreeSet<>();
    for (TopologyDescription.Subtopology part : topology.describe().subtopologies()) {
      for (TopologyDescription.Node node : part.nodes()) {
        if (node instanceof TopologyDescription.Processor processor) {
          numbered.addAll(processor.stores());
        } else if (node instanceof TopologyDescription.Source source && source.topicSet() != null) {
          numbered.addAll(source.topicSet());
        }
      }
    }
    numbered.removeIf(name -> !NUMBERED.matcher(name).matches());
    if (!numbered.isEmpty()) {
      throw new IllegalArgumentException(
          "stage " + stage + " has stores or topics without a name: " + numbered);
    }
  }
}
