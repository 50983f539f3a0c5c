package dev.plumbline.stage.measure.fold;

import dev.plumbline.event.TrueLabel;
import dev.plumbline.stage.measure.counts.NamedCount;
import dev.plumbline.stage.measure.record.EventContribution;
import dev.plumbline.stage.measure.record.Observation;
import dev.plumbline.stage.measure.record.PredictionFeedback;
import dev.plumbline.stage.measure.record.SignalValue;
import dev.plumbline.stage.measure.record.StoredPrediction;
import dev.plumbline.stage.measure.state.Dictionary;
import dev.plumbline.stage.measure.state.VarintReader;
import dev.plumbline.stage.measure.state.VarintWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The compact forms of what the fold step keeps: predictions and contributions. What lies under one
 * key begins with the form's version.
 */
final class RecordCodec {

  /** Below zero, because the first form began with a kind, and no kind is below zero. */
  private static final long VERSION = -4;

  // Durable: what has been written must stay readable.
  private static final int PREDICTED = 0;
  private static final int LABELLED = 1;
  private static final int EVIDENT = 2;
  private static final int MOVED = 3;
  private static final int NOTED = 4;
  private static final int AWAITING = 5;
  private static final int REPORTED = 6;

  // What a signal's value is.
  private static final int NUMBER = 0;
  private static final int CATEGORY = 1;

  private static final int MOST_REMEMBERED = 4_096;

  private final Dictionary words;

  /** The packed form of groups: the same lists of words return in every record. */
  private final Map<List<String>, byte[]> packedGroups = new HashMap<>();

  RecordCodec(Dictionary words) {
    this.words = words;
  }

  /** Starts what is to lie under one key. */
  static VarintWriter begin(VarintWriter to) {
    return to.clear().number(VERSION);
  }

  /**
   * Reads what lies under one key.
   *
   * @throws IllegalStateException when the form is of another version
   */
  static VarintReader open(byte[] bytes) {
    VarintReader from = new VarintReader(bytes);
    long first = from.number();
    if (first != VERSION) {
      long version = first < 0 ? -first : 1; // the first form had none
      throw new IllegalStateException("a record of version " + version + " cannot be read");
    }
    return from;
  }

  void pack(EventContribution contribution, VarintWriter to) {
    if (contribution instanceof EventContribution.Predicted it) {
      to.number(PREDICTED).text(it.requestId());
      pack(it.measured(), to);
    } else if (contribution instanceof EventContribution.Labelled it) {
      to.number(LABELLED);
      pack(it.kept(), to);
      words.pack(it.truth(), to);
      to.number(it.sign());
    } else if (contribution instanceof EventContribution.Evident it) {
      to.number(EVIDENT).text(it.requestId());
      pack(it.kept(), to);
      pack(it.truth(), to);
    } else if (contribution instanceof EventContribution.Reported it) {
      to.number(REPORTED).text(it.requestId());
      pack(it.kept(), to);
      pack(it.truth(), to);
    } else if (contribution instanceof EventContribution.Moved it) {
      to.number(MOVED);
      pack(it.kept(), to);
      pack(it.from(), to);
      pack(it.to(), to);
    } else if (contribution instanceof EventContribution.Noted it) {
      to.number(NOTED);
      words.pack(it.model(), to);
      to.number(it.time());
      words.pack(it.fact(), to);
      to.number(it.amount());
    } else if (contribution instanceof EventContribution.Awaiting it) {
      to.number(AWAITING);
      words.pack(it.model(), to);
      to.number(it.time()).text(it.requestId());
    }
  }

  EventContribution contribution(VarintReader from) {
    int kind = (int) from.number();
    return switch (kind) {
      case PREDICTED -> new EventContribution.Predicted(from.text(), measured(from));
      case LABELLED ->
          new EventContribution.Labelled(kept(from), words.unpack(from), (int) from.number());
      case EVIDENT -> new EventContribution.Evident(from.text(), kept(from), truth(from));
      case REPORTED -> new EventContribution.Reported(from.text(), kept(from), truth(from));
      case MOVED -> new EventContribution.Moved(kept(from), truth(from), truth(from));
      case NOTED ->
          new EventContribution.Noted(
              words.unpack(from), from.number(), words.unpack(from), from.number());
      case AWAITING ->
          new EventContribution.Awaiting(words.unpack(from), from.number(), from.text());
      default -> throw new IllegalStateException("a contribution of kind " + kind);
    };
  }

