package dev.plumbline.cli.proof;

import dev.plumbline.event.alert.Alert;
import dev.plumbline.event.incident.Incident;
import dev.plumbline.event.pane.ChainHead;
import dev.plumbline.event.pane.PaneCounts;
import java.io.IOException;
import java.util.List;
import java.util.function.BiConsumer;

/** What the flow has written: the topics of a cluster, or the files of a replay. */
public interface RecordedTopics {

  /**
   * Hands over every pane of a model, in order, with the bytes that it was written as. What cannot
   * be read in a cluster is passed over, as the alert stage does; a replay's file has no such.
   */
  void panes(String model, BiConsumer<byte[], PaneCounts> to) throws IOException;

  /** Every state of a model's alerts that is still there, in order. */
  List<Alert> alerts(String model) throws IOException;

  /** Every state of a model's incidents that is still there, in order. */
  List<Incident> incidents(String model) throws IOException;

  /** Every published head of a model's chain, in order. */
  List<ChainHead> heads(String model) throws IOException;
}
