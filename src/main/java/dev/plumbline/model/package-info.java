/**
 * A fine-tuned model's folder on disk, its tokenizer and the PyTorch engine: what scoring and
 * training share.
 */
@NullMarked
package dev.plumbline.model;

import org.jspecify.annotations.NullMarked;
