package dev.plumbline.stage.score.record;

import dev.plumbline.event.Prediction;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A redacted request with its producer's prediction, in the bytes that the redact stage writes: a
 * scored request is the same bytes with three values filled in.
 *
 * @param prediction complete, as it is passed on
 * @param json the whole record
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record PlainRequest(
    String requestId, Prediction prediction, IndicatorFacts facts, byte[] json, Places places) {

  private static final byte[] VERSION = "\"provided\"".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] SOURCE = "\"provided\"".getBytes(StandardCharsets.US_ASCII);
  private static final int NULL = "null".length();
  private static final int EMPTY = "{}".length();

  /**
   * Where the values to fill in begin, in order.
   *
   * @param version null's place; negative when the producer names its version
   * @param source null's place
   * @param ethics the empty object's place
   */
  record Places(int version, int source, int ethics) {}

  /** The version that stands for a producer's model that has no name. */
  public static String version(@Nullable String given) {
    return given == null ? "provided" : given;
  }

  /**
   * @param indicators by name; plain letters
   * @return what the whole record, read and written again with these values, would mean
   */
  public byte[] scored(Map<String, Double> indicators) {
    byte[] ethics = object(indicators).getBytes(StandardCharsets.US_ASCII);
    byte[] scored =
        new byte
            [json.length
                + (places.version < 0 ? 0 : VERSION.length - NULL)
                + SOURCE.length
                - NULL
                + ethics.length
                - EMPTY];
    Splice splice = new Splice(scored);
    if (places.version >= 0) {
      splice.replace(places.version, NULL, VERSION);
    }
    splice.replace(places.source, NULL, SOURCE);
    splice.replace(places.ethics, EMPTY, ethics);
    splice.rest();
    return scored;
  }

  /** Copies the record and leaves out what is replaced. */
  private final class Splice {
    private final byte[] to;
    private int read;
    private int written;

    Splice(byte[] to) {
      this.to = to;
    }

    void replace(int at, int length, byte[] by) {
      copy(json, read, at - read);
      copy(by, 0, by.length);
      read = at + length;
    }

    void rest() {
      copy(json, read, json.length - read);
    }

    private void copy(byte[] from, int at, int length) {
      System.arraycopy(from, at, to, written, length);
      written += length;
    }
  }

  private static String object(Map<String, Double> indicators) {
    StringBuilder object = new StringBuilder(96).append('{');
    indicators.forEach(
        (name, value) ->
            object
                .append(object.length() == 1 ? "\"" : ",\"")
                .append(name)
                .append("\":")
                .append(value.doubleValue()));
    return object.append('}').toString();
  }
}
