package dev.plumbline.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.kafka.topic.Json;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One redacted text, explained. One at a time, because each costs a pass for every word. The text
 * is neither kept nor logged.
 */
final class ExplainRoute {

  private static final Logger LOG = LoggerFactory.getLogger(ExplainRoute.class);

  /** Far above any text of which a model sees more than the start. */
  static final int MOST_BYTES = 64 * 1024;

  private final Semaphore free = new Semaphore(1);
  private volatile @Nullable TextExplainer explainer;

  void use(TextExplainer given) {
    explainer = given;
  }

  /** A type that no other page's form can send spares us from those of other sites. */
  void answer(Context context) {
    TextExplainer used = explainer;
    if (used == null) {
      refuse(context, HttpStatus.FORBIDDEN, "explanations are off; http.explain turns them on");
      return;
    }
    String type = context.contentType();
    if (type == null || !type.startsWith("application/json")) {
      refuse(context, HttpStatus.UNSUPPORTED_MEDIA_TYPE, "send application/json");
      return;
    }
    if (context.contentLength() < 0) {
      refuse(context, HttpStatus.LENGTH_REQUIRED, "send a Content-Length");
      return;
    }
    if (context.contentLength() > MOST_BYTES) {
      refuse(context, HttpStatus.CONTENT_TOO_LARGE, "send at most " + MOST_BYTES + " bytes");
      return;
    }
    String text = text(context.body());
    if (text.isBlank()) {
      refuse(context, HttpStatus.BAD_REQUEST, "send {\"text\": \"the redacted text\"}");
    } else if (free.tryAcquire()) {
      try {
        explain(context, used, text);
      } finally {
        free.release();
      }
    } else {
      refuse(context, HttpStatus.TOO_MANY_REQUESTS, "another text is being explained");
    }
  }

  private static String text(String body) {
    try {
      JsonNode json = Json.MAPPER.readTree(body);
      return json == null ? "" : json.path("text").asText("");
    } catch (JsonProcessingException e) {
      return "";
    }
  }

  private static void explain(Context context, TextExplainer explainer, String text) {
    String model = context.pathParam("model");
    try {
      Object explanation = explainer.explain(model, text);
      if (explanation == null) {
        refuse(context, HttpStatus.NOT_FOUND, "no model of texts is scored here by this name");
      } else {
        HttpServer.json(context, explanation);
      }
    } catch (RuntimeException e) {
      LOG.warn("a text could not be explained, error={}", e.getClass().getSimpleName());
      refuse(context, HttpStatus.SERVICE_UNAVAILABLE, "the model cannot score this text now");
    }
  }

  private static void refuse(Context context, HttpStatus status, String why) {
    context.status(status);
    HttpServer.json(context, Map.of("error", why));
  }
}
