package dev.plumbline.file;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Comma-separated values of RFC 4180, one record after the other: quoted fields may hold commas,
 * quotes and line ends. A record may have any number of fields up to {@link #MOST_FIELDS}.
 */
public final class CsvRecords {

  public static final int LONGEST_FIELD = 16 << 20;
  public static final int MOST_FIELDS = 1_000;

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private static final CsvFactory FACTORY =
      CsvFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder().maxStringLength(LONGEST_FIELD).build())
          .build();

  private final CsvParser parser;
  private long line = 1;

  /**
   * @param in closed by the caller
   */
  public CsvRecords(Reader in) throws IOException {
    this(in, ',');
  }

  /**
   * Values that something else than a comma separates.
   *
   * @param in closed by the caller
   */
  public CsvRecords(Reader in, char separator) throws IOException {
    parser = FACTORY.createParser(withoutMark(in));
    parser.setSchema(CsvSchema.emptySchema().withColumnSeparator(separator));
    parser.enable(CsvParser.Feature.WRAP_AS_ARRAY);
    parser.nextToken(); // the array around all records
  }

  private static Reader withoutMark(Reader in) throws IOException {
    BufferedReader buffered = new BufferedReader(in);
    buffered.mark(1);
    if (buffered.read() != BYTE_ORDER_MARK) {
      buffered.reset();
    }
    return buffered;
  }

  /** The number, from 1, of the line where the last record given began. */
  public long line() {
    return line;
  }

  /**
   * The next record's fields, or null at the end; an empty line is one empty field.
   *
   * @throws CsvException when the text is no CSV from here on; nothing more can be read
   */
  public @Nullable List<String> next() throws IOException {
    try {
      if (parser.nextToken() != JsonToken.START_ARRAY) {
        return null;
      }
      line = parser.currentLocation().getLineNr();
      return fields();
    } catch (StreamConstraintsException e) {
      throw new CsvException(line, "a field has more than " + LONGEST_FIELD + " characters");
    } catch (JsonProcessingException e) {
      // The parser's message may quote the text.
      throw new CsvException(line, "a quoted field is not closed, or text follows its last quote");
    }
  }

  private List<String> fields() throws IOException {
    List<String> fields = new ArrayList<>();
    while (parser.nextToken() == JsonToken.VALUE_STRING) {
      if (fields.size() == MOST_FIELDS) {
        throw new CsvException(line, "more than " + MOST_FIELDS + " fields");
      }
      fields.add(parser.getText());
    }
    return fields;
  }
}
