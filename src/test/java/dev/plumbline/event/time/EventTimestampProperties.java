package dev.plumbline.event.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;

/** The JDK's formatters write, the reader under test reads. */
class EventTimestampProperties {

  private static final long FIRST = Instant.parse("1990-01-01T00:00:00Z").getEpochSecond();
  private static final long LAST = 99_999_999_999L;

  @Provide
  static Arbitrary<Instant> instants() {
    return Combinators.combine(
            Arbitraries.longs().between(FIRST, LAST),
            Arbitraries.integers().between(0, 999_999_999))
        .as(Instant::ofEpochSecond);
  }

  @Property
  boolean shouldReadWhatTheJdkWrites(@ForAll("instants") Instant time) {
    return EventTimestamp.parse(time.toString()).equals(time)
        && EventTimestamp.millis(time.toString()) == time.toEpochMilli();
  }

  @Property
  void shouldReadAnyOffset(
      @ForAll("instants") Instant time, @ForAll @IntRange(min = -1080, max = 1080) int minutes) {
    ZoneOffset offset = ZoneOffset.ofTotalSeconds(60 * minutes);
    for (String pattern : new String[] {"XXX", "XX", "xxx", "xx"}) {
      DateTimeFormatter format =
          DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSSSS" + pattern);
      assertThat(EventTimestamp.parse(format.format(time.atOffset(offset)))).isEqualTo(time);
    }
  }

  @Property
  boolean shouldTakeUtcWhenThereIsNoZone(@ForAll("instants") Instant time) {
    LocalDateTime local = LocalDateTime.ofInstant(time, ZoneOffset.UTC);
    return EventTimestamp.parse(local.toString().replace('T', ' ')).equals(time);
  }

  @Property
  void shouldReadTheSameTimeInEveryUnit(@ForAll("instants") Instant time) {
    BigDecimal nanos =
        BigDecimal.valueOf(time.getEpochSecond(), -9).add(BigDecimal.valueOf(time.getNano()));
    for (int decimals : new int[] {0, 3, 6, 9}) {
      BigDecimal number = nanos.movePointLeft(9 - decimals);
      assertThat(EventTimestamp.parse(number.toPlainString())).isEqualTo(time);
      assertThat(EventTimestamp.parse(number.toString())).isEqualTo(time);
    }
  }

  @Property
  void shouldReadOrRefuseAnyNumberWithoutQuotingIt(@ForAll double number) {
    readOrRefuse(Double.toString(number));
  }

  @Property
  void shouldReadOrRefuseAnyTextWithoutQuotingIt(
      @ForAll @StringLength(min = 12, max = 80) String text) {
    readOrRefuse(text);
    readOrRefuse("2026-01-01T" + text);
  }

  private static void readOrRefuse(String text) {
    try {
      assertThat(EventTimestamp.parse(text).getEpochSecond()).isGreaterThanOrEqualTo(FIRST);
    } catch (TimestampException e) {
      assertThat(e.reason()).doesNotContain(text).startsWith("is ");
    }
  }
}
