package dev.plumbline.cli.privacy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.plumbline.event.DeadLetter;
import dev.plumbline.event.RevealRecord;
import dev.plumbline.kafka.topic.Json;
import dev.plumbline.stage.redact.keys.EncryptedToken;
import dev.plumbline.stage.redact.keys.PayloadUnsealer;
import dev.plumbline.stage.redact.keys.ValueCipher;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/**
 * Opens tokens and sealed dead letters. What was opened is in the audit before it is returned: when
 * the audit fails, nothing is.
 *
 * @param cipher null opens no tokens
 * @param unsealer null opens no dead letters
 */
public record TokenRevealer(
    @Nullable ValueCipher cipher, @Nullable PayloadUnsealer unsealer, Audit audit) {

  /** Where openings are written down. */
  interface Audit {

    /**
     * @throws IllegalStateException when they may not have been written
     */
    void append(List<Opened> opened) throws InterruptedException;
  }

  /**
   * @param what the token's entity or the dead letter's key
   * @param text the token or the sealed payload
   */
  record Opened(RevealRecord.Kind kind, String what, String text) {}

  /**
   * @param closed tokens and letters that no key opened
   */
  public record Answer(JsonNode json, int closed) {}

  /** A token alone. */
  public Answer token(EncryptedToken token) throws InterruptedException {
    ObjectNode answer = Json.MAPPER.createObjectNode().put("token", token.toString());
    Optional<String> value = value(token);
    if (value.isEmpty()) {
      return new Answer(answer.put("error", "no key of the keyset made this token"), 1);
    }
    audit.append(List.of(opened(token)));
    return new Answer(answer.put("entity", token.entity()).put("value", value.get()), 0);
  }

  /** A dead letter: its payload. Anything else: the same with values in the tokens' places. */
  public Answer line(JsonNode json) throws InterruptedException {
    return unsealer != null && json.path("sealed").isTextual()
        ? letter(json, unsealer)
        : values(json);
  }

  private Answer letter(JsonNode json, PayloadUnsealer opener) throws InterruptedException {
    String key;
    String sealed;
    try {
      DeadLetter letter = Json.MAPPER.treeToValue(json, DeadLetter.class);
      key = letter.key();
      sealed = String.valueOf(letter.sealed());
    } catch (JsonProcessingException e) {
      return new Answer(error("not a dead letter"), 1);
    }
    ObjectNode answer = Json.MAPPER.createObjectNode().put("origin", key);
    Optional<byte[]> payload = opener.unseal(sealed, key);
    if (payload.isEmpty()) {
      return new Answer(answer.put("error", "no key of the keyset opens this letter"), 1);
    }
    audit.append(List.of(new Opened(RevealRecord.Kind.DEAD_LETTER, key, sealed)));
    return new Answer(payload(answer, payload.get()), 0);
  }

  private Answer values(JsonNode json) throws InterruptedException {
    Map<String, String> byToken = new LinkedHashMap<>();
    List<Opened> opened = new ArrayList<>();
    int closed = 0;
    for (EncryptedToken token : tokens(json, new ArrayList<>())) {
      Optional<String> value = value(token);
      if (value.isEmpty()) {
        closed++;
      } else if (byToken.put(token.toString(), value.get()) == null) {
        opened.add(opened(token));
      }
    }
    if (!opened.isEmpty()) {
      audit.append(opened);
    }
    return new Answer(replaced(json, byToken), closed);
  }

  private static List<EncryptedToken> tokens(JsonNode json, List<EncryptedToken> found) {
    if (json.isTextual()) {
      Matcher matcher = EncryptedToken.PATTERN.matcher(json.textValue());
      while (matcher.find()) {
        found.add(EncryptedToken.of(matcher));
      }
    }
    json.forEach(child -> tokens(child, found));
    return found;
  }

  /** In the strings; the names of fields hold no tokens. */
  private static JsonNode replaced(JsonNode json, Map<String, String> byToken) {
    if (json.isTextual()) {
      return TextNode.valueOf(
          EncryptedToken.PATTERN
              .matcher(json.textValue())
              .replaceAll(
                  match ->
                      Matcher.quoteReplacement(
                          byToken.getOrDefault(match.group(), match.group()))));
    }
    if (json.isObject()) {
      ObjectNode object = Json.MAPPER.createObjectNode();
      json.properties()
          .forEach(field -> object.set(field.getKey(), replaced(field.getValue(), byToken)));
      return object;
    }
    if (json.isArray()) {
      ArrayNode array = Json.MAPPER.createArrayNode();
      json.forEach(item -> array.add(replaced(item, byToken)));
      return array;
    }
    return json;
  }

  private Optional<String> value(EncryptedToken token) {
    return cipher == null ? Optional.empty() : cipher.decrypt(token.entity(), token.ciphertext());
  }

  private static Opened opened(EncryptedToken token) {
    return new Opened(RevealRecord.Kind.TOKEN, token.entity(), token.toString());
  }

  private static ObjectNode payload(ObjectNode answer, byte[] payload) {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(payload);
      return answer.put("payload", StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
    } catch (CharacterCodingException e) {
      return answer.put("payloadBase64", Base64.getEncoder().encodeToString(payload));
    }
  }

  private static ObjectNode error(String message) {
    return Json.MAPPER.createObjectNode().putNull("id").put("error", message);
  }
}
