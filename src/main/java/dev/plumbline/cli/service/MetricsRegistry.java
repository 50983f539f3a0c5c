package dev.plumbline.cli.service;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

/** The registry of a process that serves {@code /metrics}. */
public final class MetricsRegistry {

  private MetricsRegistry() {}

  public static PrometheusMeterRegistry registry() {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    registry.config().meterFilter(new MetricCatalogue());
    buildInfo(registry);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
    garbageCollection(registry);
    return registry;
  }

  /** Lives as long as the process, as its registry does. */
  @SuppressWarnings("resource")
  private static void garbageCollection(PrometheusMeterRegistry registry) {
    new JvmGcMetrics().bindTo(registry);
  }

  private static void buildInfo(PrometheusMeterRegistry registry) {
    String version = MetricsRegistry.class.getPackage().getImplementationVersion();
    Gauge.builder("plumbline.build.info", () -> 1)
        .description("Always 1; its labels name what runs")
        .tag("version", version == null ? "development" : version)
        .tag("java", Runtime.version().toString())
        .register(registry);
  }
}
