package dev.plumbline.http.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordSplitterTest {

  private static final String MODEL = "loans";
  private static final RecordCheck CHECK = new RecordCheck(Set.of(MODEL));

  private final RecordSplitter requests = new RecordSplitter(CHECK::request);
  private final RecordSplitter outcomes = new RecordSplitter(CHECK::outcome);

  @Test
  void shouldPassBytesOnAsTheyCameWhenArrayOfAnyText() throws Exception {
    // Given
    String first =
        record("a-1", "\"text\": \"¡Olé! \\u00e9 \uD83D\uDE00\", \"n\": [1, {\"x\": NaN}]");
    String second = record("a-2", "\"features\": {\"deep\": {\"requestId\": \"no\"}}");
    // When
    CheckedRecords records = requests.json(bytes("\uFEFF [" + first + " ,\n" + second + "]"));
    // Then
    assertThat(texts(records)).containsExactly(first, second);
    assertThat(records.records()).extracting("key").containsExactly("a-1", "a-2");
  }

  @Test
  void shouldNameTheLineWhenOneOfManyIsNoJson() {
    // When
    CheckedRecords records =
        requests.lines(
            bytes(
                record("a", "")
                    + "\r\n\n{no json\n"
                    + record("b", "")
                    + " {}\n[1]\n"
                    + record("c", "\"text\":\"é\"")));
    // Then
    assertThat(texts(records)).contains(record("c", "\"text\":\"é\""));
    assertThat(records.problems())
        .containsExactly(
            new RecordProblem(1, 3, null, "is no JSON"),
            new RecordProblem(3, 4, null, "is no JSON, or more than one value"),
            new RecordProblem(4, 5, null, "is no JSON object"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'model':'M'}|requestId|is missing",
        "{'requestId':' ','model':'M'}|requestId|is missing",
        "{'requestId':7,'model':'M'}|requestId|is no text",
        "{'requestId':'a','model':null}|model|is missing",
        "{'requestId':'a','model':'Guinevere'}|model|has no policy here",
        "{'requestId':'a','model':'M','timestamp':'1970-01-01'}|timestamp|is before 1990",
        "{'requestId':'a','model':'M','timestamp':{}}|timestamp|is not a text or a number",
        "{'requestId':'a','model':'M','text':['Guinevere']}|text|is no text",
      })
  void shouldNameFieldAndReasonWhenARequestCannotBeUsed(String json, String field, String reason)
      throws Exception {
    // When
    CheckedRecords records = requests.json(bytes(quoted(json)));
    // Then
    assertThat(records.problems()).containsExactly(new RecordProblem(0, null, field, reason));
    assertThat(records.records()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'kind':'verdict'|kind|is none of label, appeal, rating and override",
        "'kind':'label'|label|is missing",
        "'kind':'label','label':[1]|label|is no text, number or boolean",
        "'kind':'rating'|value|is missing",
        "'kind':'rating','value':'high'|value|is no number",
        "'kind':'rating','value':1e7|value|is beyond a million",
        "'kind':'rating','value':NaN|value|is beyond a million",
      })
  void shouldNameFieldAndReasonWhenAnOutcomeCannotBeUsed(String rest, String field, String reason)
      throws Exception {
    // When
    CheckedRecords records =
        outcomes.json(bytes(quoted("{'requestId':'a','model':'M'," + rest + "}")));
    // Then
    assertThat(records.problems()).containsExactly(new RecordProblem(0, null, field, reason));
  }

  @Test
  void shouldTakeEveryKindOfOutcome() throws Exception {
    // When
    CheckedRecords records =
        outcomes.json(
            bytes(
                quoted(
                    "[{'requestId':'a','model':'M','kind':'Label','label':true},"
                        + "{'requestId':'a','model':'M','kind':'appeal','timestamp':1767225600},"
                        + "{'requestId':'a','model':'M','kind':'rating','value':4.5},"
                        + "{'requestId':'a','model':'M','kind':'override','label':'b'}]")));
    // Then
    assertThat(records.problems()).isEmpty();
    assertThat(records.records()).hasSize(4);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[{'requestId':'Guinevere|the body is no JSON",
        "{} {}|more than one value: send an array",
        "[{}|the body is no JSON",
      })
  void shouldQuoteNothingWhenTheWholeIsNoJson(String body, String reason) {
    assertThatThrownBy(() -> requests.json(bytes(quoted(body))))
        .isInstanceOf(RefusedBody.class)
        .hasMessageStartingWith(reason)
        .hasMessageNotContaining("Guinevere");
  }

  @Test
  void shouldRefuseWhenNotUtf8() {
    byte[] wide = record("a", "").getBytes(StandardCharsets.UTF_16);
    assertThatThrownBy(() -> requests.json(wide)).isInstanceOf(RefusedBody.class);
  }

  @Test
  void shouldTellTheFirstHundredWhenAllAreWrong() {
    // When
    CheckedRecords records = requests.lines(bytes("{}\n".repeat(1000)));
    // Then
    assertThat(records.wrong()).isEqualTo(1000);
    assertThat(records.problems()).hasSize(100);
  }

  private static List<String> texts(CheckedRecords records) {
    return records.records().stream()
        .map(each -> new String(each.value(), StandardCharsets.UTF_8))
        .toList();
  }

  private static String record(String id, String rest) {
    return "{\"requestId\":\"%s\", \"model\":\"%s\"%s}"
        .formatted(id, MODEL, rest.isEmpty() ? "" : ", " + rest);
  }

  private static String quoted(String json) {
    return json.replace('\'', '"').replace("\"M\"", "\"" + MODEL + "\"");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
