/** Models of features on ONNX Runtime: how a request becomes a row, and how answers are read. */
@NullMarked
package dev.plumbline.model.tabular;

import org.jspecify.annotations.NullMarked;
