package dev.plumbline.kafka.topic;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.plumbline.event.Prediction;
import org.jspecify.annotations.Nullable;

/** Records that no candidate on trial scored are written as before there were trials. */
interface InferenceParts {

  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Nullable Prediction challenger();
}
