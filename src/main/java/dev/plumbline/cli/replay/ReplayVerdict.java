package dev.plumbline.cli.replay;

import dev.plumbline.cli.replay.report.ModelPicture;
import dev.plumbline.event.RetrainingJob;
import dev.plumbline.event.TrainingExample;
import dev.plumbline.event.alert.Alert;
import dev.plumbline.event.incident.Incident;
import dev.plumbline.event.measure.WindowMeasures;
import dev.plumbline.event.pane.PaneCounts;
import dev.plumbline.kafka.client.TopicReader;
import dev.plumbline.kafka.topic.Topics;
import dev.plumbline.policy.Policies;
import dev.plumbline.policy.Policy;
import dev.plumbline.stage.alert.chain.ApartHistory;
import dev.plumbline.stage.retrain.job.RecordedJobs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the policies said of what was measured.
 *
 * @param incidents what people would have been told, by time; new figures alone are left out
 * @param jobs that would have been requested
 * @param reports of each model, the policy as it is first
 * @param pictures of each model
 * @param apart groups whose people a search set apart, by model
 */
record ReplayVerdict(
    MeasureSpool measures,
    AlertLines alerts,
    List<Incident> incidents,
    List<RetrainingJob> jobs,
    List<AlertReport> reports,
    List<ModelPicture> pictures,
    Map<String, ApartHistory> apart) {

  /**
   * The alert step, one model after the other, then the jobs.
   *
   * @param alerts takes those of the policies as they are
   * @param examples where labelled records lie
   */
  static ReplayVerdict of(
      Policies policies,
      MeasureSpool measures,
      AlertReports asked,
      AlertLines alerts,
      TopicReader examples)
      throws IOException {
    List<AlertReport> reports = new ArrayList<>();
    List<ModelPicture> pictures = new ArrayList<>();
    List<Alert> heard = new ArrayList<>();
    List<Incident> told = new ArrayList<>();
    Map<String, ApartHistory> apart = new HashMap<>();
    for (Policy policy : policies.all()) {
      List<PolicyReplay> replays = asked.of(policy, alerts::add, incident -> tell(incident, told));
      ModelPicture picture = new ModelPicture(policy);
      pictures.add(picture);
      measures.each(policy.model(), together(replays, picture));
      replays.forEach(replay -> reports.add(replay.report(asked.driftSince())));
      apart.put(policy.model(), replays.get(0).apart());
      if (retrains(policy)) {
        heard.addAll(replays.get(0).alerts());
      }
    }
    told.sort(
        Comparator.comparing((Incident incident) -> incident.status().at())
            .thenComparing(incident -> incident.key()));
    List<TrainingExample> labelled =
        policies.all().stream().anyMatch(ReplayVerdict::retrains) ? labelled(examples) : List.of();
    return new ReplayVerdict(
        measures,
        alerts,
        told,
        RecordedJobs.of(policies, heard, labelled),
        reports,
        pictures,
        apart);
  }

  /** New figures alone are told to nobody. */
  private static void tell(Incident incident, List<Incident> told) {
    if (incident.status().occasion().loud()) {
      told.add(incident);
    }
  }

  private static MeasureListener together(List<PolicyReplay> replays, ModelPicture picture) {
    return new MeasureListener() {
      @Override
      public void onPane(PaneCounts pane) {
        replays.forEach(replay -> replay.onPane(pane));
        picture.onPane(pane);
      }

      @Override
      public void onWindow(WindowMeasures window) {
        replays.forEach(replay -> replay.onWindow(window));
        picture.onWindow(window);
      }
    };
  }

  private static boolean retrains(Policy policy) {
    return policy.retraining().isWanted();
  }

  /** Without their texts: jobs count them and no more. */
  private static List<TrainingExample> labelled(TopicReader topics) {
    List<TrainingExample> all = new ArrayList<>();
    topics.each(
        Topics.TRAINING_EXAMPLES,
        it ->
            all.add(
                new TrainingExample(
                    it.requestId(),
                    it.model(),
                    it.timestamp(),
                    it.labelledAt(),
                    "",
                    it.label(),
                    it.predicted(),
                    Map.of())));
    return all;
  }
}
