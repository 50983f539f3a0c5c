package dev.plumbline.stage.measure.accumulate;

import dev.plumbline.stage.measure.record.SignalBin;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Numbers the bins that one pane's records lie in, so that they are counted in arrays. */
final class SignalPlaces {

  private final Map<SignalBin, Integer> numbers = new HashMap<>();
  private final List<SignalBin> bins = new ArrayList<>();

  int placeOf(SignalBin bin) {
    Integer known = numbers.get(bin);
    if (known != null) {
      return known;
    }
    numbers.put(bin, bins.size());
    bins.add(bin);
    return bins.size() - 1;
  }

  SignalBin bin(int place) {
    return bins.get(place);
  }

  void clear() {
    numbers.clear();
    bins.clear();
  }
}
