package dev.plumbline.file;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/**
 * UTF-8 text, gzipped or not. The first two bytes tell, not the name, so that standard input may be
 * gzipped too. Bytes that are not UTF-8 become U+FFFD.
 */
public final class TextFiles {

  /** What every gzip file begins with (RFC 1952, 2.3.1); no UTF-8 text begins so. */
  private static final int[] GZIP = {0x1F, 0x8B};

  private static final int BUFFER = 1 << 16;

  private TextFiles() {}

  /**
   * @throws IOException when the file cannot be read, or its gzip header is wrong
   */
  public static BufferedReader open(Path file) throws IOException {
    InputStream in = Files.newInputStream(file);
    try {
      return open(in);
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }

  /**
   * The same for a stream, which the caller closes.
   *
   * @throws IOException when the stream cannot be read, or its gzip header is wrong
   */
  public static BufferedReader open(InputStream in) throws IOException {
    return new BufferedReader(new InputStreamReader(plain(in), StandardCharsets.UTF_8));
  }

  /** The text's bytes. */
  static InputStream plain(InputStream in) throws IOException {
    BufferedInputStream bytes = new BufferedInputStream(in, BUFFER);
    return gzipped(bytes) ? new GZIPInputStream(bytes, BUFFER) : bytes;
  }

  private static boolean gzipped(BufferedInputStream in) throws IOException {
    in.mark(GZIP.length);
    boolean gzipped = in.read() == GZIP[0] && in.read() == GZIP[1];
    in.reset();
    return gzipped;
  }
}
