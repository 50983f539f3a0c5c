package dev.plumbline.kafka.topic;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.plumbline.event.alert.SequentialEvidence;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What alerts did not have at first is written where it is, so that older ones stay as they are.
 */
interface EvidenceParts {

  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Nullable Instant onset();

  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Nullable Double share();

  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Nullable Double policyEvidence();

  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Nullable Double policyThreshold();

  @JsonInclude(JsonInclude.Include.NON_NULL)
  SequentialEvidence.@Nullable Naming named();

  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Nullable Long people();

  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Nullable Long peopleReference();
}
