package dev.plumbline.http.intake;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Semaphore;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Reads bodies, zipped or not, under two limits: of one body as it is unzipped, and of all that are
 * being handled, so that many large ones at once cannot take the process's memory.
 */
final class BodyReader {

  /** Largest record that a topic takes. */
  static final int MOST_BYTES = 16 << 20;

  /** Of all bodies at once. */
  private static final int MOST_AT_ONCE = 4 * MOST_BYTES;

  private static final int CHUNK = 1 << 16;

  /** In chunks. */
  private final Semaphore room = new Semaphore(MOST_AT_ONCE / CHUNK);

  /** A body, which holds room until it is released. */
  final class Body {
    private final int chunks;
    private final byte[] bytes;

    private Body(byte[] bytes, int chunks) {
      this.bytes = bytes;
      this.chunks = chunks;
    }

    byte[] bytes() {
      return bytes;
    }

    void release() {
      room.release(chunks);
    }
  }

  Body read(Context context) throws RefusedBody {
    if (context.contentLength() > MOST_BYTES) {
      throw tooLarge();
    }
    int chunks = 0;
    boolean handedOver = false;
    try (InputStream in = unzipped(context.req().getInputStream(), encoding(context))) {
      ByteArrayOutputStream body = new ByteArrayOutputStream(CHUNK);
      byte[] chunk = new byte[CHUNK];
      for (int read = in.readNBytes(chunk, 0, CHUNK);
          read > 0;
          read = in.readNBytes(chunk, 0, CHUNK)) {
        if (!room.tryAcquire()) {
          throw new RefusedBody(HttpStatus.TOO_MANY_REQUESTS, "too much at once: send it again");
        }
        chunks++;
        if (body.size() + read > MOST_BYTES) {
          throw tooLarge();
        }
        body.write(chunk, 0, read);
      }
      handedOver = true;
      return new Body(body.toByteArray(), chunks);
    } catch (ZipException | EOFException e) {
      throw new RefusedBody(
          HttpStatus.BAD_REQUEST, "the body is not whole, or not gzip as it says");
    } catch (IOException e) {
      throw new RefusedBody(HttpStatus.BAD_REQUEST, "the body did not arrive");
    } finally {
      if (!handedOver) {
        room.release(chunks);
      }
    }
  }

  private static RefusedBody tooLarge() {
    return new RefusedBody(
        HttpStatus.CONTENT_TOO_LARGE,
        "send at most " + MOST_BYTES + " bytes at once, counted unzipped");
  }

  private static String encoding(Context context) {
    @Nullable String encoding = context.header("Content-Encoding");
    return encoding == null ? "identity" : encoding.strip();
  }

  private static InputStream unzipped(InputStream in, String encoding)
      throws IOException, RefusedBody {
    if (encoding.equalsIgnoreCase("identity")) {
      return in;
    }
    if (encoding.equalsIgnoreCase("gzip") || encoding.equalsIgnoreCase("x-gzip")) {
      return new GZIPInputStream(in, CHUNK);
    }
    throw new RefusedBody(
        HttpStatus.UNSUPPORTED_MEDIA_TYPE, "Content-Encoding is none of gzip and identity");
  }
}
