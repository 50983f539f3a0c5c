package dev.plumbline.cli.service;

import dev.plumbline.event.RetrainingJob;
import dev.plumbline.event.alert.Alert;
import dev.plumbline.event.incident.Incident;
import dev.plumbline.event.incident.IncidentNote;
import dev.plumbline.event.measure.WindowMeasures;
import dev.plumbline.http.LiveView;
import dev.plumbline.kafka.client.FollowerContext;
import dev.plumbline.kafka.client.RecordListener;
import dev.plumbline.kafka.client.TopicFollower;
import dev.plumbline.kafka.streams.TaskOutage;
import dev.plumbline.kafka.topic.Topic;
import dev.plumbline.kafka.topic.Topics;
import java.util.List;
import java.util.function.Consumer;

/**
 * What feeds the live page, a follower a topic, so that one that cannot be read leaves the others
 * on the page.
 */
public final class LiveFollowers implements AutoCloseable {

  private final List<TopicFollower<?>> followers;

  private LiveFollowers(List<TopicFollower<?>> followers) {
    this.followers = followers;
  }

  static LiveFollowers none() {
    return new LiveFollowers(List.of());
  }

  static LiveFollowers start(FollowerContext context, LiveView view) {
    return new LiveFollowers(
        List.of(
            follow(context, Topics.WINDOW_MEASURES, (WindowMeasures window) -> view.accept(window)),
            follow(context, Topics.INCIDENTS, (Incident incident) -> view.accept(incident)),
            follow(context, Topics.INCIDENT_NOTES, (IncidentNote note) -> view.accept(note)),
            follow(context, Topics.ETHICS_ALERTS, (Alert alert) -> view.accept(alert)),
            follow(context, Topics.RETRAINING_JOBS, (RetrainingJob job) -> view.accept(job))));
  }

  private static <V> TopicFollower<V> follow(
      FollowerContext context, Topic<V> topic, Consumer<V> page) {
    RecordListener<V> listener = (value, partition, offset) -> page.accept(value);
    return TopicFollower.ofWhole(context, "live-page-" + topic.name(), topic, listener);
  }

  List<TaskOutage> outages() {
    return followers.stream().flatMap(follower -> follower.outage().stream()).toList();
  }

  @Override
  public void close() {
    followers.forEach(TopicFollower::close);
  }
}
