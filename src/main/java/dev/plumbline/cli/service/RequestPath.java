package dev.plumbline.cli.service;

import dev.plumbline.event.DeadLetter;
import dev.plumbline.stage.Stage;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The way of a request through the stages that pass requests on one by one.
 *
 * @param first topic that producers send to
 * @param last topic that is measured
 * @param read topics that requests are in on the way
 */
record RequestPath(String first, String last, Set<String> read) {

  /**
   * @param stages in flow order, at least one of which passes requests on
   */
  static RequestPath through(List<Stage> stages) {
    List<Stage> path = FlowStages.perRequest(stages);
    Stage end = path.get(path.size() - 1);
    return new RequestPath(
        path.get(0).topics().inputs().get(0).name(),
        Objects.requireNonNull(end.topics().passedOn()).name(),
        path.stream()
            .map(stage -> stage.topics().inputs().get(0).name())
            .collect(Collectors.toUnmodifiableSet()));
  }

  /**
   * Whether a dead letter is a request that left the way: another stage's dead letters may be
   * outcomes, and are scored requests otherwise.
   */
  boolean lost(DeadLetter letter) {
    return read.contains(letter.origin().topic());
  }
}
