/**
 * What a process of the service consists of: the stages that it runs, what runs beside them, the
 * HTTP server in front, and the sums over the topics.
 */
@NullMarked
package dev.plumbline.cli.service;

import org.jspecify.annotations.NullMarked;
