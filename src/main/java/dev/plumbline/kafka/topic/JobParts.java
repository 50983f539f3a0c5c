package dev.plumbline.kafka.topic;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.plumbline.event.JobResult;

/** In JSON the fields of a job's result stand beside the others, without a name for the result. */
interface JobParts {

  @JsonUnwrapped
  JobResult result();
}
