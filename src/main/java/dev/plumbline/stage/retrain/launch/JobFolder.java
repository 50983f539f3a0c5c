package dev.plumbline.stage.retrain.launch;

import dev.plumbline.file.FileNames;
import dev.plumbline.file.FileTrees;
import dev.plumbline.kafka.topic.Json;
import dev.plumbline.stage.retrain.train.CandidateFolder;
import dev.plumbline.stage.retrain.train.TrainingResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * One job's folder. The trainer writes into {@code candidate.unfinished}, which becomes {@code
 * candidate} in one step once the trainer has ended well, so that a trainer that is killed leaves
 * no half of a model under the candidate's name.
 */
public final class JobFolder {

  /** Writes a job's examples to a file, one JSON a line. */
  public interface Examples {
    void write(Path file) throws IOException;
  }

  private final Path folder;
  private final Examples source;

  public JobFolder(Path folder, Examples source) {
    this.folder = folder;
    this.source = source;
  }

  /**
   * @param all where every job has a folder of its own
   * @param job its id, which whoever writes to the topic of jobs may choose
   */
  public static JobFolder in(Path all, String job, Examples source) {
    return new JobFolder(place(all, job), source);
  }

  /** Where a job's folder is: within the folder of all, whatever the id. */
  public static Path place(Path all, String job) {
    return all.resolve(FileNames.of(job));
  }

  public Path candidate() {
    return folder.resolve("candidate");
  }

  /** Where the trainer writes. */
  public Path unfinished() {
    return folder.resolve("candidate.unfinished");
  }

  public Path examples() {
    return folder.resolve("examples.jsonl");
  }

  /** What a trainer of this machine says. */
  public Path log() {
    return folder.resolve("train.log");
  }

  /** A file of a launcher's own. */
  public Path file(String name) {
    return folder.resolve(name);
  }

  /** What an earlier process accepted before it could say so; empty when it accepted nothing. */
  Optional<TrainingResult> accepted() throws IOException {
    return written(candidate()) ? Optional.of(result(candidate())) : Optional.empty();
  }

  /** Removes what an earlier trainer of this job left, and writes the examples. */
  public void prepare() throws IOException {
    Files.createDirectories(folder);
    clear();
    FileTrees.delete(candidate());
    source.write(examples());
  }

  /**
   * Makes what the trainer wrote the candidate.
   *
   * @throws NoSuchFileException when the trainer wrote no result
   */
  public TrainingResult accept() throws IOException {
    TrainingResult result = result(unfinished());
    FileTrees.delete(candidate());
    Files.move(unfinished(), candidate(), StandardCopyOption.ATOMIC_MOVE);
    return result;
  }

  /**
   * As {@link #accept}, of a trainer on another machine, whose files a shared volume may show
   * later.
   *
   * @param settle how much later
   */
  public TrainingResult acceptSoon(Duration settle)
      throws IOException, InterruptedException, TrainingFailedException {
    long start = System.nanoTime();
    while (!written(unfinished())) {
      if (Duration.ofNanos(System.nanoTime() - start).compareTo(settle) > 0) {
        throw new TrainingFailedException(
            "the training ended well, and its candidate is not in "
                + unfinished()
                + ": the trainer must have the work directory at the same path");
      }
      TimeUnit.SECONDS.sleep(1);
    }
    return accept();
  }

  private static boolean written(Path candidate) {
    return Files.exists(candidate.resolve(CandidateFolder.RESULT));
  }

  /** People's words stay no longer than they are needed, and half a candidate is of no use. */
  public void clear() throws IOException {
    Files.deleteIfExists(examples());
    FileTrees.delete(unfinished());
  }

  private static TrainingResult result(Path candidate) throws IOException {
    return Json.MAPPER.readValue(
        Files.readString(candidate.resolve(CandidateFolder.RESULT)), TrainingResult.class);
  }
}
