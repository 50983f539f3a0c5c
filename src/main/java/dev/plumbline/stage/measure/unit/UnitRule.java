package dev.plumbline.stage.measure.unit;

import dev.plumbline.policy.EvidencePolicy;
import dev.plumbline.policy.EvidencePolicy.Unit;
import dev.plumbline.stage.measure.record.Observation;
import dev.plumbline.stage.measure.record.StoredPrediction;

/**
 * Under which key a decision is a unit of evidence: the person that it is about; where nobody says
 * whose it is, what it is made of. Keys of people are odd, keys of contents even.
 */
public record UnitRule(EvidencePolicy evidence) {

  /** The key of what is a unit of its own. */
  public static final long BY_REQUEST = 0;

  /** Of a decision. */
  public long keyFor(Observation record) {
    return key(record.person(), record.content());
  }

  /** Of a label: copies of a request that are labelled alike are one. */
  public long keyFor(StoredPrediction kept, String truth) {
    long key = key(kept.person(), kept.content());
    return key == BY_REQUEST || isPerson(key) ? key : Observation.contentHash(key, truth);
  }

  public static boolean isPerson(long key) {
    return (key & 1) == 1;
  }

  private long key(long person, long content) {
    if (evidence.unit() == Unit.SUBJECT && person != Observation.NOBODY) {
      return person;
    }
    return evidence.collapseCopies() ? content : BY_REQUEST;
  }
}
