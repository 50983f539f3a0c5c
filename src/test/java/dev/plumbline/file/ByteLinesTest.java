package dev.plumbline.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ByteLinesTest {

  private static final int LONGEST = 8;

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                       | ''",
        "'a~bc'                   | 'a,bc'",
        "'a~bc~'                  | 'a,bc'",
        "'a~~b'                   | 'a,,b'",
        "'12345678~b'             | '12345678,b'",
        "'123456789~b'            | 'too long,b'",
        "'12345678'               | '12345678'",
        "'123456789'              | 'too long'",
        "'a~123456789012345678901234567890~b~123456789' | 'a,too long,b,too long'",
        "'élé~ü'                  | 'élé,ü'",
      })
  void shouldGoFromLineToLineAndPassOverWhatIsTooLong(String text, String lines)
      throws IOException {
    byte[] bytes = text.replace('~', '\n').getBytes(StandardCharsets.UTF_8);
    // When
    String plain = read(Files.write(folder.resolve("plain"), bytes));
    Path zipped = folder.resolve("zipped");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(zipped))) {
      out.write(bytes);
    }
    // Then
    assertThat(plain).isEqualTo(lines);
    assertThat(read(zipped)).isEqualTo(lines);
  }

  @Test
  void shouldReadLinesThatAreLongerThanABuffer() throws IOException {
    // Given
    byte[] line = new byte[200_001];
    Arrays.fill(line, (byte) 'x');
    line[200_000] = '\n';
    Path file = folder.resolve("long");
    try (OutputStream out = Files.newOutputStream(file)) {
      for (int i = 0; i < 5; i++) {
        out.write(line);
      }
    }
    // When
    List<Integer> lengths = new ArrayList<>();
    try (ByteLines lines = ByteLines.open(file, 1 << 20)) {
      while (lines.next()) {
        assertThat(lines.isTooLong()).isFalse();
        lengths.add(lines.length());
      }
    }
    // Then
    assertThat(lengths).containsExactly(200_000, 200_000, 200_000, 200_000, 200_000);
  }

  @Test
  void shouldSayHowMuchOfTheFileIsRead() throws IOException {
    // Given
    Path file = Files.write(folder.resolve("file"), "1\n".repeat(500_000).getBytes());
    // When
    try (ByteLines lines = ByteLines.open(file, LONGEST)) {
      List<Double> shares = new ArrayList<>();
      for (int i = 0; lines.next(); i++) {
        if (i % 125_000 == 0) {
          shares.add(lines.share());
        }
      }
      // Then
      assertThat(shares).hasSize(4).isSorted();
      assertThat(shares.get(2)).isBetween(0.5, 0.6);
      assertThat(lines.share()).isEqualTo(1);
    }
  }

  @Test
  void shouldNotTakeACutFileForAWholeOne() throws IOException {
    // Given
    Path zipped = folder.resolve("zipped");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(zipped))) {
      out.write("a line\nanother\n".getBytes(StandardCharsets.UTF_8));
    }
    byte[] whole = Files.readAllBytes(zipped);
    Files.write(zipped, Arrays.copyOf(whole, whole.length - 12));
    // Then
    assertThatThrownBy(() -> read(zipped)).isInstanceOf(EOFException.class);
  }

  private static String read(Path file) throws IOException {
    List<String> found = new ArrayList<>();
    try (ByteLines lines = ByteLines.open(file, LONGEST)) {
      while (lines.next()) {
        found.add(
            lines.isTooLong()
                ? "too long"
                : new String(lines.buffer(), lines.from(), lines.length(), StandardCharsets.UTF_8));
      }
    }
    return String.join(",", found);
  }
}
