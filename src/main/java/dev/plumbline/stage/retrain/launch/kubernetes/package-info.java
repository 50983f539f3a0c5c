/**
 * The trainer as a Kubernetes Job. The Job's pod is made from a template that mounts the work
 * directory, the policies and the models where the service has them, so that paths mean the same on
 * both sides. A Job is named after its retraining job: a service that starts again finds it and
 * waits on, and never starts a second one.
 */
@NullMarked
package dev.plumbline.stage.retrain.launch.kubernetes;

import org.jspecify.annotations.NullMarked;
