package dev.plumbline.stage.retrain.launch.kubernetes;

import dev.plumbline.stage.retrain.launch.TrainingFailedException;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.KubernetesClientTimeoutException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls of the API server that outlast its outages: it restarts, and a training goes on. */
final class KubernetesCalls {

  private static final Logger LOG = LoggerFactory.getLogger(KubernetesCalls.class);
  private static final long PAUSE_SECONDS = 2;
  private static final int TOO_MANY = 429;
  private static final int SERVER = 500;

  private final long start = System.nanoTime();
  private final Duration patience;

  /**
   * @param patience how long after now there is nothing to wait for any more
   */
  KubernetesCalls(Duration patience) {
    this.patience = patience;
  }

  boolean over() {
    return Duration.ofNanos(System.nanoTime() - start).compareTo(patience) > 0;
  }

  /**
   * Asks until there is an answer.
   *
   * @throws TrainingFailedException when the answer is no, or none has come in time
   * @throws KubernetesClientTimeoutException when the call waited in vain, which is no outage
   */
  <T extends @Nullable Object> T ask(String what, Supplier<T> call)
      throws InterruptedException, TrainingFailedException {
    while (true) {
      try {
        return call.get();
      } catch (KubernetesClientTimeoutException e) {
        throw e;
      } catch (KubernetesClientException e) {
        if (Thread.interrupted() || e.getCause() instanceof InterruptedException) {
          throw new InterruptedException();
        }
        if (refused(e.getCode())) {
          throw new TrainingFailedException(
              "Kubernetes refused to " + what + ": HTTP " + e.getCode());
        }
        if (over()) {
          throw new TrainingFailedException("Kubernetes did not answer, asked to " + what);
        }
        LOG.warn("Kubernetes does not answer, asked to {}, code={}", what, e.getCode());
        TimeUnit.SECONDS.sleep(PAUSE_SECONDS);
      }
    }
  }

  private static boolean refused(int code) {
    return code >= 400 && code < SERVER && code != TOO_MANY;
  }
}
