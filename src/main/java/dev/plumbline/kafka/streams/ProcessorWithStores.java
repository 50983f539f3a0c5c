package dev.plumbline.kafka.streams;

import java.util.Collections;
import java.util.Comparator;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;

/** A processor that brings its own stores into the topology. */
public record ProcessorWithStores<I, O>(
    Supplier<Processor<String, I, String, O>> processor, Set<StoreBuilder<?>> stores)
    implements ProcessorSupplier<String, I, String, O> {
  public ProcessorWithStores {
    // In an order of its own: a set's differs from process to process, and so would the topology.
    TreeSet<StoreBuilder<?>> sorted = new TreeSet<>(Comparator.comparing(StoreBuilder::name));
    sorted.addAll(stores);
    stores = Collections.unmodifiableSet(sorted);
  }

  @Override
  public Processor<String, I, String, O> get() {
    return processor.get();
  }
}
