package dev.plumbline.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.policy.group.GroupNames;
import dev.plumbline.policy.group.GroupPolicy;
import dev.plumbline.policy.group.ReferenceGroups;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Values that are made of what names are made of. */
class GroupNamesProperties {

  private static final GroupPolicy THREE =
      new GroupPolicy(
          Map.of("a", Set.of(), "b", Set.of(), "c", Set.of()),
          List.of(List.of("a", "b", "c")),
          Map.of(),
          1);

  @Provide
  static Arbitrary<String> values() {
    return Arbitraries.of("*", "\\", "=", "*other", "other", "a", "", "everyone else", "\u00e9")
        .list()
        .ofMaxSize(4)
        .map(parts -> String.join("", parts));
  }

  /** A value, or what has none of the names of values. */
  @Provide
  static Arbitrary<String> names() {
    return Arbitraries.oneOf(
        values().filter(value -> !value.isEmpty()).map(GroupNames::nameOf),
        Arbitraries.just(GroupPolicy.OTHER));
  }

  @Property
  void shouldGiveBackTheValueOfAName(@ForAll("values") String value) {
    assertThat(GroupNames.valueOf(GroupNames.nameOf(value))).isEqualTo(value);
  }

  @Property
  void shouldGiveNoValueANameOfPlumblinesOwn(@ForAll("values") String value) {
    assertThat(GroupNames.nameOf(value))
        .isNotIn(GroupPolicy.OTHER, ReferenceGroups.REST, "*")
        .satisfies(name -> assertThat(GroupNames.words(name)).isEqualTo(name));
  }

  @Property(tries = 5_000)
  void shouldTellIntersectionsApartWhenAnyOfTheirPartsDiffer(
      @ForAll("names") String a1,
      @ForAll("names") String b1,
      @ForAll("names") String c1,
      @ForAll("names") String a2,
      @ForAll("names") String b2,
      @ForAll("names") String c2) {
    Assume.that(!List.of(a1, b1, c1).equals(List.of(a2, b2, c2)));
    assertThat(intersection(a1, b1, c1)).isNotEqualTo(intersection(a2, b2, c2));
  }

  @Property(tries = 5_000)
  void shouldTakeAnIntersectionApart(
      @ForAll("names") String a, @ForAll("names") String b, @ForAll("names") String c) {
    assertThat(GroupNames.parts(intersection(a, b, c))).containsExactly(a, b, c);
    assertThat(GroupNames.parts(a)).containsExactly(a);
  }

  private static String intersection(String a, String b, String c) {
    return THREE.groupsFor(Map.of("a", a, "b", b, "c", c)).get("a*b*c");
  }

  @Example
  void shouldSayOtherValuesWhereverTheyStand() {
    assertThat(GroupNames.words("*other")).isEqualTo("other values");
    assertThat(GroupNames.words("*other*f")).isEqualTo("other values*f");
    assertThat(GroupNames.words("f**other")).isEqualTo("f*other values");
    assertThat(GroupNames.words("f\\\\**other")).isEqualTo("f\\\\*other values");
    assertThat(GroupNames.words("f\\**other")).isEqualTo("f\\**other");
    assertThat(GroupNames.words("f*other")).isEqualTo("f*other");
  }

  @Example
  void shouldTakeSpaceAndSpellingForWhatTheyAre() {
    assertThat(GroupNames.normalised(" \t\u00a0e\u0301 x\u2003\n")).isEqualTo("\u00e9 x");
    assertThat(GroupNames.normalised("\u00a0 ")).isEmpty();
    assertThat(GroupNames.normalised("Female")).isEqualTo("Female");
  }
}
