package dev.plumbline.cli.replay;

import dev.plumbline.event.TrainingExample;
import dev.plumbline.event.alert.Alert;
import dev.plumbline.event.measure.PaneCounts;
import dev.plumbline.event.measure.WindowMeasures;
import dev.plumbline.kafka.client.TopicReader;
import dev.plumbline.kafka.topic.Topic;
import dev.plumbline.kafka.topic.Topics;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What the stages wrote, in an order that does not depend on partitions.
 *
 * @param windows by model, then time
 * @param alerts by time, then key
 */
record ReplayRecords(
    List<PaneCounts> panes,
    List<WindowMeasures> windows,
    List<Alert> alerts,
    List<TrainingExample> examples) {

  static ReplayRecords read(TopicReader topics) {
    List<WindowMeasures> windows = all(topics, Topics.WINDOW_MEASURES);
    windows.sort(
        Comparator.comparing(WindowMeasures::model).thenComparing(window -> window.window()));
    List<Alert> alerts = all(topics, Topics.ETHICS_ALERTS);
    alerts.sort(Comparator.comparing(Alert::at).thenComparing(alert -> alert.key()));
    return new ReplayRecords(
        all(topics, Topics.PANE_COUNTS), windows, alerts, all(topics, Topics.TRAINING_EXAMPLES));
  }

  private static <V> List<V> all(TopicReader topics, Topic<V> topic) {
    List<V> all = new ArrayList<>();
    topics.each(topic, all::add);
    return all;
  }

  RecordedModel measuresOf(String model) {
    return new RecordedModel(
        panes.stream().filter(pane -> pane.model().equals(model)).toList(),
        windows.stream().filter(window -> window.model().equals(model)).toList());
  }

  List<Alert> alertsOf(String model) {
    return alerts.stream().filter(alert -> alert.model().equals(model)).toList();
  }
}
