package dev.plumbline.cli.score;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.plumbline.event.Prediction;
import dev.plumbline.kafka.topic.Json;
import dev.plumbline.stage.score.explain.WordEffect;
import dev.plumbline.stage.score.explain.WordOcclusion;
import dev.plumbline.stage.score.model.LengthSorted;
import dev.plumbline.stage.score.model.TextScorer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Scores texts in chunks, writes their lines in order, and counts. */
public final class ScoreRun {

  /** Sorting by length pays within some hundred texts. */
  private static final int CHUNK_BATCHES = 8;

  private static final int PROGRESS_EVERY = 1000;

  /** More would take minutes for one text. */
  private static final int MOST_WORDS = 512;

  /** A line of output; a record, so that its fields keep this order. */
  private record ScoredLine(
      String id,
      String label,
      double score,
      boolean truncated,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<WordEffect> words) {}

  private final TextScorer scorer;
  private final int batch;
  private final boolean explain;
  private final Writer out;
  private final PrintWriter err;
  private final LabelEvaluation evaluation = new LabelEvaluation();
  private final List<LabelledText> chunk = new ArrayList<>();
  private long scored;
  private long truncated;
  private long bad;

  /**
   * @param explain say of each text what each of its words does
   */
  public ScoreRun(TextScorer scorer, int batch, boolean explain, Writer out, PrintWriter err) {
    this.scorer = scorer;
    this.batch = batch;
    this.explain = explain;
    this.out = out;
    this.err = err;
  }

  public void add(LabelledText text) {
    chunk.add(text);
    if (chunk.size() == batch * CHUNK_BATCHES) {
      scoreChunk();
    }
  }

  public void reportBad(long line, String reason) {
    bad++;
    err.println("score: line " + line + ": " + reason);
  }

  /** Scores what is left; the figures for {@code --summary}, told on standard error too. */
  public Map<String, Object> finish() {
    scoreChunk();
    err.printf("score: %d scored (%d truncated), %d bad lines%n", scored, truncated, bad);
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("modelVersion", scorer.modelVersion());
    figures.put("scored", scored);
    figures.put("truncated", truncated);
    figures.put("badLines", bad);
    figures.put("labelled", evaluation.count());
    if (evaluation.count() > 0) {
      figures.put("accuracy", evaluation.accuracy());
      figures.put("macroF1", evaluation.macroF1());
      err.printf(
          Locale.ROOT,
          "score: accuracy %.4f, macro-F1 %.4f over %d labelled%n",
          evaluation.accuracy(),
          evaluation.macroF1(),
          evaluation.count());
    }
    err.flush();
    return figures;
  }

  public boolean allGood() {
    return bad == 0;
  }

  private void scoreChunk() {
    List<String> texts = chunk.stream().map(LabelledText::text).toList();
    List<Prediction> predictions = LengthSorted.score(scorer, texts, batch);
    for (int i = 0; i < predictions.size(); i++) {
      take(chunk.get(i), predictions.get(i));
    }
    chunk.clear();
  }

  private void take(LabelledText text, Prediction prediction) {
    write(text, prediction);
    scored++;
    truncated += prediction.truncated() ? 1 : 0;
    if (text.label() != null) {
      evaluation.add(text.label(), prediction.label());
    }
    if (scored % PROGRESS_EVERY == 0) {
      err.println("score: " + scored + " scored");
      err.flush();
    }
  }

  private void write(LabelledText text, Prediction prediction) {
    Double number = prediction.score();
    ScoredLine line =
        new ScoredLine(
            text.id(),
            prediction.label(),
            number == null ? Double.NaN : number,
            prediction.truncated(),
            explain ? words(text.text()) : null);
    try {
      out.write(Json.MAPPER.writeValueAsString(line) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<WordEffect> words(String text) {
    return WordOcclusion.explain(
            text, MOST_WORDS, texts -> LengthSorted.score(scorer, texts, batch))
        .words();
  }
}
