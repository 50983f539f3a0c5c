package dev.plumbline.policy;

import java.time.Duration;
import java.util.List;

/**
 * @param falsePages expected false pages of the whole policy in {@code per}
 * @param clearAfter windows inside tolerance after which an alert clears
 * @param sinks names of the service's sinks
 */
public record AlertPolicy(double falsePages, Duration per, int clearAfter, List<String> sinks) {
  public AlertPolicy {
    sinks = List.copyOf(sinks);
  }
}
