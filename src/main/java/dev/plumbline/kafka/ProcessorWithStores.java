package dev.plumbline.kafka;

import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;

/** A processor that brings its own stores into the topology. */
public record ProcessorWithStores<I, O>(
    Supplier<Processor<String, I, String, O>> processor, Set<StoreBuilder<?>> stores)
    implements ProcessorSupplier<String, I, String, O> {
  public ProcessorWithStores {
    stores = Set.copyOf(stores);
  }

  @Override
  public Processor<String, I, String, O> get() {
    return processor.get();
  }
}
