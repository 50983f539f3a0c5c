/** The service's own file: brokers, sinks, what each stage is told. */
@NullMarked
package dev.plumbline.config.service;

import org.jspecify.annotations.NullMarked;
