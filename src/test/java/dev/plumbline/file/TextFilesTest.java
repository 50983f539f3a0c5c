package dev.plumbline.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextFilesTest {

  private static final String TEXT = "Zoë\nsecond line\n";

  @TempDir private Path folder;

  @Test
  void shouldUnzipWhenTheNameDoesNotSaySo() throws IOException {
    assertThat(read(write("requests.jsonl", gzip(TEXT)))).containsExactly("Zoë", "second line");
  }

  @Test
  void shouldReadAsItIsWhenOnlyTheNameSaysGzip() throws IOException {
    assertThat(read(write("requests.jsonl.gz", TEXT.getBytes(UTF_8))))
        .containsExactly("Zoë", "second line");
  }

  @Test
  void shouldReadWhenShorterThanWhatTellsGzip() throws IOException {
    assertThat(read(write("empty", new byte[0]))).isEmpty();
    assertThat(read(write("one", new byte[] {'a'}))).containsExactly("a");
    assertThat(read(write("half", new byte[] {0x1F}))).containsExactly("\u001F");
  }

  @Test
  void shouldGoOnWhenGzipFilesWereJoined() throws IOException {
    // When
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    joined.write(gzip("first\n"));
    joined.write(gzip("second\n"));
    // Then
    assertThat(read(write("joined.gz", joined.toByteArray()))).containsExactly("first", "second");
  }

  @Test
  void shouldReplaceBytesWhenTheyAreNotUtf8() throws IOException {
    assertThat(read(write("latin", new byte[] {'Z', 'o', (byte) 0xEB})))
        .containsExactly("Zo\uFFFD");
  }

  @Test
  void shouldUnzipWhenItIsAStream() throws IOException {
    try (BufferedReader lines = TextFiles.open(new ByteArrayInputStream(gzip(TEXT)))) {
      assertThat(lines.lines()).containsExactly("Zoë", "second line");
    }
  }

  @Test
  void shouldRefuseWhenTheGzipHeaderIsWrong() throws IOException {
    Path file = write("broken", new byte[] {0x1F, (byte) 0x8B, 7, 0, 0, 0, 0, 0, 0, 0});
    assertThatThrownBy(() -> TextFiles.open(file)).isInstanceOf(ZipException.class);
  }

  private static List<String> read(Path file) throws IOException {
    try (BufferedReader lines = TextFiles.open(file)) {
      return lines.lines().toList();
    }
  }

  private Path write(String name, byte[] bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes);
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream zipped = new GZIPOutputStream(bytes)) {
      zipped.write(text.getBytes(UTF_8));
    }
    return bytes.toByteArray();
  }
}
