package dev.plumbline.stage.retrain.train;

import dev.plumbline.event.AlertRule;
import dev.plumbline.kafka.topic.Json;
import dev.plumbline.model.ModelFolder;
import dev.plumbline.policy.Policy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** A candidate model's folder: what scoring needs, the figures and a model card. */
public final class CandidateFolder {

  public static final String RESULT = "training.json";
  static final String CARD = "MODEL_CARD.md";

  private CandidateFolder() {}

  static void write(
      Path base,
      Path out,
      Policy policy,
      AlertRule rule,
      TrainingResult result,
      Consumer<Path> writeModel)
      throws IOException {
    Files.createDirectories(out);
    for (String name : List.of(ModelFolder.CONFIG, ModelFolder.TOKENIZER)) {
      Files.copy(base.resolve(name), out.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }
    ModelFolder trained = ModelFolder.read(base);
    trained.copySettings(out);
    writeModel.accept(out.resolve(ModelFolder.MODEL));
    String from = trained.version();
    String version = ModelFolder.read(out).version();
    Files.writeString(out.resolve(CARD), card(policy, rule, result, from, version));
    Files.writeString(
        out.resolve(RESULT),
        Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(result) + "\n");
  }

  private static String card(
      Policy policy, AlertRule rule, TrainingResult result, String from, String version) {
    StringBuilder card = new StringBuilder();
    card.append(
        String.format(
            Locale.ROOT,
            """
            # %s, version %s

            %s

            The head of version %s, trained again on %d redacted, consented, labelled records, reweighed by group and
            outcome (Kamiran and Calders 2012) because of `%s`. Policy version %s. Judged on %d records held back; no
            text is on both sides.

            | figure | before | after |
            |---|---|---|
            """,
            policy.model(),
            version,
            policy.description(),
            from,
            result.trained(),
            rule,
            policy.version(),
            result.heldBack()));
    for (Map.Entry<String, Double> figure : result.before().entrySet()) {
      Double after = result.after().get(figure.getKey());
      card.append(
          String.format(
              Locale.ROOT, "| %s | %.4f | %.4f |%n", figure.getKey(), figure.getValue(), after));
    }
    card.append(
        result.accepted()
            ? "\nThe gate let it through.\n"
            : "\nRejected: " + result.reason() + ".\n");
    return card.toString();
  }
}
