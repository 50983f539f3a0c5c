/** What a policy says about retraining: when a job is opened, and when its candidate may serve. */
@NullMarked
package dev.plumbline.policy.retraining;

import org.jspecify.annotations.NullMarked;
