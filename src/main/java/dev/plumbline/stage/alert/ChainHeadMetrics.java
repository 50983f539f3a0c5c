package dev.plumbline.stage.alert;

import dev.plumbline.event.pane.ChainHead;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says each head that is published in the log, and the newest of each model in the metrics. */
final class ChainHeadMetrics {

  private static final Logger LOG = LoggerFactory.getLogger(ChainHeadMetrics.class);

  /** 48 bits: as many as a gauge's value holds exactly, whole bytes only. */
  private static final int DIGITS = 12;

  private final MeterRegistry registry;
  private final Map<String, ChainHead> newest = new ConcurrentHashMap<>();

  ChainHeadMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  void published(ChainHead head) {
    LOG.info(
        "head of the pane counts, model={}, through={}, panes={}, head={}",
        head.model(),
        head.through(),
        head.panes(),
        head.head());
    if (newest.put(head.model(), head) == null) {
      register(head.model());
    }
  }

  private void register(String model) {
    Gauge.builder("plumbline.chain.panes", newest, heads -> panes(heads, model))
        .description("Panes of the model that its newest published head covers")
        .tag("model", model)
        .register(registry);
    Gauge.builder("plumbline.chain.head", newest, heads -> digits(heads, model))
        .description("The first twelve hexadecimal digits of that head, as a number")
        .tag("model", model)
        .register(registry);
  }

  private static double panes(Map<String, ChainHead> heads, String model) {
    ChainHead head = heads.get(model);
    return head == null ? 0 : head.panes();
  }

  private static double digits(Map<String, ChainHead> heads, String model) {
    ChainHead head = heads.get(model);
    return head == null ? 0 : Long.parseLong(head.head().substring(0, DIGITS), 16);
  }
}
