package dev.plumbline.cli.replay.report;

import java.util.List;

/** HTML that is put together from pieces; every value is escaped. */
final class HtmlText {

  private final StringBuilder text = new StringBuilder();

  /** Text as it may stand between tags and in quoted attributes. */
  static String escaped(String value) {
    StringBuilder escaped = new StringBuilder();
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '&' -> escaped.append("&amp;");
        case '<' -> escaped.append("&lt;");
        case '>' -> escaped.append("&gt;");
        case '"' -> escaped.append("&quot;");
        case '\'' -> escaped.append("&#39;");
        default -> escaped.append(c < ' ' && c != '\n' && c != '\t' ? '\uFFFD' : c);
      }
    }
    return escaped.toString();
  }

  /** Tags of ours, which hold no value. */
  HtmlText tags(String markup) {
    text.append(markup);
    return this;
  }

  HtmlText text(String value) {
    text.append(escaped(value));
    return this;
  }

  /** An element with text in it. */
  HtmlText element(String tag, String value) {
    return tags("<" + tag + ">").text(value).tags("</" + tag + ">");
  }

  /** The same with a class. */
  HtmlText element(String tag, String style, String value) {
    return tags("<" + tag + " class=\"" + style + "\">").text(value).tags("</" + tag + ">");
  }

  /** A table that scrolls by itself where it is wider than the page. */
  HtmlText table(List<String> head, List<List<String>> rows) {
    tags("<div class=\"scroll\"><table><thead><tr>");
    head.forEach(cell -> element("th", cell));
    tags("</tr></thead><tbody>\n");
    for (List<String> row : rows) {
      tags("<tr>").element("th", row.get(0));
      row.stream().skip(1).forEach(cell -> element("td", cell));
      tags("</tr>\n");
    }
    return tags("</tbody></table></div>\n");
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
