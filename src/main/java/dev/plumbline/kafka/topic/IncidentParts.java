package dev.plumbline.kafka.topic;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.plumbline.event.incident.IncidentOrigin;
import dev.plumbline.event.incident.IncidentStatus;
import dev.plumbline.event.incident.IncidentText;

/** In JSON the fields of an incident's parts stand beside its key, without names for the parts. */
interface IncidentParts {

  @JsonUnwrapped
  IncidentStatus status();

  @JsonUnwrapped
  IncidentText text();

  @JsonUnwrapped
  IncidentOrigin origin();
}
