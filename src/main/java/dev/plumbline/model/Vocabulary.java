package dev.plumbline.model;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What a tokenizer's ids are.
 *
 * @param largest id that it can give
 * @param pad fills up shorter rows
 * @param unknown stands for what it does not know; -1 when it knows everything
 */
record Vocabulary(long largest, long pad, long unknown) {

  private static final long NO_TOKEN = -1;

  static Vocabulary read(JsonNode config, JsonNode tokenizer) {
    return new Vocabulary(
        largest(tokenizer), config.path("pad_token_id").asLong(0), unknown(tokenizer));
  }

  private static long largest(JsonNode tokenizer) {
    JsonNode vocabulary = tokenizer.path("model").path("vocab");
    long largest = vocabulary.isArray() ? vocabulary.size() - 1L : NO_TOKEN;
    for (JsonNode id : vocabulary) {
      largest = Math.max(largest, id.asLong(NO_TOKEN));
    }
    for (JsonNode token : tokenizer.path("added_tokens")) {
      largest = Math.max(largest, token.path("id").asLong(NO_TOKEN));
    }
    return largest;
  }

  /** Unigram names the id, the others the token; byte-level vocabularies have none. */
  private static long unknown(JsonNode tokenizer) {
    JsonNode model = tokenizer.path("model");
    if (model.path("unk_id").isIntegralNumber()) {
      return model.path("unk_id").longValue();
    }
    String name = model.path("unk_token").asText("");
    for (JsonNode token : tokenizer.path("added_tokens")) {
      if (token.path("content").asText("").equals(name)) {
        return token.path("id").asLong(NO_TOKEN);
      }
    }
    return model.path("vocab").path(name).asLong(NO_TOKEN);
  }
}
