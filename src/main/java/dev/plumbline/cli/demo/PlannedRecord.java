package dev.plumbline.cli.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plumbline.kafka.topic.Topic;
import java.time.Duration;

/**
 * One record to send.
 *
 * @param at event time since the plan's start
 * @param json without its timestamp
 */
public record PlannedRecord(Duration at, Topic<?> topic, String requestId, ObjectNode json)
    implements Comparable<PlannedRecord> {
  @Override
  public int compareTo(PlannedRecord other) {
    int byTime = at.compareTo(other.at);
    return byTime != 0 ? byTime : requestId.compareTo(other.requestId);
  }
}
