package dev.plumbline.stage.score.release;

import dev.plumbline.event.ModelRelease;
import dev.plumbline.kafka.client.TopicFollower;
import dev.plumbline.kafka.streams.BackgroundTask;
import dev.plumbline.kafka.streams.TaskOutage;
import java.util.List;
import java.util.Optional;

/** Follows {@code model-releases}; tells of releases that were refused. */
record ReleaseFollower(TopicFollower<ModelRelease> follower, ServingVersions versions)
    implements BackgroundTask {

  @Override
  public boolean failed() {
    return follower.failed();
  }

  @Override
  public Optional<TaskOutage> outage() {
    return follower.outage();
  }

  @Override
  public List<String> notices() {
    return versions.notices();
  }

  @Override
  public void close() {
    follower.close();
  }
}
