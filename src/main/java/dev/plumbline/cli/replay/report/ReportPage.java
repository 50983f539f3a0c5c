package dev.plumbline.cli.replay.report;

import dev.plumbline.event.Verdict;
import dev.plumbline.event.measure.FairnessMeasure;
import dev.plumbline.event.measure.GroupCounts;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One page without anything from elsewhere: it can be mailed, and opened years later. */
public final class ReportPage {

  private static final List<String> VARIANT_HEAD =
      List.of(
          "model, policy",
          "days",
          "incidents",
          "pages",
          "pages a day",
          "warnings",
          "warnings a day",
          "minutes to first page");

  private ReportPage() {}

  /** The whole page. */
  public static String html(PageContent content, List<ModelPicture> models) throws IOException {
    HtmlText page = new HtmlText();
    page.tags("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
        .tags("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
        .tags("<title>Plumbline replay</title><style>\n" + style() + "</style></head>\n<body>")
        .tags("<header><h1>Plumbline replay</h1></header>\n<main>\n");
    facts(page, content);
    models.forEach(model -> model(page, model));
    incidents(page, content);
    alerts(page, content);
    section(page, "What if", VARIANT_HEAD, content.variants());
    section(page, "Dead letters", List.of("reason", "requests"), content.deadLetters());
    section(page, "Outcomes", List.of("result", "outcomes"), content.outcomes());
    return page.tags("</main></body></html>\n").toString();
  }

  private static String style() throws IOException {
    try (InputStream in = ReportPage.class.getResourceAsStream("/report/report.css")) {
      if (in == null) {
        throw new IOException("the jar holds no report/report.css");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static void facts(HtmlText page, PageContent content) {
    page.tags("<section><dl>");
    content
        .facts()
        .forEach(
            (name, value) ->
                page.tags("<div>").element("dt", name).element("dd", value).tags("</div>"));
    page.tags("</dl>");
    content.notes().forEach(note -> page.element("p", note));
    page.tags("</section>\n");
  }

  private static void model(HtmlText page, ModelPicture model) {
    page.tags("<section>").element("h2", model.model());
    page.element("h3", "Groups")
        .table(
            List.of(
                "group",
                "requests",
                "favourable",
                "with a label",
                "right",
                "true positive rate",
                "false positive rate"),
            model.groups().stream().map(ReportPage::group).toList());
    page.element("h3", "Rules over time");
    page.element(
        "p",
        "key",
        "Line: the value. Band or bar: its 95 % interval. Dashed: the tolerance. Thin: no gap. Windows without enough evidence are left out.");
    page.tags("<div class=\"charts\">");
    for (RuleSeries series : model.worstFirst()) {
      page.tags("<figure>").tags("<figcaption>").text(series.title()).tags(" ");
      badge(page, series);
      page.tags("</figcaption>").tags(new GapChart(series).svg());
      page.element("p", "soft", sentence(series)).tags("</figure>\n");
    }
    page.tags("</div></section>\n");
  }

  private static void badge(HtmlText page, RuleSeries series) {
    long unfair = series.windows(Verdict.UNFAIR);
    long fair = series.windows(Verdict.FAIR);
    if (unfair > 0) {
      page.element("span", "badge bad", "beyond tolerance in " + windows(unfair));
    } else if (fair > 0) {
      page.element("span", "badge good", "within tolerance in " + windows(fair));
    } else {
      page.element("span", "badge", "not decided");
    }
  }

  private static String windows(long count) {
    return count == 1 ? "1 window" : count + " windows";
  }

  private static String sentence(RuleSeries series) {
    FairnessMeasure last = series.last();
    return last.sentence().isBlank() ? "There is no sentence on it." : last.sentence();
  }

  private static List<String> group(GroupCounts group) {
    boolean everyone = group.attribute().equals(GroupCounts.ALL);
    return List.of(
        everyone ? "everyone" : group.attribute() + " = " + group.group(),
        String.valueOf(group.requests()),
        percent(group.favourable(), group.requests()),
        percent(group.labelled(), group.requests()),
        percent(group.truePositives() + group.trueNegatives(), group.labelled()),
        percent(group.truePositives(), group.positives()),
        percent(group.falsePositives(), group.negatives()));
  }

  private static String percent(long part, long whole) {
    return whole <= 0 ? "" : String.format(Locale.ROOT, "%.1f %%", 100.0 * part / whole);
  }

  private static void incidents(HtmlText page, PageContent content) {
    page.tags("<section>").element("h2", "Incidents");
    if (content.incidents().isEmpty()) {
      page.element("p", "Nobody would have been called.");
    }
    content.incidents().stream()
        .limit(PageContent.MOST_ALERTS)
        .forEach(incident -> incident(page, incident));
    if (content.incidents().size() > PageContent.MOST_ALERTS) {
      int more = content.incidents().size() - PageContent.MOST_ALERTS;
      page.element("p", "soft", more + " more are in incidents.jsonl.");
    }
    page.tags("</section>\n");
  }

  private static void incident(HtmlText page, PageContent.IncidentRow incident) {
    page.tags("<article class=\"page\">");
    page.element("p", "soft", incident.at() + "  " + incident.occasion() + "  " + incident.id())
        .element("h3", incident.title());
    incident.lines().forEach(line -> page.element("p", line));
    page.tags("</article>\n");
  }

  private static void alerts(HtmlText page, PageContent content) {
    page.tags("<section>").element("h2", "Alerts");
    if (content.alerts().isEmpty()) {
      page.element("p", "No alert would have been raised.");
    }
    for (PageContent.AlertRow alert : content.alerts()) {
      page.tags("<article class=\"" + (alert.page() ? "page" : "warning") + "\">");
      page.element("p", "soft", alert.at() + "  " + alert.state())
          .element("h3", alert.key())
          .element("p", alert.sentence());
      page.tags("</article>\n");
    }
    if (content.moreAlerts() > 0) {
      page.element("p", "soft", content.moreAlerts() + " more are in ethics-alerts.jsonl.");
    }
    page.tags("</section>\n");
  }

  private static void section(
      HtmlText page, String title, List<String> head, List<List<String>> rows) {
    if (!rows.isEmpty()) {
      page.tags("<section>")
          .element("h2", title)
          .table(head, new ArrayList<>(rows))
          .tags("</section>\n");
    }
  }
}
