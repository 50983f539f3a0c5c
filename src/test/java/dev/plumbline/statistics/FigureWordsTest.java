package dev.plumbline.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FigureWordsTest {

  @ParameterizedTest
  @CsvSource({
    "-0.0004, 0.000, 0.000",
    "0.0004, 0.000, 0.000",
    "-0.0, 0.000, 0.000",
    "-0.0006, -0.001, -0.001",
    "0.25, 0.250, +0.250",
    "10, 10.000, +10.000",
    "-10, -10.000, -10.000"
  })
  void shouldHaveNoSignWhenAFigureRoundsToNothing(double value, String figure, String gap) {
    assertThat(FigureWords.figure(value)).isEqualTo(figure);
    assertThat(FigureWords.gap(value)).isEqualTo(gap);
  }

  @ParameterizedTest
  @CsvSource({
    "0.1, 0.1, 10",
    "1, 1, 100",
    "0.001, 0.001, 0.1",
    "0.29, 0.29, 29",
    "0.125, 0.125, 12.5",
    "100, 100, 10000",
    "0.00005, 0.00005, 0.005"
  })
  void shouldKeepAllDigitsWhenANumberIsThePolicys(double value, String written, String percent) {
    assertThat(FigureWords.asWritten(value)).isEqualTo(written);
    assertThat(FigureWords.asWrittenPercent(value)).isEqualTo(percent);
  }
}
