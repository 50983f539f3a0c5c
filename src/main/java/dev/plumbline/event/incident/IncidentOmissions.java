package dev.plumbline.event.incident;

/**
 * What an incident has more of than its record lists.
 *
 * @param rules that are not listed
 * @param changes that are not listed
 */
public record IncidentOmissions(int rules, int changes) {

  public static final IncidentOmissions NONE = new IncidentOmissions(0, 0);
}
