/**
 * Training by a pipeline of somebody else's, such as Argo, Airflow or Kubeflow: it is asked with a
 * signed post, works in the work directory, which it mounts, and says with a signed post how it
 * ended. What was asked and what was said lies in the job's folder, so that a service that starts
 * again waits on, and any replica may be the one that is told.
 */
@NullMarked
package dev.plumbline.stage.retrain.launch.webhook;

import org.jspecify.annotations.NullMarked;
