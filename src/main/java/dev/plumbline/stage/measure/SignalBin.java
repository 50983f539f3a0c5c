package dev.plumbline.stage.measure;

/** Where a record lies in the distribution of a signal; see {@link Distribution} for bins. */
record SignalBin(String signal, String bin) {}
