"""A training's curves as TensorBoard's own writer writes them, or what TensorBoard reads in a folder.

pip install tensorboard==2.21.0
python src/test/oracles/training_events.py > src/test/resources/oracles/training_events.bin
python src/test/oracles/training_events.py CANDIDATE_FOLDER   # prints every curve, by tag
"""
import sys
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
from tensorboard.compat.proto.event_pb2 import Event
from tensorboard.compat.proto.summary_pb2 import Summary
from tensorboard.summary.writer.record_writer import RecordWriter

TIME = 1767225600.25  # 2026-01-01T00:00:00.250Z
EPOCHS = [(0, None, 1.75, .25, None), (1, 1.5, 1.25, .5, 4e-5), (2, .625, .875, .75, 1.25e-6)]
TAGS = ['loss/learned', 'loss/checked', 'accuracy/checked', 'learning_rate']

if len(sys.argv) > 1:
    events = EventAccumulator(sys.argv[1]).Reload()
    for tag in events.Tags()['scalars']:
        print(tag, [(e.step, round(e.value, 6)) for e in events.Scalars(tag)])
else:
    out = RecordWriter(sys.stdout.buffer)
    out.write(Event(wall_time=TIME, step=0, file_version='brain.Event:2').SerializeToString())
    for epoch, *values in EPOCHS:
        for tag, value in zip(TAGS, values):
            if value is not None:
                summary = Summary(value=[Summary.Value(tag=tag, simple_value=value)])
                out.write(Event(wall_time=TIME, step=epoch, summary=summary).SerializeToString())
    out.flush()
