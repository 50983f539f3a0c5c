/**
 * Where the versions of models lie between a trainer and the scorers: a directory or a bucket of S3
 * behind one interface, with a checksum of every file.
 */
@NullMarked
package dev.plumbline.model.store;

import org.jspecify.annotations.NullMarked;
