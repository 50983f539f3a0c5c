package dev.plumbline.kafka.topic;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/** {@code CellCounts} as a list: a pane may have thousands. */
@JsonFormat(shape = JsonFormat.Shape.ARRAY)
@JsonPropertyOrder({
  "groups",
  "requests",
  "favourable",
  "truePositives",
  "falsePositives",
  "trueNegatives",
  "falseNegatives",
  "correct"
})
interface CellParts {}
