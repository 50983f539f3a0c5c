package dev.plumbline.kafka.topic;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.plumbline.event.alert.AlertContext;
import dev.plumbline.event.alert.AlertFigures;
import dev.plumbline.event.alert.AlertStatus;
import dev.plumbline.event.alert.SequentialEvidence;

/** In JSON the fields of an alert's parts stand beside its key, without names for the parts. */
interface AlertParts {

  @JsonUnwrapped
  AlertStatus status();

  @JsonUnwrapped
  AlertFigures figures();

  @JsonUnwrapped
  SequentialEvidence sequential();

  @JsonUnwrapped
  AlertContext context();
}
