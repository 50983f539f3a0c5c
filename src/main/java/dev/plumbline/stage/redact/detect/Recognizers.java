package dev.plumbline.stage.redact.detect;

import dev.plumbline.stage.redact.detect.automaton.Automaton;
import dev.plumbline.stage.redact.detect.automaton.Automaton.State;
import dev.plumbline.stage.redact.detect.automaton.Pattern;
import dev.plumbline.stage.redact.detect.automaton.Trigger;
import dev.plumbline.stage.redact.detect.standard.Validators;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a detector looks for, ready to run: one automaton, one trie of context words, finders. */
final class Recognizers {

  private final List<Pattern> patterns = new ArrayList<>();
  private final List<Rule> rules = new ArrayList<>();
  private final Rule[] byNumber;
  private final ContextWords words = new ContextWords();
  private final int counters = words.number(RecognizerFiles.COUNTERS);
  private final Triggers triggers = new Triggers();
  private final BitSet spaced = new BitSet();
  private final @Nullable Finder[] finders = new @Nullable Finder[0x80];
  private @Nullable PhoneFinder phones;
  private final Automaton automaton;
  private final State atWord;
  private final State atSpaced;
  private final State atDigit;

  Recognizers(List<RecognizerSpec> specs, List<String> phoneRegions) {
    for (RecognizerSpec spec : specs) {
      if (spec.pattern() != null) {
        addRule(spec, Pattern.of(spec.pattern(), spec.spaced()));
      } else {
        addFinder(spec, phoneRegions);
      }
    }
    byNumber = rules.toArray(Rule[]::new);
    words.freeze();
    triggers.freeze();
    BitSet all = new BitSet();
    BitSet digits = new BitSet();
    for (int i = 0; i < rules.size(); i++) {
      all.set(i);
      digits.set(i, rules.get(i).edge() == Edge.DIGIT);
    }
    this.automaton = new Automaton(patterns);
    this.atWord = automaton.start(all);
    this.atSpaced = automaton.start(spaced);
    this.atDigit = automaton.start(digits);
  }

  private void addRule(RecognizerSpec spec, Pattern pattern) {
    for (Trigger trigger : Trigger.of(pattern, Validators.needsDigit(spec.validator()))) {
      triggers.add(trigger);
      if (!trigger.isSolid()) {
        spaced.set(patterns.size());
      }
    }
    patterns.add(pattern);
    rules.add(
        new Rule(
            spec.entity(),
            spec.edge(),
            Validators.named(spec.validator()),
            spec.score(),
            spec.validator().equals("any") ? Candidates.BOOST : Candidates.CHECKED_BOOST,
            words.number(spec.context())));
  }

  private void addFinder(RecognizerSpec spec, List<String> phoneRegions) {
    switch (String.valueOf(spec.finder())) {
      case "email" -> {
        finders['@'] = new EmailFinder(spec.entity(), spec.score());
        triggers.addAnchor('@', EmailFinder.SHORTEST_DOMAIN);
      }
      case "url" -> {
        Finder urls = new UrlFinder(spec.entity(), spec.score());
        finders['.'] = urls;
        finders[':'] = urls;
        triggers.addAnchorOfWord('.', UrlFinder.SHORTEST_TOP);
        triggers.addAnchor(':', UrlFinder.SHORTEST_BEHIND_SCHEME);
      }
      case "phone" -> {
        phones =
            new PhoneFinder(
                spec.entity(), spec.score(), words.number(spec.context()), phoneRegions);
        DigitGroups.OPENING.chars().forEach(c -> triggers.addOpening((char) c));
      }
      default -> throw new IllegalArgumentException("no finder " + spec.finder());
    }
  }

  Triggers triggers() {
    return triggers;
  }

  Automaton automaton() {
    return automaton;
  }

  State atWord() {
    return atWord;
  }

  /** Of patterns whose trigger may stand behind a space. */
  State atSpaced() {
    return atSpaced;
  }

  State atDigit() {
    return atDigit;
  }

  Rule rule(int number) {
    return byNumber[number];
  }

  @Nullable Finder finder(char anchor) {
    return finders[anchor];
  }

  @Nullable PhoneFinder phones() {
    return phones;
  }

  Surroundings surroundings(FoldedText text) {
    return new Surroundings(words, counters, text);
  }
}
