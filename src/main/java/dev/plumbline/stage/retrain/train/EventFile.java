package dev.plumbline.stage.retrain.train;

import com.google.protobuf.CodedOutputStream;
import dev.plumbline.stage.retrain.train.tune.TrainingCurve;
import dev.plumbline.stage.retrain.train.tune.TrainingCurve.Epoch;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A training's curves as TensorBoard reads them: messages {@code Event} of TensorFlow's {@code
 * event.proto}, framed as its {@code record_writer} does, with CRC-32C masked by a turn and a sum.
 */
final class EventFile {

  /** TensorBoard looks for this in a file's name. */
  static final String PREFIX = "events.out.tfevents.";

  /** Of {@code Event}. */
  private static final int WALL_TIME = 1;

  private static final int STEP = 2;
  private static final int FILE_VERSION = 3;
  private static final int SUMMARY = 5;

  /** Of {@code Summary} and {@code Summary.Value}. */
  private static final int VALUE = 1;

  private static final int TAG = 1;
  private static final int SIMPLE_VALUE = 2;

  private static final int MASK = 0xa282ead8;

  private interface Fields {
    void write(CodedOutputStream out) throws IOException;
  }

  private final OutputStream out;
  private final double wallTime;

  private EventFile(OutputStream out, Instant time) {
    this.out = out;
    this.wallTime = time.toEpochMilli() / 1000.0;
  }

  /**
   * @param time of all events
   */
  static void write(Path folder, TrainingCurve curve, Instant time) throws IOException {
    Path file = folder.resolve(PREFIX + time.getEpochSecond() + ".plumbline");
    try (OutputStream out = Files.newOutputStream(file)) {
      EventFile events = new EventFile(out, time);
      events.event(0, fields -> fields.writeString(FILE_VERSION, "brain.Event:2"));
      for (Epoch epoch : curve.epochs()) {
        events.scalar(epoch, "loss/learned", epoch.loss());
        events.scalar(epoch, "loss/checked", epoch.checkLoss());
        events.scalar(epoch, "accuracy/checked", epoch.checkAccuracy());
        events.scalar(epoch, "learning_rate", epoch.rate());
      }
    }
  }

  private void scalar(Epoch epoch, String tag, @Nullable Double value) throws IOException {
    if (value == null) {
      return;
    }
    byte[] scalar =
        message(
            fields -> {
              fields.writeString(TAG, tag);
              fields.writeFloat(SIMPLE_VALUE, value.floatValue());
            });
    byte[] summary = message(fields -> fields.writeByteArray(VALUE, scalar));
    event(epoch.epoch(), fields -> fields.writeByteArray(SUMMARY, summary));
  }

  private void event(long step, Fields rest) throws IOException {
    record(
        message(
            fields -> {
              fields.writeDouble(WALL_TIME, wallTime);
              if (step != 0) {
                fields.writeInt64(STEP, step); // zero is what a missing one means
              }
              rest.write(fields);
            }));
  }

  /** Length, its checksum, the bytes, their checksum; little-endian. */
  private void record(byte[] bytes) throws IOException {
    byte[] length = little(Long.BYTES).putLong(bytes.length).array();
    out.write(length);
    out.write(little(Integer.BYTES).putInt(checksum(length)).array());
    out.write(bytes);
    out.write(little(Integer.BYTES).putInt(checksum(bytes)).array());
  }

  private static int checksum(byte[] bytes) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes);
    return Integer.rotateRight((int) checksum.getValue(), 15) + MASK;
  }

  private static ByteBuffer little(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static byte[] message(Fields fields) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    fields.write(out);
    out.flush();
    return bytes.toByteArray();
  }
}
