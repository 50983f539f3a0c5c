package dev.plumbline.stage.retrain.job;

import dev.plumbline.kafka.topic.Json;
import dev.plumbline.stage.retrain.train.TrainingResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** A child process with the trainer's options: its first argument says how it ends. */
final class FakeTrainer {

  private FakeTrainer() {}

  public static void main(String[] args) throws IOException {
    List<String> options = Arrays.asList(args);
    Path out = Path.of(options.get(options.indexOf("--out") + 1));
    Path examples = Path.of(options.get(options.indexOf("--examples") + 1));
    if (args[0].equals("hang")) {
      System.in.read(); // for ever: nobody writes
    }
    if (args[0].equals("fail")) {
      System.err.println("out of ideas");
      System.exit(2);
    }
    boolean accepted = args[0].equals("accept");
    long read = Files.readAllLines(examples).size();
    Files.createDirectories(out);
    for (String name : List.of("config.json", "tokenizer.json")) {
      Files.copy(Path.of("models/card-support").resolve(name), out.resolve(name));
    }
    Files.writeString(out.resolve("model.pt"), "a model");
    TrainingResult result =
        new TrainingResult(
            accepted,
            accepted ? null : "no better",
            read,
            1,
            Map.of("accuracy", 0.8),
            Map.of("accuracy", 0.9));
    Files.writeString(out.resolve("training.json"), Json.MAPPER.writeValueAsString(result));
    System.out.println(String.join(" ", options));
    System.exit(accepted ? 0 : 1);
  }
}
