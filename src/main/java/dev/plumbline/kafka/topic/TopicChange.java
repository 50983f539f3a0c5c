package dev.plumbline.kafka.topic;

/** One difference between the files and a cluster. */
public sealed interface TopicChange {

  String topic();

  /** The topic is not there. */
  record Create(TopicFile file) implements TopicChange {
    @Override
    public String topic() {
      return file.name();
    }

    @Override
    public String toString() {
      return "+ %s: create with %d partitions, %d replicas"
          .formatted(file.name(), file.partitions(), file.replication());
    }
  }

  /** The topic has fewer partitions than its file says. */
  record AddPartitions(String topic, int from, int to) implements TopicChange {
    @Override
    public String toString() {
      return "~ %s: partitions %d -> %d (re-hashes keys)".formatted(topic, from, to);
    }
  }

  /** A config has another value; {@code to} is empty when the file does not set it. */
  record Configure(String topic, String config, String from, String to) implements TopicChange {
    @Override
    public String toString() {
      return "~ %s: %s %s -> %s"
          .formatted(
              topic, config, from.isEmpty() ? "(default)" : from, to.isEmpty() ? "(default)" : to);
    }
  }

  /** What no command does: topics are never shrunk. */
  record Refused(String topic, String why) implements TopicChange {
    @Override
    public String toString() {
      return "! %s: %s".formatted(topic, why);
    }
  }
}
