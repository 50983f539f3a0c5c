package dev.plumbline;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.regex.Pattern;

/**
 * The layers, downwards only: cli, config, the stages beside http, model, webhook, kafka, fairness
 * over statistics, file, policy, event. What a library's name may appear in is told by the class's
 * name, so that it shows in the file list.
 */
@AnalyzeClasses(packages = "dev.plumbline", importOptions = ImportOption.DoNotIncludeTests.class)
final class LayersTest {

  private static final String KAFKA = "org.apache.kafka..";

  /** These look into stores, and know nothing else of Kafka. */
  private static final DescribedPredicate<JavaClass> KEEPERS_OF_STATE =
      resideInAnyPackage(
          "dev.plumbline.stage.measure.state",
          "dev.plumbline.stage.measure.fold",
          "dev.plumbline.stage.measure.merge",
          "dev.plumbline.stage.measure.unit",
          "dev.plumbline.stage.measure.watermark");

  private static final DescribedPredicate<JavaClass> KAFKA_SIDE =
      named("\\w+(Topology|Processor|Stores)");

  private static final DescribedPredicate<JavaClass> WIRING =
      resideInAnyPackage("dev.plumbline.kafka..", "dev.plumbline.cli..");

  @ArchTest
  static final ArchRule shouldImportDownwardsOnlyWhenInALayer =
      layeredArchitecture()
          .consideringOnlyDependenciesInAnyPackage("dev.plumbline..")
          .layer("cli")
          .definedBy("dev.plumbline.cli..")
          .layer("config")
          .definedBy("dev.plumbline.config..")
          .layer("stages")
          .definedBy("dev.plumbline.stage..")
          .layer("http")
          .definedBy("dev.plumbline.http..")
          .layer("model")
          .definedBy("dev.plumbline.model..")
          .layer("kafka")
          .definedBy("dev.plumbline.kafka..")
          .layer("webhook")
          .definedBy("dev.plumbline.webhook..")
          .layer("fairness")
          .definedBy("dev.plumbline.fairness..")
          .layer("statistics")
          .definedBy("dev.plumbline.statistics..")
          .layer("file")
          .definedBy("dev.plumbline.file..")
          .layer("policy")
          .definedBy("dev.plumbline.policy..")
          .layer("event")
          .definedBy("dev.plumbline.event..")
          .ensureAllClassesAreContainedInArchitecture()
          .whereLayer("cli")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("config")
          .mayOnlyBeAccessedByLayers("cli")
          .whereLayer("stages")
          .mayOnlyBeAccessedByLayers("cli", "config")
          .whereLayer("http")
          .mayOnlyBeAccessedByLayers("cli", "config")
          .whereLayer("model")
          .mayOnlyBeAccessedByLayers("cli", "config", "stages")
          .whereLayer("webhook")
          .mayOnlyBeAccessedByLayers("cli", "stages")
          .whereLayer("kafka")
          .mayOnlyBeAccessedByLayers("cli", "config", "stages", "http", "model", "webhook")
          .whereLayer("fairness")
          .mayOnlyBeAccessedByLayers("cli", "stages")
          .whereLayer("statistics")
          .mayOnlyBeAccessedByLayers("cli", "stages", "fairness")
          .whereLayer("file")
          .mayOnlyBeAccessedByLayers("cli", "config", "stages", "http", "model", "kafka")
          .whereLayer("policy")
          .mayOnlyBeAccessedByLayers(
              "cli", "config", "stages", "http", "model", "kafka", "fairness");

  @ArchTest
  static final ArchRule shouldMeetInTopicsWhenStages =
      slices().matching("dev.plumbline.stage.(*)..").should().notDependOnEachOther();

  @ArchTest
  static final ArchRule shouldHaveNoCyclesWhenPackages =
      slices().matching("dev.plumbline.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule shouldNeedTheJdkOnlyWhenEvents =
      classes()
          .that()
          .resideInAPackage("dev.plumbline.event..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("dev.plumbline.event..", "java..", "org.jspecify..");

  @ArchTest
  static final ArchRule shouldNeedNothingOfOursWhenFiles =
      classes()
          .that()
          .resideInAPackage("dev.plumbline.file..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "dev.plumbline.file..",
              "java..",
              "org.jspecify..",
              "com.fasterxml.jackson.core..",
              "com.fasterxml.jackson.dataformat.csv..",
              "org.yaml.snakeyaml..");

  @ArchTest
  static final ArchRule shouldNeedTheJdkAndEventsOnlyWhenPolicies =
      classes()
          .that()
          .resideInAPackage("dev.plumbline.policy..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "dev.plumbline.policy..", "dev.plumbline.event..", "java..", "org.jspecify..");

  @ArchTest
  static final ArchRule shouldNotTouchKafkaWhenPureCore =
      noClasses()
          .that(are(not(WIRING.or(KAFKA_SIDE).or(KEEPERS_OF_STATE))))
          .should()
          .dependOnClassesThat()
          .resideInAPackage(KAFKA);

  @ArchTest
  static final ArchRule shouldTouchStoresOnlyWhenKeepersOfState =
      noClasses()
          .that(are(KEEPERS_OF_STATE.and(not(KAFKA_SIDE))))
          .should()
          .dependOnClassesThat(
              resideInAPackage(KAFKA)
                  .and(not(resideInAPackage("org.apache.kafka.streams.state")))
                  .and(not(named("KeyValue"))));

  @ArchTest
  static final ArchRule shouldTouchDjlOnlyWhenNamedSo =
      noClasses()
          .that(
              are(
                  not(
                      named("Djl\\w*")
                          .and(
                              resideInAnyPackage(
                                  "dev.plumbline.model..",
                                  "dev.plumbline.stage.score..",
                                  "dev.plumbline.stage.retrain..",
                                  "dev.plumbline.stage.redact.ner..")))))
          .should()
          .dependOnClassesThat()
          .resideInAPackage("ai.djl..");

  @ArchTest
  static final ArchRule shouldTouchKubernetesOnlyWhenItsLauncher =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.plumbline.stage.retrain.launch.kubernetes")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.fabric8..");

  @ArchTest
  static final ArchRule shouldTouchOnnxRuntimeOnlyWhenNamedSo =
      noClasses()
          .that(are(not(named("Onnx\\w*").and(resideInAnyPackage("dev.plumbline.model.tabular")))))
          .should()
          .dependOnClassesThat()
          .resideInAPackage("ai.onnxruntime..");

  @ArchTest
  static final ArchRule shouldKnowOptionsOnlyWhenCommands =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "dev.plumbline.cli",
              "dev.plumbline.cli.jobs",
              "dev.plumbline.cli.options",
              "dev.plumbline.cli.privacy")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("picocli..");

  @ArchTest
  static final ArchRule shouldKeepTheBrokersInternalsInOneClassWhenTheyMayChange =
      noClasses()
          .that(are(not(named("EmbeddedBroker"))))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "kafka..", "org.apache.kafka.metadata..", "org.apache.kafka.server..");

  /** The top-level class's simple name matches; nested classes follow the class around them. */
  private static DescribedPredicate<JavaClass> named(String simpleNames) {
    Pattern pattern = Pattern.compile("(?:.*\\.)?(?:" + simpleNames + ")(?:\\$.*)?");
    return DescribedPredicate.describe(
        "named " + simpleNames, type -> pattern.matcher(type.getName()).matches());
  }
}
