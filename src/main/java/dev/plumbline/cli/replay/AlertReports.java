package dev.plumbline.cli.replay;

import dev.plumbline.event.alert.Alert;
import dev.plumbline.policy.Policies;
import dev.plumbline.policy.Policy;
import dev.plumbline.stage.alert.RecordedAlerts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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

  List<AlertReport> each(Policies policies, ReplayRecords records) {
    List<AlertReport> reports = new ArrayList<>();
    for (Policy policy : policies.all()) {
      RecordedModel recorded = records.measuresOf(policy.model());
      List<Alert> own = records.alertsOf(policy.model());
      reports.add(AlertReport.of("as is", policy, recorded, own, driftSince));
      for (WhatIf variant : variants) {
        Policy other = variant.change().apply(policy);
        List<Alert> others = RecordedAlerts.of(other, recorded.panes(), recorded.windows());
        reports.add(AlertReport.of(variant.name(), other, recorded, others, driftSince));
      }
    }
    return reports;
  }
}
