package dev.plumbline.http;

import java.net.BindException;
import org.jspecify.annotations.Nullable;

/** The server cannot listen where it was told to; the message says why in plain words. */
public final class PortException extends RuntimeException {

  private static final long serialVersionUID = 1;

  PortException(String host, int port, Throwable cause) {
    super(reason(host, port, cause), cause);
  }

  private static String reason(String host, int port, Throwable cause) {
    for (Throwable each = cause; each != null; each = cause(each)) {
      if (each instanceof BindException && String.valueOf(each.getMessage()).contains("in use")) {
        return "port " + port + " is taken";
      }
    }
    return "cannot listen on " + host + ":" + port;
  }

  private static @Nullable Throwable cause(Throwable of) {
    return of.getCause();
  }
}
