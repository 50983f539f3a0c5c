package dev.plumbline.stage.retrain.launch;

import dev.plumbline.kafka.topic.Json;
import dev.plumbline.stage.retrain.train.TrainingResult;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import sun.misc.Unsafe;

/**
 * A child process with the trainer's options: its first argument says how it ends. Those that do
 * not end by themselves write their process's id beside the candidate, and half of a model.
 */
public final class FakeTrainer {

  private static final int PAGE = 4096;

  private FakeTrainer() {}

  /** What follows {@code java} to start one. */
  public static List<String> program(String ending) {
    return List.of(
        "-cp",
        System.getProperty("java.class.path"),
        FakeTrainer.class.getName(),
        ending,
        TrainerOptions.UNTIL_INPUT_ENDS);
  }

  public static void main(String[] args) throws Exception {
    List<String> options = Arrays.asList(args);
    if (options.contains(TrainerOptions.UNTIL_INPUT_ENDS)) {
      ParentWatch.start();
    }
    Path out = Path.of(options.get(options.indexOf("--out") + 1));
    Path examples = Path.of(options.get(options.indexOf("--examples") + 1));
    switch (args[0]) {
      case "hang" -> hang(out);
      case "eat" -> eat(1L << 29);
      case "heap" -> System.out.println(new long[1 << 28].length);
      case "fail" -> {
        System.err.println("train: there is nothing to learn from");
        System.err.println("out of ideas");
        System.exit(2);
      }
      default -> end(args[0].equals("accept"), out, examples, options);
    }
  }

  private static void hang(Path out) throws IOException, InterruptedException {
    Files.createDirectories(out);
    Files.writeString(out.resolve("model.pt"), "half of a mod");
    Files.writeString(out.resolveSibling("pid"), Long.toString(ProcessHandle.current().pid()));
    new CountDownLatch(1).await();
  }

  /** Memory that no limit of the JVM's knows, as PyTorch's. */
  private static void eat(long bytes) throws ReflectiveOperationException, InterruptedException {
    Field field = Unsafe.class.getDeclaredField("theUnsafe");
    field.setAccessible(true);
    Unsafe unsafe = (Unsafe) field.get(null);
    long at = unsafe.allocateMemory(bytes);
    for (long i = 0; i < bytes; i += PAGE) {
      unsafe.putByte(at + i, (byte) 1);
    }
    new CountDownLatch(1).await();
  }

  private static void end(boolean accepted, Path out, Path examples, List<String> options)
      throws IOException {
    long read = Files.readAllLines(examples).size();
    Files.createDirectories(out);
    for (String name : List.of("config.json", "tokenizer.json")) {
      Files.copy(Path.of("models/card-support").resolve(name), out.resolve(name));
    }
    Files.writeString(out.resolve("model.pt"), "a model");
    Files.writeString(out.resolve("training.json"), result(accepted, read));
    System.out.println(String.join(" ", options));
    System.exit(accepted || options.contains(TrainerOptions.EXIT_ZERO_WHEN_REJECTED) ? 0 : 1);
  }

  /** What a trainer writes beside the candidate. */
  public static String result(boolean accepted, long trained) throws IOException {
    return Json.MAPPER.writeValueAsString(
        new TrainingResult(
            accepted,
            accepted ? null : "no better",
            trained,
            1,
            Map.of("accuracy", 0.8),
            Map.of("accuracy", 0.9),
            null));
  }
}
