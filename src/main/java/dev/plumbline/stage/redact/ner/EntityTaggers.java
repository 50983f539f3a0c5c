package dev.plumbline.stage.redact.ner;

import dev.plumbline.model.ModelException;
import dev.plumbline.policy.Policies;
import dev.plumbline.policy.Policy;
import dev.plumbline.policy.PrivacyPolicy;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A process's entity models by folder: shared by its policies and tasks, closed after them. */
public final class EntityTaggers implements AutoCloseable {

  private final Map<Path, EntityTagger> byFolder = new HashMap<>();

  private EntityTaggers() {}

  /**
   * Loads the models that policies need: none for a policy that asks for no entity of theirs.
   *
   * @throws ModelException naming the file that is wrong, or an entity that a model does not know
   */
  public static EntityTaggers open(Policies policies) {
    return open(policies, DjlEntityTagger::load);
  }

  /** The same with taggers from elsewhere. */
  public static EntityTaggers open(Policies policies, Function<Path, EntityTagger> load) {
    EntityTaggers taggers = new EntityTaggers();
    try {
      for (Policy policy : policies.all()) {
        taggers.load(policy.privacy(), load);
      }
    } catch (RuntimeException e) {
      taggers.close();
      throw e;
    }
    return taggers;
  }

  private void load(PrivacyPolicy privacy, Function<Path, EntityTagger> load) {
    Path folder = privacy.model();
    if (folder == null || !privacy.needsModel()) {
      return;
    }
    EntityTagger tagger = byFolder.computeIfAbsent(folder, load);
    Set<String> unknown = new TreeSet<>(privacy.removed());
    unknown.retainAll(PrivacyPolicy.MODEL_ENTITIES);
    unknown.removeAll(tagger.entities());
    if (!unknown.isEmpty()) {
      throw new ModelException(
          "the entity model in %s has no labels for %s; it knows %s"
              .formatted(folder, unknown, new TreeSet<>(tagger.entities())));
    }
  }

  public @Nullable EntityTagger find(Policy policy) {
    Path folder = policy.privacy().model();
    return folder == null || !policy.privacy().needsModel() ? null : byFolder.get(folder);
  }

  public boolean any() {
    return !byFolder.isEmpty();
  }

  @Override
  public void close() {
    byFolder.values().forEach(EntityTagger::close);
  }
}
