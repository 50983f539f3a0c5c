package dev.plumbline.cli.replay;

import dev.plumbline.event.alert.Alert;
import dev.plumbline.event.incident.Incident;
import dev.plumbline.policy.Policy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Every model under its policy as it is, then under each variant: the alert step alone again.
 *
 * @param variants of the policies, to be reported beside them
 * @param driftSince when the traffic is known to have gone wrong
 */
public record AlertReports(List<WhatIf> variants, @Nullable Instant driftSince) {
  public AlertReports {
    variants = List.copyOf(variants);
  }

  /** The policy as it is, whose alerts and incidents are written, and every variant of it. */
  List<PolicyReplay> of(Policy policy, Consumer<Alert> out, Consumer<Incident> told) {
    List<PolicyReplay> replays = new ArrayList<>();
    replays.add(new PolicyReplay("as is", policy, out, told));
    for (WhatIf variant : variants) {
      Policy changed = variant.change().apply(policy);
      replays.add(new PolicyReplay(variant.name(), changed, alert -> {}, incident -> {}));
    }
    return replays;
  }
}
