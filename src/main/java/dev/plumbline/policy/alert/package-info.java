/** What a policy says of pages: how sure, when they end, how people are told and when not. */
@NullMarked
package dev.plumbline.policy.alert;

import org.jspecify.annotations.NullMarked;
