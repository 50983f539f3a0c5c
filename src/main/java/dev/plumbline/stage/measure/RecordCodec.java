package dev.plumbline.stage.measure;

import dev.plumbline.stage.measure.Feedback.Truth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The compact forms of what the fold step keeps: predictions and contributions. */
final class RecordCodec {

  // Durable: what has been written must stay readable.
  private static final int PREDICTED = 0;
  private static final int LABELLED = 1;
  private static final int EVIDENT = 2;
  private static final int MOVED = 3;
  private static final int NOTED = 4;
  private static final int AWAITING = 5;
  private static final int REPORTED = 6;

  private static final int MOST_REMEMBERED = 4_096;

  private final Words words;

  /** The packed form of groups: the same lists of words return in every record. */
  private final Map<List<String>, byte[]> packedGroups = new HashMap<>();

  RecordCodec(Words words) {
    this.words = words;
  }

  void pack(Contribution contribution, Packer to) {
    if (contribution instanceof Contribution.Predicted it) {
      to.number(PREDICTED).text(it.requestId());
      pack(it.measured(), to);
    } else if (contribution instanceof Contribution.Labelled it) {
      to.number(LABELLED);
      pack(it.kept(), to);
      words.pack(it.truth(), to);
      to.number(it.sign());
    } else if (contribution instanceof Contribution.Evident it) {
      to.number(EVIDENT).text(it.requestId());
      pack(it.kept(), to);
      pack(it.truth(), to);
    } else if (contribution instanceof Contribution.Reported it) {
      to.number(REPORTED).text(it.requestId());
      pack(it.kept(), to);
      pack(it.truth(), to);
    } else if (contribution instanceof Contribution.Moved it) {
      to.number(MOVED);
      pack(it.kept(), to);
      pack(it.from(), to);
      pack(it.to(), to);
    } else if (contribution instanceof Contribution.Noted it) {
      to.number(NOTED);
      words.pack(it.model(), to);
      to.number(it.time());
      words.pack(it.fact(), to);
      to.number(it.amount());
    } else if (contribution instanceof Contribution.Awaiting it) {
      to.number(AWAITING);
      words.pack(it.model(), to);
      to.number(it.time()).text(it.requestId());
    }
  }

  Contribution contribution(Unpacker from) {
    int kind = (int) from.number();
    return switch (kind) {
      case PREDICTED -> new Contribution.Predicted(from.text(), measured(from));
      case LABELLED ->
          new Contribution.Labelled(kept(from), words.unpack(from), (int) from.number());
      case EVIDENT -> new Contribution.Evident(from.text(), kept(from), truth(from));
      case REPORTED -> new Contribution.Reported(from.text(), kept(from), truth(from));
      case MOVED -> new Contribution.Moved(kept(from), truth(from), truth(from));
      case NOTED ->
          new Contribution.Noted(
              words.unpack(from), from.number(), words.unpack(from), from.number());
      case AWAITING -> new Contribution.Awaiting(words.unpack(from), from.number(), from.text());
      default -> throw new IllegalStateException("a contribution of kind " + kind);
    };
  }

  void pack(Kept kept, Packer to) {
    words.pack(kept.model(), to);
    to.number(kept.time());
    groups(kept.groups(), to);
    to.number(kept.favourable() ? 1 : 0);
    words.pack(kept.label(), to);
    to.number(kept.probability());
    optional(kept.feedback().first(), to);
    optional(kept.feedback().last(), to);
    texts(kept.feedback().seen(), to);
  }

  Kept kept(Unpacker from) {
    return new Kept(
        words.unpack(from),
        from.number(),
        texts(from),
        from.number() == 1,
        words.unpack(from),
        from.number(),
        new Feedback(optional(from), optional(from), texts(from)));
  }

  private void pack(Measured record, Packer to) {
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
    for (SignalBin signal : record.signals()) {
      words.pack(signal.signal(), to);
      words.pack(signal.bin(), to);
    }
    amounts(record.facts(), to);
  }

  private Measured measured(Unpacker from) {
    return new Measured(
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
        amounts(from));
  }

  private List<SignalBin> signals(Unpacker from) {
    List<SignalBin> signals = new ArrayList<>();
    for (long left = from.number(); left > 0; left--) {
      signals.add(new SignalBin(words.unpack(from), words.unpack(from)));
    }
    return signals;
  }

  private void groups(List<String> groups, Packer to) {
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

  private void texts(List<String> texts, Packer to) {
    to.number(texts.size());
    for (String text : texts) {
      words.pack(text, to);
    }
  }

  private List<String> texts(Unpacker from) {
    List<String> texts = new ArrayList<>();
    for (long left = from.number(); left > 0; left--) {
      texts.add(words.unpack(from));
    }
    return texts;
  }

  private void amounts(List<Amount> amounts, Packer to) {
    to.number(amounts.size());
    for (Amount amount : amounts) {
      words.pack(amount.name(), to);
      to.number(amount.value());
    }
  }

  private List<Amount> amounts(Unpacker from) {
    List<Amount> amounts = new ArrayList<>();
    for (long left = from.number(); left > 0; left--) {
      amounts.add(new Amount(words.unpack(from), from.number()));
    }
    return amounts;
  }

  private void pack(Truth truth, Packer to) {
    words.pack(truth.label(), to);
    to.number(truth.time());
  }

  private Truth truth(Unpacker from) {
    return new Truth(words.unpack(from), from.number());
  }

  private void optional(@Nullable Truth truth, Packer to) {
    to.number(truth == null ? 0 : 1);
    if (truth != null) {
      pack(truth, to);
    }
  }

  private @Nullable Truth optional(Unpacker from) {
    return from.number() == 0 ? null : truth(from);
  }
}
