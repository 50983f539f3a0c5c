"""Trains small models of made-up loans, exports them as ONNX, and writes down what Python says of the same rows.

    python3 make_tabular.py .       (pip install numpy scikit-learn skl2onnx onnxmltools xgboost-cpu onnxruntime)

Written with scikit-learn 1.9, skl2onnx 1.20, onnxmltools 1.16, xgboost 3.2 and onnxruntime 1.32. expected.json holds for
each model the requests' features, the label and the probabilities or the number that Python's onnxruntime gives for the
file, and what the library that trained the model gives (doubles, where ONNX has floats).
"""

import json
import pathlib
import sys

import numpy as np
import onnxruntime
import xgboost
from onnxmltools.convert import convert_xgboost
from onnxmltools.convert.common.data_types import FloatTensorType as XgbFloats
from skl2onnx import to_onnx
from skl2onnx.common.data_types import FloatTensorType, Int64TensorType, StringTensorType
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import GradientBoostingClassifier, RandomForestRegressor
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

HERE = pathlib.Path(sys.argv[1])
OPSET = {"": 17, "ai.onnx.ml": 3}
JOBS, HOMES = ["clerk", "nurse", "driver"], ["own", "rent"]
rng = np.random.default_rng(5)
N = 400
rows = [
    {
        "age": int(rng.integers(18, 80)),
        "income": round(float(rng.lognormal(10, 0.5)), 2),
        "job": JOBS[rng.integers(3)],
        "home": HOMES[rng.integers(2)],
        "member": bool(rng.integers(2)),
    }
    for _ in range(N)
]
risk = np.array([r["income"] / 1e4 - 0.02 * r["age"] + (r["job"] == "nurse") - (r["home"] == "rent") for r in rows])
risk += rng.normal(0, 0.5, N)
binary = (risk > 1).astype(int)
grades = np.array(["bad", "fair", "good"])[(risk > 0.5).astype(int) + (risk > 2)]
SHOWN = rows[:40]


def table(requests, gaps=False):
    """age, income, job's index, home one-hot, member; missing values as not a number."""
    def number(value):
        return np.nan if value is None else float(value)
    return np.array(
        [
            [number(r.get("age")), number(r.get("income")), number(JOBS.index(r["job"]) if r.get("job") in JOBS else None)]
            + [float(r["home"] == h) for h in HOMES]
            + [float(r["member"])]
            for r in requests
        ],
        dtype=np.float32,
    )


def frame(requests):
    numbers = np.array([[r["age"], r["income"]] for r in requests], dtype=np.float32)
    words = np.array([[r["job"], r["home"]] for r in requests], dtype=object)
    return np.hstack([numbers.astype(object), words])


expected = {}


def keep(name, model, requests, feeds, own):
    file = HERE / (name + ".onnx")
    file.write_bytes(model.SerializeToString())
    session = onnxruntime.InferenceSession(str(file), providers=["CPUExecutionProvider"])
    answers = session.run(None, feeds)
    cases = []
    for i, request in enumerate(requests):
        case = {"features": request, "own": own[i]}
        if len(answers) == 1:
            case["number"] = float(np.ravel(answers[0])[i])
        else:
            case["label"] = str(np.ravel(answers[0])[i])
            p = answers[1][i]
            case["probabilities"] = [float(x) for x in (p.values() if isinstance(p, dict) else p)]
        cases.append(case)
    expected[name] = cases


X = table(rows)
floats = [("X", FloatTensorType([None, X.shape[1]]))]

logistic = make_pipeline(StandardScaler(), LogisticRegression()).fit(X, binary)
own = logistic.predict_proba(table(SHOWN)).tolist()
keep("logistic-zipmap", to_onnx(logistic, initial_types=floats, target_opset=OPSET), SHOWN, {"X": table(SHOWN)}, own)
plain = to_onnx(logistic, initial_types=floats, target_opset=OPSET, options={"zipmap": False})
keep("logistic-tensor", plain, SHOWN, {"X": table(SHOWN)}, own)

boosted = GradientBoostingClassifier(n_estimators=12, max_depth=2, random_state=1).fit(X, grades)
own = boosted.predict_proba(table(SHOWN)).tolist()
keep("boosted-words", to_onnx(boosted, initial_types=floats, target_opset=OPSET), SHOWN, {"X": table(SHOWN)}, own)
plain = to_onnx(boosted, initial_types=floats, target_opset=OPSET, options={"zipmap": False})
keep("boosted-words-tensor", plain, SHOWN, {"X": table(SHOWN)}, own)

forest = RandomForestRegressor(n_estimators=8, max_depth=4, random_state=1).fit(X, risk)
own = forest.predict(table(SHOWN)).tolist()
keep("forest-number", to_onnx(forest, initial_types=floats, target_opset=OPSET), SHOWN, {"X": table(SHOWN)}, own)

# Named inputs of numbers and words, as a pipeline over a data frame is exported.
mixed = make_pipeline(
    ColumnTransformer([("n", StandardScaler(), [0, 1]), ("w", OneHotEncoder(handle_unknown="ignore"), [2, 3])]),
    LogisticRegression(),
).fit(frame(rows), binary)
inputs = [
    ("age", FloatTensorType([None, 1])),
    ("income", FloatTensorType([None, 1])),
    ("job", StringTensorType([None, 1])),
    ("home", StringTensorType([None, 1])),
]
feeds = {
    "age": np.array([[r["age"]] for r in SHOWN], dtype=np.float32),
    "income": np.array([[r["income"]] for r in SHOWN], dtype=np.float32),
    "job": np.array([[r["job"]] for r in SHOWN], dtype=object),
    "home": np.array([[r["home"]] for r in SHOWN], dtype=object),
}
own = mixed.predict_proba(frame(SHOWN)).tolist()
keep("pipeline-named", to_onnx(mixed, initial_types=inputs, target_opset=OPSET), SHOWN, feeds, own)

# XGBoost learns with values that are missing.
gaps = [dict(r) for r in rows]
for r in gaps:
    for name in ("age", "income", "job"):
        if rng.random() < 0.2:
            del r[name]
Z = table(gaps)
shown = gaps[:40]
xgb = xgboost.XGBClassifier(n_estimators=10, max_depth=3).fit(Z, binary)
own = xgb.predict_proba(table(shown)).astype(float).tolist()
types = [("input", XgbFloats([None, Z.shape[1]]))]
keep("xgboost", convert_xgboost(xgb, initial_types=types, target_opset=15), shown, {"input": table(shown)}, own)
many = xgboost.XGBClassifier(n_estimators=5, max_depth=3).fit(Z, np.unique(grades, return_inverse=True)[1])
own = many.predict_proba(table(shown)).astype(float).tolist()
keep("xgboost-grades", convert_xgboost(many, initial_types=types, target_opset=15), shown, {"input": table(shown)}, own)
number = xgboost.XGBRegressor(n_estimators=10, max_depth=3).fit(Z, risk)
own = number.predict(table(shown)).astype(float).tolist()
keep("xgboost-number", convert_xgboost(number, initial_types=types, target_opset=15), shown, {"input": table(shown)}, own)

(HERE / "expected.json").write_text(json.dumps(expected) + "\n")
for name, cases in expected.items():
    gap = max(
        float(np.max(np.abs(np.array(c["own"]) - np.array(c.get("probabilities", c.get("number"))))))
        for c in cases
    )
    session = onnxruntime.InferenceSession(str(HERE / (name + ".onnx")))
    print(name, (HERE / (name + ".onnx")).stat().st_size, "largest difference to its library", gap, [(o.name, o.type, o.shape) for o in session.get_inputs() + session.get_outputs()])
