package dev.plumbline.stage.retrain.job;

import dev.plumbline.event.EarlierRelease;
import dev.plumbline.model.ModelFolder;
import dev.plumbline.policy.Policy;
import java.io.IOException;
import java.nio.file.Path;

/** Where a candidate that passed the gate lies, so that scorers find it. */
public interface CandidateStore {

  /** In its job's folder, which every scorer has to see under the same path. */
  CandidateStore LEFT_IN_FOLDER =
      (policy, candidate) ->
          new EarlierRelease(ModelFolder.read(candidate).version(), candidate.toString(), null);

  /**
   * @param candidate the folder that the trainer wrote
   * @return what a release of it says
   */
  EarlierRelease keep(Policy policy, Path candidate) throws IOException;
}
