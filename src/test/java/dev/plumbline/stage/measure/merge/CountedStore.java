package dev.plumbline.stage.measure.merge;

import dev.plumbline.stage.measure.counts.MeasureCounts;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.streams.state.KeyValueStore;

/** A store of the merge step that counts how often it is asked. */
final class CountedStore {

  private final AtomicLong calls = new AtomicLong();
  private final KeyValueStore<String, MeasureCounts> store;

  @SuppressWarnings("unchecked") // it has the type of the store that it hands all calls to
  CountedStore(KeyValueStore<String, MeasureCounts> counted) {
    this.store =
        (KeyValueStore<String, MeasureCounts>)
            Proxy.newProxyInstance(
                KeyValueStore.class.getClassLoader(),
                new Class<?>[] {KeyValueStore.class},
                (proxy, method, arguments) -> {
                  calls.incrementAndGet();
                  try {
                    return method.invoke(counted, arguments);
                  } catch (InvocationTargetException e) {
                    throw e.getCause();
                  }
                });
  }

  KeyValueStore<String, MeasureCounts> store() {
    return store;
  }

  /** Of whatever kind. */
  long calls() {
    return calls.get();
  }
}
