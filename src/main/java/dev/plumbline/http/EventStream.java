package dev.plumbline.http;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HttpStatus;
import io.javalin.http.sse.SseClient;
import io.javalin.http.sse.SseHandler;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongFunction;

/**
 * Browsers that follow the live page: everything at first, then once a second what has changed. A
 * browser that does not read holds up nobody: it is left out while a write to it lasts, and gets
 * all that it missed in one piece.
 */
final class EventStream implements Handler, AutoCloseable {

  /** A message for a reader that has seen the given version. */
  record Message(long version, String json) {}

  /** Browsers that may watch at once; each holds a connection. */
  static final int MOST = 50;

  private static final String EVENTS = "text/event-stream";
  private static final String RETRY_SECONDS = "10";

  private final LongFunction<Message> messages;
  private final SseHandler sse = new SseHandler(this::watch);
  private final Semaphore places = new Semaphore(MOST);
  private final Set<Watcher> watchers = ConcurrentHashMap.newKeySet();
  private final ExecutorService writers =
      Executors.newCachedThreadPool(work -> daemon(work, "live-page-writer"));
  private final ScheduledExecutorService ticker =
      Executors.newSingleThreadScheduledExecutor(work -> daemon(work, "live-page"));

  EventStream(LongFunction<Message> messages) {
    this.messages = messages;
    var unused = ticker.scheduleAtFixedRate(this::tell, 1, 1, TimeUnit.SECONDS);
  }

  @Override
  public void handle(Context context) throws Exception {
    String accept = context.header("Accept");
    if (accept == null || !accept.contains(EVENTS)) {
      context.status(HttpStatus.NOT_ACCEPTABLE).result("this address sends " + EVENTS + "\n");
    } else if (places.tryAcquire()) {
      sse.handle(context);
    } else {
      context
          .status(HttpStatus.SERVICE_UNAVAILABLE)
          .header("Retry-After", RETRY_SECONDS)
          .result(MOST + " browsers are watching already\n");
    }
  }

  private void watch(SseClient client) {
    Watcher watcher = new Watcher(client);
    client.onClose(
        () -> {
          watchers.remove(watcher);
          places.release();
        });
    client.keepAlive();
    watcher.write();
    watchers.add(watcher);
    if (client.terminated()) {
      watchers.remove(watcher); // it left during the first write
    }
  }

  private void tell() {
    watchers.forEach(watcher -> writers.execute(watcher::write));
  }

  @Override
  public void close() {
    ticker.shutdownNow();
    writers.shutdownNow();
    watchers.forEach(watcher -> watcher.client.close());
  }

  private static Thread daemon(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }

  private final class Watcher {
    private final SseClient client;
    private final AtomicBoolean writing = new AtomicBoolean();
    private volatile long seen = -1;

    Watcher(SseClient client) {
      this.client = client;
    }

    void write() {
      if (writing.compareAndSet(false, true)) {
        try {
          Message message = messages.apply(seen);
          client.sendEvent(seen < 0 ? "snapshot" : "update", message.json());
          seen = message.version();
        } finally {
          writing.set(false);
        }
      }
    }
  }
}
