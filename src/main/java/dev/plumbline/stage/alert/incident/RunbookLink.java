package dev.plumbline.stage.alert.incident;

import dev.plumbline.event.alert.Alert;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** A policy's address of what to do. */
final class RunbookLink {

  private RunbookLink() {}

  /** With the incident's names in its places, as addresses write them. */
  static String filled(String template, Alert page, String id) {
    return template
        .replace("{model}", encoded(page.model()))
        .replace("{metric}", encoded(page.rule().metric()))
        .replace("{attribute}", encoded(page.rule().attribute()))
        .replace("{group}", encoded(page.rule().group()))
        .replace("{incident}", encoded(id));
  }

  private static String encoded(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
