"""Expected values of figures of more than two labels, from scikit-learn and Fairlearn.

pip install scikit-learn==1.9.1 fairlearn==0.15.0 numpy
python src/test/oracles/classes.py > src/test/resources/oracles/classes.json
"""
import json, sys
import numpy as np
from fairlearn.metrics import MetricFrame
from sklearn.metrics import accuracy_score, confusion_matrix, f1_score, log_loss

rng = np.random.default_rng(17)
LABELS, FAVOURABLE = ['approve', 'approve small', 'ask', 'deny', 'never'], ['approve', 'approve small']
n = 600
truth = rng.choice(4, n, p=[.3, .25, .25, .2])  # nobody is truly "never"
group = rng.choice(['f', 'm'], n)
chances = rng.dirichlet(np.ones(5), n)
sharp = np.where(group == 'm', 1.2, .7)
chances[np.arange(n), truth] += sharp * rng.random(n)
chances = np.round(chances / chances.sum(1, keepdims=True), 9)
predicted = chances.argmax(1)
listed = np.where(rng.random(n) < .3, 2, 5)  # some list only their likeliest labels
rank = (-chances).argsort(1).argsort(1)
known = rank[np.arange(n), truth] < listed
names = np.array(LABELS)
favourable = np.isin(names, FAVOURABLE)


def accuracies(of_truth, of_predicted):
    frame = MetricFrame(metrics=accuracy_score, y_true=of_truth, y_pred=of_predicted, sensitive_features=group)
    return float(frame.by_group['f'] - frame.by_group['m'])


def matrix(rows):
    labels = sorted(set(names[truth[rows]]) | set(names[predicted[rows]]))
    return dict(labels=labels, counts=confusion_matrix(names[truth[rows]], names[predicted[rows]], labels=labels).tolist())


rows = [dict(sex=group[i], truth=LABELS[truth[i]], predicted=LABELS[predicted[i]],
             scores={LABELS[j]: float(chances[i, j]) for j in range(5) if rank[i, j] < listed[i]}) for i in range(n)]
full = chances / chances.sum(1, keepdims=True)
json.dump(dict(favourable=FAVOURABLE, rows=rows, accuracy=accuracy_score(truth, predicted),
               accuracy_difference=accuracies(truth, predicted),
               decision_accuracy_difference=accuracies(favourable[truth], favourable[predicted]),
               macroF1=f1_score(truth, predicted, average='macro', zero_division=0),
               logLoss=log_loss(truth[known], full[known], labels=list(range(5))), logLossRecords=int(known.sum()),
               confusions={'*': matrix(slice(None)), 'f': matrix(group == 'f'), 'm': matrix(group == 'm')}), sys.stdout, indent=0)
