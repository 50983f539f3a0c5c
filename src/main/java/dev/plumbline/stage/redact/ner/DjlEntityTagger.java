package dev.plumbline.stage.redact.ner;

import dev.plumbline.model.DjlEngine;
import dev.plumbline.model.DjlNetwork;
import dev.plumbline.model.DjlTokenizer;
import dev.plumbline.model.Logits;
import dev.plumbline.model.ModelException;
import dev.plumbline.model.ModelFolder;
import dev.plumbline.model.TokenBatch;
import dev.plumbline.model.TokenizedText;
import dev.plumbline.stage.redact.detect.finder.Detection;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A token-classification model's folder on PyTorch. */
public final class DjlEntityTagger implements EntityTagger {

  private static final Logger LOG = LoggerFactory.getLogger(DjlEntityTagger.class);

  private static final String PROBE = "My name is Ana Berg and I live in London.";

  /** More at once gains nothing on a CPU. */
  private static final int BATCH = 32;

  private final ModelFolder folder;
  private final BioLabels labels;
  private final BioDecoder decoder;
  private final TokenWindows windows;
  private final DjlTokenizer tokenizer;
  private final DjlNetwork network;

  private DjlEntityTagger(
      ModelFolder folder, BioLabels labels, DjlTokenizer tokenizer, DjlNetwork network) {
    this.folder = folder;
    this.labels = labels;
    this.decoder = new BioDecoder(labels);
    this.windows = new TokenWindows(folder.maxTokens());
    this.tokenizer = tokenizer;
    this.network = network;
  }

  /**
   * Loads, tags one sentence and compares the logits with the labels.
   *
   * @param path holds {@code model.pt}, {@code tokenizer.json} and {@code config.json}
   * @throws ModelException naming the file that is wrong
   */
  public static DjlEntityTagger load(Path path) {
    ModelFolder folder = ModelFolder.read(path);
    BioLabels labels = new BioLabels(folder.labels());
    DjlTokenizer tokenizer = new DjlTokenizer(folder, false);
    try {
      DjlNetwork network =
          DjlNetwork.load(folder, DjlEngine.device("cpu"), sample(folder, tokenizer), true);
      LOG.info(
          "entity model loaded, path={}, version={}, entities={}",
          path,
          folder.version(),
          labels.entities());
      return new DjlEntityTagger(folder, labels, tokenizer, network);
    } catch (RuntimeException e) {
      tokenizer.close();
      throw e;
    }
  }

  private static TokenBatch sample(ModelFolder folder, DjlTokenizer tokenizer) {
    TokenizedText tokens = tokenizer.tokenize(List.of(PROBE)).get(0);
    if (IntStream.range(0, tokens.length()).noneMatch(i -> tokens.ends()[i] == PROBE.length())) {
      throw new ModelException("the tokenizer does not say where its tokens stand in the text");
    }
    long[] ids = new TokenWindows(folder.maxTokens()).cut(0, tokens).get(0).ids();
    return tokenizer.pad(List.of(ids, new long[] {ids[0]}));
  }

  @Override
  public List<List<Detection>> tag(List<String> texts) {
    List<TokenizedText> tokens = tokenizer.tokenize(texts);
    List<float[][]> logits = new ArrayList<>();
    List<TokenWindows.Window> stretches = new ArrayList<>();
    for (int text = 0; text < texts.size(); text++) {
      logits.add(new float[tokens.get(text).length()][]);
      stretches.addAll(windows.cut(text, tokens.get(text)));
    }
    stretches.sort(Comparator.comparingInt(stretch -> stretch.ids().length));
    for (int from = 0; from < stretches.size(); from += BATCH) {
      forward(stretches.subList(from, Math.min(stretches.size(), from + BATCH)), logits);
    }
    return IntStream.range(0, texts.size())
        .mapToObj(i -> decoder.decode(texts.get(i), tokens.get(i), logits.get(i)))
        .toList();
  }

  private void forward(List<TokenWindows.Window> batch, List<float[][]> logits) {
    TokenBatch padded = tokenizer.pad(batch.stream().map(TokenWindows.Window::ids).toList());
    Logits given = network.forward(padded);
    for (int row = 0; row < batch.size(); row++) {
      TokenWindows.Window stretch = batch.get(row);
      for (int token = stretch.from(); token < stretch.to(); token++) {
        logits.get(stretch.text())[token] =
            given.row(row * padded.width() + token - stretch.shift());
      }
    }
  }

  @Override
  public Set<String> entities() {
    return labels.entities();
  }

  @Override
  public String modelVersion() {
    return folder.version();
  }

  @Override
  public void close() {
    network.close();
    tokenizer.close();
  }
}
