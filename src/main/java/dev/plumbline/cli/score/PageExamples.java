package dev.plumbline.cli.score;

import dev.plumbline.cli.proof.AskedPage;
import dev.plumbline.cli.proof.RecordedTopics;
import dev.plumbline.event.Inference;
import dev.plumbline.event.Prediction;
import dev.plumbline.event.alert.Alert;
import dev.plumbline.kafka.client.TopicReader;
import dev.plumbline.kafka.topic.RecordReader;
import dev.plumbline.kafka.topic.Topics;
import dev.plumbline.policy.Policy;
import dev.plumbline.stage.alert.proof.ProofException;
import dev.plumbline.stage.score.model.TextScorer;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The example requests of a page. */
public final class PageExamples {

  private final Policy policy;
  private final Alert page;
  private final Set<String> ids;

  private PageExamples(Policy policy, Alert page) {
    this.policy = policy;
    this.page = page;
    this.ids = new LinkedHashSet<>(page.context().examples());
  }

  /**
   * @throws ProofException when there is no such page, or it names no examples
   */
  public static PageExamples of(RecordedTopics topics, AskedPage asked, Policy policy)
      throws IOException, ProofException {
    Alert found = null;
    for (Alert alert : topics.alerts(policy.model())) {
      boolean meant = asked.at() == null || alert.at().equals(asked.at());
      if (alert.rule().equals(asked.rule()) && alert.opensPage() && meant) {
        found = alert;
      }
    }
    if (found == null) {
      throw new ProofException(
          "there is no page of %s/%s%s"
              .formatted(
                  policy.model(), asked.rule(), asked.at() == null ? "" : " at " + asked.at()));
    }
    if (found.context().examples().isEmpty()) {
      throw new ProofException("the page of " + found.key() + " names no examples");
    }
    return new PageExamples(policy, found);
  }

  /**
   * Says what is missing on {@code err}.
   *
   * @return whether every example was there, with a text
   */
  public boolean explain(TopicReader topics, TextScorer scorer, PrintWriter out, PrintWriter err) {
    Map<String, Inference> found = find(topics);
    Set<String> versions = new TreeSet<>();
    ScoreRun run = new ScoreRun(scorer, policy.scoring().batchSize(), true, out, err);
    int explained = 0;
    for (String id : ids) {
      Inference request = found.get(id);
      if (request == null) {
        err.println("explain: " + id + " is not in " + Topics.SCORED_REQUESTS.name() + " any more");
      } else if (request.text() == null || request.text().isBlank()) {
        err.println("explain: " + id + " has no text");
      } else {
        run.add(new LabelledText(id, request.text(), null));
        explained++;
        Prediction said = request.prediction();
        if (said != null && said.modelVersion() != null) {
          versions.add(said.modelVersion());
        }
      }
    }
    run.finish();
    out.flush();
    versions.remove(scorer.modelVersion());
    if (!versions.isEmpty()) {
      err.printf(
          "explain: the answers were of version %s, the explanations are of %s; --model names another folder%n",
          String.join(", ", versions), scorer.modelVersion());
    }
    err.flush();
    return explained == ids.size();
  }

  /** The last record of each. */
  private Map<String, Inference> find(TopicReader topics) {
    Map<String, Inference> found = new TreeMap<>();
    topics.forEach(
        Topics.SCORED_REQUESTS.name(),
        (key, value) -> {
          if (ids.contains(key)) {
            try {
              Inference request = RecordReader.read(value, Inference.class);
              if (request.model().equals(page.model())) {
                found.put(request.requestId(), request);
              }
            } catch (RecordReader.Refusal e) {
              found.remove(key); // the stages that read it dead-lettered it, and it counts nowhere
            }
          }
        });
    return found;
  }
}