  void pack(StoredPrediction kept, VarintWriter to) {
    words.pack(kept.model(), to);
    to.number(kept.time());
    groups(kept.groups(), to);
    to.number(kept.favourable() ? 1 : 0);
    words.pack(kept.label(), to);
    to.number(kept.probability());
    amounts(kept.losses(), to);
    to.number(kept.person()).number(kept.content());
    optional(kept.feedback().first(), to);
    optional(kept.feedback().last(), to);
    texts(kept.feedback().seen(), to);
  }

  StoredPrediction kept(VarintReader from) {
    return new StoredPrediction(
        words.unpack(from),
        from.number(),
        texts(from),
        from.number() == 1,
        words.unpack(from),
        from.number(),
        amounts(from),
        from.number(),
        from.number(),
        new PredictionFeedback(optional(from), optional(from), texts(from)));
  }

  private void pack(Observation record, VarintWriter to) {
    words.pack(record.model(), to);
    to.number(record.time());
    groups(record.groups(), to);
    to.number(record.favourable() ? 1 : 0);
    words.pack(record.label(), to);
    to.number(record.probability());
    words.pack(record.modelVersion(), to);
    to.number(record.risk());
    amounts(record.indicators(), to);
    to.number(record.signals().size());
    for (SignalValue value : record.signals()) {
      words.pack(value.signal(), to);
      to.number(value.category() == null ? NUMBER : CATEGORY);
      if (value.category() == null) {
        to.number(value.coordinate());
      } else {
        words.pack(value.category(), to);
      }
    }
    amounts(record.facts(), to);
    amounts(record.losses(), to);
    to.number(record.person()).number(record.content());
  }

  private Observation measured(VarintReader from) {
    return new Observation(
        words.unpack(from),
        from.number(),
        texts(from),
        from.number() == 1,
        words.unpack(from),
        from.number(),
        words.unpack(from),
        from.number(),
        amounts(from),
        signals(from),
        amounts(from),
        amounts(from),
        from.number(),
        from.number());
  }

  private List<SignalValue> signals(VarintReader from) {
    List<SignalValue> signals = new ArrayList<>();
    for (long left = from.number(); left > 0; left--) {
      String signal = words.unpack(from);
      signals.add(
          from.number() == NUMBER
              ? new SignalValue(signal, null, from.number())
              : new SignalValue(signal, words.unpack(from), 0));
    }
    return signals;
  }

  private void groups(List<String> groups, VarintWriter to) {
    byte[] packed = packedGroups.get(groups);
    if (packed == null) {
      int from = to.size();
      texts(groups, to);
      if (packedGroups.size() < MOST_REMEMBERED) {
        packedGroups.put(groups, to.copyFrom(from));
      }
    } else {
      to.raw(packed, 0, packed.length);
    }
  }

  private void texts(List<String> texts, VarintWriter to) {
    to.number(texts.size());
    for (String text : texts) {
      words.pack(text, to);
    }
  }

  private List<String> texts(VarintReader from) {
    List<String> texts = new ArrayList<>();
    for (long left = from.number(); left > 0; left--) {
      texts.add(words.unpack(from));
    }
    return texts;
  }

  private void amounts(List<NamedCount> amounts, VarintWriter to) {
    to.number(amounts.size());
    for (NamedCount amount : amounts) {
      words.pack(amount.name(), to);
      to.number(amount.value());
    }
  }

  private List<NamedCount> amounts(VarintReader from) {
    List<NamedCount> amounts = new ArrayList<>();
    for (long left = from.number(); left > 0; left--) {
      amounts.add(new NamedCount(words.unpack(from), from.number()));
    }
    return amounts;
  }

  private void pack(TrueLabel truth, VarintWriter to) {
    words.pack(truth.label(), to);
    to.number(truth.time());
  }

  private TrueLabel truth(VarintReader from) {
    return new TrueLabel(words.unpack(from), from.number());
  }

  private void optional(@Nullable TrueLabel truth, VarintWriter to) {
    to.number(truth == null ? 0 : 1);
    if (truth != null) {
      pack(truth, to);
    }
  }

  private @Nullable TrueLabel optional(VarintReader from) {
    return from.number() == 0 ? null : truth(from);
  }
}
