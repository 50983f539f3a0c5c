package dev.plumbline.stage.alert.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.event.pane.CellCounts;
import dev.plumbline.event.pane.JointCounts;
import dev.plumbline.policy.group.GroupPolicy;
import dev.plumbline.stage.alert.AlertTestPolicies;
import dev.plumbline.stage.alert.evidence.GroupName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Groups as sums of cells, and whom each is compared with. */
class JointTableTest {

  private static final GroupPolicy GROUPS =
      AlertTestPolicies.read(
              """
              model: credit
              scoring: {source: provided}
              outcome: {favourable: [yes]}
              groups: {attributes: {age: [old, young], sex: [f, m], town: [east, west]}, search: {}}
              """)
          .groups();

  /** One person a line, in the order age, sex, town. */
  private record Person(List<String> groups, boolean favourable, boolean truly) {}

  /** Everyone counted one by one, through the same questions in words. */
  @Test
  void shouldCountEveryGroupAndEveryoneElseAsIfTheyWereCountedOneByOne() {
    // Given: some have other values, some none
    SplittableRandom random = new SplittableRandom(7);
    List<List<String>> kinds =
        List.of(
            List.of("old", "young", "*other", ""),
            List.of("f", "m", "*other"),
            List.of("east", "west", ""));
    List<Person> people = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      List<String> groups = new ArrayList<>();
      kinds.forEach(kind -> groups.add(kind.get(random.nextInt(kind.size()))));
      people.add(new Person(groups, random.nextBoolean(), random.nextBoolean()));
    }
    // When
    List<JointTable.Compared> all = JointTable.searched(GROUPS, joint(people)).groups(List.of());
    // Then: 3 pairs of attributes and the triple, of two values each
    assertThat(all).hasSize(3 * 4 + 8);
    for (JointTable.Compared each : all) {
      Map<String, String> shared = GroupParts.of(each.name()).values();
      Predicate<Person> known = person -> hasAll(person, shared);
      Predicate<Person> in = person -> isIn(person, shared);
      assertThat(numbers(each.group())).isEqualTo(count(people, in));
      assertThat(numbers(each.reference())).isEqualTo(count(people, known.and(in.negate())));
    }
  }

  @Test
  void shouldCompareInsideAndOutsideOfAGroupThatHasAPage() {
    // Given
    List<Person> people = onePersonEach();
    GroupName women = new GroupName("sex", "f");
    // When
    Map<String, JointTable.Compared> groups = byName(people, List.of(women));
    // Then: old women with young women, not with men
    assertThat(groups.get("age*sex=old*f").group().requests()).isEqualTo(2);
    assertThat(groups.get("age*sex=old*f").reference().requests()).isEqualTo(2);
    assertThat(groups.get("age*sex=old*m").reference().requests()).isEqualTo(2);
    // Then: of a group on both sides, those outside
    assertThat(groups.get("age*town=old*east").group().requests()).isEqualTo(1);
    assertThat(groups.get("age*town=old*east").reference().requests()).isEqualTo(3);
  }

  /** As it was when the page went out, whatever pages have gone out since then. */
  @Test
  void shouldCompareAGroupThatHasAPageWithWhomItWouldBeWithoutIt() {
    // Given
    List<GroupName> known =
        List.of(
            new GroupName("sex", "f"),
            new GroupName("age*sex", "old*f"),
            new GroupName("age*town", "old*west"));
    JointTable table = JointTable.searched(GROUPS, joint(onePersonEach()));
    // When
    JointTable.Compared oldWomen = table.group(known.get(1), known);
    JointTable.Compared oldOfTheWest = table.group(known.get(2), known);
    // Then: of the old women one is with the old of the west
    assertThat(oldWomen.group().requests()).isEqualTo(1);
    assertThat(oldWomen.reference().requests()).isEqualTo(2);
    assertThat(oldWomen.reference().group()).isEqualTo("everyone else of sex=f");
    // Then: no women, old or not
    assertThat(oldOfTheWest.group().requests()).isEqualTo(1);
    assertThat(oldOfTheWest.reference().requests()).isEqualTo(3);
    assertThat(oldOfTheWest.reference().group()).isEqualTo("everyone else");
    assertThat(table.group(new GroupName("age*sex", "young*x"), known)).isNull();
  }

  /** What two groups say of each other is one thing: men are not set apart after women. */
  @Test
  void shouldLeaveSomebodyWhenEveryoneHasAPage() {
    // Given
    List<GroupName> both = List.of(new GroupName("sex", "f"), new GroupName("sex", "m"));
    // When
    Map<String, JointTable.Compared> groups = byName(onePersonEach(), both);
    // Then
    assertThat(groups).isEqualTo(byName(onePersonEach(), both.subList(0, 1)));
    assertThat(groups.get("age*town=old*east").group().requests()).isEqualTo(1);
  }

  @Test
  void shouldSetApartByTheLongestDescriptionWhenPagesOverlap() {
    // Given
    List<GroupName> paged =
        List.of(new GroupName("town", "east"), new GroupName("age*sex", "old*f"));
    // When
    Map<String, JointTable.Compared> groups = byName(onePersonEach(), paged);
    // Then: an old woman of the east is with old women, the other three of the east are together
    assertThat(groups.get("age*sex*town=old*f*east").reference().requests()).isEqualTo(1);
    assertThat(groups.get("age*sex*town=old*m*east").reference().requests()).isEqualTo(2);
    assertThat(groups.get("age*sex=young*m").group().requests()).isEqualTo(1);
    assertThat(groups.get("age*sex=young*m").reference().requests()).isEqualTo(2);
  }

  /** Pages of groups of other attributes set nobody apart. */
  @Test
  void shouldSetNobodyApartWhenAPageIsAboutSomethingElse() {
    assertThat(byName(onePersonEach(), List.of(new GroupName("language", "de"))))
        .isEqualTo(byName(onePersonEach(), List.of()));
  }

  private static Map<String, JointTable.Compared> byName(
      List<Person> people, List<GroupName> paged) {
    Map<String, JointTable.Compared> byName = new TreeMap<>();
    JointTable.searched(GROUPS, joint(people))
        .groups(paged)
        .forEach(each -> byName.put(each.name().attribute() + "=" + each.name().group(), each));
    return byName;
  }

  private static List<Person> onePersonEach() {
    List<Person> people = new ArrayList<>();
    for (String age : List.of("old", "young")) {
      for (String sex : List.of("f", "m")) {
        for (String town : List.of("east", "west")) {
          people.add(new Person(List.of(age, sex, town), true, true));
        }
      }
    }
    return people;
  }

  private static JointCounts joint(List<Person> people) {
    Map<List<String>, List<Person>> cells = new TreeMap<>((a, b) -> a.toString().compareTo("" + b));
    people.forEach(
        person -> cells.computeIfAbsent(person.groups(), g -> new ArrayList<>()).add(person));
    List<CellCounts> counts = new ArrayList<>();
    cells.forEach(
        (groups, of) -> {
          List<Long> n = count(of, person -> true);
          counts.add(
              new CellCounts(
                  groups, n.get(0), n.get(1), n.get(2), n.get(3), n.get(4), n.get(5), n.get(6)));
        });
    return new JointCounts(List.of("age", "sex", "town"), 3, counts, List.of());
  }

  private static boolean hasAll(Person person, Map<String, String> shared) {
    return shared.keySet().stream().noneMatch(attribute -> of(person, attribute).isEmpty());
  }

  private static boolean isIn(Person person, Map<String, String> shared) {
    return shared.entrySet().stream()
        .allMatch(each -> of(person, each.getKey()).equals(each.getValue()));
  }

  private static String of(Person person, String attribute) {
    return person.groups().get(List.of("age", "sex", "town").indexOf(attribute));
  }

  private static List<Long> count(List<Person> people, Predicate<Person> who) {
    List<Person> those = people.stream().filter(who).toList();
    return List.of(
        (long) those.size(),
        those.stream().filter(Person::favourable).count(),
        those.stream().filter(p -> p.favourable() && p.truly()).count(),
        those.stream().filter(p -> p.favourable() && !p.truly()).count(),
        those.stream().filter(p -> !p.favourable() && !p.truly()).count(),
        those.stream().filter(p -> !p.favourable() && p.truly()).count(),
        those.stream().filter(p -> p.favourable() == p.truly()).count());
  }

  private static List<Long> numbers(GroupCounts counts) {
    assertThat(counts.labelled()).isEqualTo(counts.requests());
    return List.of(
        counts.requests(),
        counts.favourable(),
        counts.truePositives(),
        counts.falsePositives(),
        counts.trueNegatives(),
        counts.falseNegatives(),
        counts.correct());
  }
}
