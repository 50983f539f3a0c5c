package dev.plumbline.stage.retrain.launch.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.plumbline.kafka.topic.Json;
import dev.plumbline.webhook.DeliveryAttempt;
import dev.plumbline.webhook.HttpPost;
import dev.plumbline.webhook.SecretText;
import dev.plumbline.webhook.WebhookSignature;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Asks a pipeline's server, in the form that it wants.
 *
 * @param authorization value of the header; null sends none
 * @param form JSON in which the text {@code {request}} stands for the request and {@code {job}} for
 *     the job's id; null posts the request as it is
 */
public record PipelinePost(
    URI url,
    WebhookSignature signature,
    @Nullable SecretText authorization,
    @Nullable JsonNode form) {

  private static final String REQUEST = "{request}";
  private static final String JOB = "{job}";
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  DeliveryAttempt send(TrainingRequest request) throws InterruptedException {
    JsonNode whole = Json.MAPPER.valueToTree(request);
    byte[] body = HttpPost.bytes(form == null ? whole : filled(form, whole, request.job()));
    Map<String, String> headers = signature.headers(request.job(), body);
    if (authorization != null) {
      headers.put("Authorization", authorization.value());
    }
    return new HttpPost(TIMEOUT).send(url, body, headers);
  }

  private static JsonNode filled(JsonNode form, JsonNode request, String job) {
    if (form instanceof ObjectNode object) {
      ObjectNode filled = Json.MAPPER.createObjectNode();
      object.properties().forEach(e -> filled.set(e.getKey(), filled(e.getValue(), request, job)));
      return filled;
    }
    if (form instanceof ArrayNode array) {
      ArrayNode filled = Json.MAPPER.createArrayNode();
      array.forEach(item -> filled.add(filled(item, request, job)));
      return filled;
    }
    if (!form.isTextual()) {
      return form;
    }
    return form.asText().equals(REQUEST)
        ? request
        : TextNode.valueOf(form.asText().replace(JOB, job));
  }
}
