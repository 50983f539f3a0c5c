package dev.plumbline.policy.alert;

import java.time.Duration;
import java.util.List;

/**
 * @param falsePages expected false pages of the whole policy in {@code per}
 * @param clearing when alerts clear
 * @param sinks names of the service's sinks
 * @param incidents how people are told
 */
public record AlertPolicy(
    double falsePages,
    Duration per,
    ClearingRule clearing,
    List<String> sinks,
    IncidentPolicy incidents) {
  public AlertPolicy {
    sinks = List.copyOf(sinks);
  }
}
