package dev.plumbline.file;

import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The lines of a text file, gzipped or not, as bytes in one buffer: files of any size are read in
 * the memory that their longest line takes, and lines that are longer than is allowed are passed
 * over. A line ends at a line feed or at the end of the file. Not thread-safe.
 */
public final class ByteLines implements Closeable {

  private static final int FIRST = 1 << 16;

  private final InputStream in;
  private final CountingStream file;
  private final long size;
  private final int longest;
  private byte[] buffer;

  /** Of the present line, whose bytes end before {@link #next}. */
  private int from;

  private int length;

  /** Where what has been read and is in no line yet begins and ends. */
  private int next;

  private int end;
  private boolean ended;
  private boolean tooLong;

  private ByteLines(CountingStream file, long size, int longest) throws IOException {
    this.file = file;
    this.size = size;
    this.longest = longest;
    this.buffer = new byte[Math.min(FIRST, longest)];
    this.in = TextFiles.plain(file);
  }

  /**
   * @param longest bytes of a line, at least 1
   * @throws IOException when the file cannot be read, or its gzip header is wrong
   */
  public static ByteLines open(Path path, int longest) throws IOException {
    CountingStream file = new CountingStream(Files.newInputStream(path));
    try {
      return new ByteLines(file, Files.size(path), longest);
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  /** Goes to the next line; false when there is none. */
  public boolean next() throws IOException {
    tooLong = false;
    from = next;
    int looked = next;
    while (true) {
      int feed = feed(looked);
      if (feed >= 0) {
        length = feed - from;
        next = feed + 1;
        return true;
      }
      looked = end;
      if (ended) {
        length = end - from;
        next = end;
        return length > 0 || tooLong;
      }
      looked -= makeRoom();
      fill();
    }
  }

  private int feed(int begin) {
    for (int i = begin; i < end; i++) {
      if (buffer[i] == '\n') {
        return i;
      }
    }
    return -1;
  }

  /** For at least one more byte of the present line; returns how far what was read has moved. */
  private int makeRoom() {
    if (end - from > longest) {
      tooLong = true;
      from = end; // what is too long need not be kept
    }
    int moved = from;
    if (moved > 0) {
      System.arraycopy(buffer, from, buffer, 0, end - from);
      end -= moved;
      from = 0;
    }
    if (end == buffer.length) {
      buffer = Arrays.copyOf(buffer, (int) Math.min(2L * buffer.length, longest + 1L));
    }
    return moved;
  }

  private void fill() throws IOException {
    int read = in.read(buffer, end, buffer.length - end);
    ended = read < 0;
    end += Math.max(0, read);
  }

  /** Holds the present line, until the next is gone to. */
  public byte[] buffer() {
    return buffer;
  }

  /** Where the present line begins in {@link #buffer}. */
  public int from() {
    return from;
  }

  /** Bytes of the present line, without the line feed; of one that is too long, of its end. */
  public int length() {
    return length;
  }

  /** Whether the present line is longer than is allowed; then only its end is there. */
  public boolean isTooLong() {
    return tooLong || length > longest;
  }

  /** Share of the file that was read, from 0 to 1. */
  public double share() {
    return size == 0 ? 1 : Math.min(1, (double) file.read / size);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private static final class CountingStream extends FilterInputStream {

    private long read;

    private CountingStream(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int value = super.read();
      read += value < 0 ? 0 : 1;
      return value;
    }

    @Override
    public int read(byte[] into, int offset, int most) throws IOException {
      int count = super.read(into, offset, most);
      read += Math.max(0, count);
      return count;
    }
  }
}
