package dev.plumbline.kafka.topic;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** Alerts that no incident tells are written as before there were incidents. */
interface AlertContextParts {

  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Nullable String incident();

  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Nullable Boolean warned();
}
