package dev.plumbline.kafka.topic;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.plumbline.event.DeadLetterCause;
import dev.plumbline.event.RecordOrigin;

/** In JSON the fields of a dead letter's parts stand beside the others, without names for them. */
interface DeadLetterParts {

  @JsonUnwrapped
  RecordOrigin origin();

  @JsonUnwrapped
  DeadLetterCause cause();
}
