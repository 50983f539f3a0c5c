"""Expected values of the retrain stage's tests, from independent implementations.

pip install aif360==0.6.1 fairlearn==0.15.0 scipy==1.17.1 scikit-learn==1.9.1 pandas numpy
python src/test/oracles/retrain.py > src/test/resources/oracles/retrain.json
"""
import json, sys, warnings
warnings.filterwarnings('ignore')
import numpy as np, pandas as pd
from aif360.algorithms.preprocessing import Reweighing
from aif360.datasets import BinaryLabelDataset
from aif360.metrics import ClassificationMetric
from fairlearn.metrics import MetricFrame, selection_rate, true_positive_rate, false_positive_rate, false_negative_rate
from scipy import optimize
from scipy.special import logsumexp
from sklearn.metrics import accuracy_score, precision_score, roc_auc_score

rng = np.random.default_rng(5)

weights = []
for n in (8, 40, 300):
    group, good = rng.integers(0, 2, n), rng.uniform(0, 1, n)
    good = (good < np.where(group == 1, .7, .35)).astype(int)
    group[:4], good[:4] = [0, 0, 1, 1], [0, 1, 0, 1]
    data = BinaryLabelDataset(df=pd.DataFrame(dict(g=group, y=good)), label_names=['y'], protected_attribute_names=['g'])
    out = Reweighing([{'g': 0}], [{'g': 1}]).fit_transform(data)
    weights.append(dict(group=group.tolist(), good=good.tolist(), weights=out.instance_weights.tolist()))

n, width, labels, pull = 200, 3, 4, 1e-3
truth = rng.normal(size=(labels, width))
x = rng.normal(size=(n, width)).astype(np.float32).astype(float)
y = (x @ truth.T + rng.gumbel(size=(n, labels))).argmax(1)
w = rng.uniform(.3, 2, n); w /= w.mean()
start = rng.normal(scale=.1, size=labels * (width + 1)).astype(np.float32).astype(float)

def loss(p):
    weight, bias = p[:labels * width].reshape(labels, width), p[labels * width:]
    z = x @ weight.T + bias
    return float((w * (logsumexp(z, axis=1) - z[np.arange(n), y])).mean() + pull / 2 * ((p - start) ** 2).sum())

best = optimize.minimize(loss, start, method='L-BFGS-B', options=dict(maxiter=5000, maxfun=10**6, ftol=1e-15, gtol=1e-9))
head = dict(width=width, labels=labels, pull=pull, features=x.tolist(), truth=y.tolist(), weights=w.tolist(),
            startWeight=start[:labels * width].tolist(), startBias=start[labels * width:].tolist(),
            startLoss=loss(start), bestLoss=float(best.fun))

n = 400
sex = rng.choice(['f', 'm'], n)
label = rng.choice(['yes', 'no', 'later'], n)
predicted = np.where(rng.uniform(0, 1, n) < np.where(sex == 'f', .6, .85), label, rng.choice(['yes', 'no', 'later'], n))
yes, said = label == 'yes', predicted == 'yes'
frame = MetricFrame(metrics=dict(s=selection_rate, t=true_positive_rate, f=false_positive_rate), y_true=yes, y_pred=said,
                    sensitive_features=sex)
gap, ratio = frame.difference(), frame.ratio()
figures = dict(sex=sex.tolist(), label=label.tolist(), predicted=predicted.tolist(), accuracy=accuracy_score(label, predicted),
               demographic_parity_difference=gap['s'], disparate_impact_ratio=1 - ratio['s'],
               equal_opportunity_difference=gap['t'], equalized_odds_difference=max(gap['t'], gap['f']))

# Gaps of f against m; x is in neither, but among everyone outside of f.
n = 600
sex = rng.choice(['f', 'm', 'x'], n, p=[.4, .4, .2])
y = (rng.uniform(0, 1, n) < np.where(sex == 'f', .4, .6)).astype(int)
score = np.clip(rng.beta(2, 2, n) + .2 * (y - .5) - np.where(sex == 'f', .1, 0), 0, 1)
said = (score > .5).astype(int)
f, m, rest = sex == 'f', sex == 'm', sex != 'f'

def metric(mask):
    coded = pd.DataFrame(dict(g=(sex[mask] == 'm').astype(int), y=y[mask], p=said[mask]))
    def dataset(label):
        return BinaryLabelDataset(df=coded[['g', label]].rename(columns={label: 'y'}), label_names=['y'],
                                  protected_attribute_names=['g'], favorable_label=1, unfavorable_label=0)
    return ClassificationMetric(dataset('y'), dataset('p'), unprivileged_groups=[{'g': 0}], privileged_groups=[{'g': 1}])

def calibration_error(mask):
    order = np.argsort(score[mask], kind='stable')
    p, truth = score[mask][order], y[mask][order]
    tenth = 10 * np.searchsorted(p, p, 'left') // len(p)
    return float(np.abs(np.bincount(tenth, weights=p) - np.bincount(tenth, weights=truth)).sum() / len(p))

def area(positives, negatives):
    a, b = score[positives & (y == 1)], score[negatives & (y == 0)]
    return float(roc_auc_score([1] * len(a) + [0] * len(b), np.concatenate([a, b])))

def larger(a, b):
    return 1 - min(a, b) / max(a, b)

two = MetricFrame(metrics=dict(t=true_positive_rate, f=false_positive_rate, n=false_negative_rate, p=precision_score, a=accuracy_score),
                  y_true=y, y_pred=said, sensitive_features=sex).by_group.loc[['f', 'm']]
apart = two.loc['f'].sub(two.loc['m']).abs().astype(float)

gaps = dict(sex=sex.tolist(), label=y.tolist(), predicted=said.tolist(), probability=score.tolist(), f=dict(
    demographic_parity_difference=abs(metric(f | m).statistical_parity_difference()),
    disparate_impact_ratio=larger(said[f].mean(), said[m].mean()),
    equal_opportunity_difference=apart['t'], equalized_odds_difference=max(apart['t'], apart['f']),
    average_odds_difference=abs(metric(f | m).average_odds_difference()),
    calibration_difference=abs(calibration_error(f) - calibration_error(m)),
    mean_score_difference=abs(float(score[f].mean() - score[m].mean())),
    calibration_in_the_large_difference=abs(float((y - score)[f].mean() - (y - score)[m].mean())),
    theil_index=float(metric(f).theil_index()),
    equalized_odds_ratio=max(larger(*two['t']), larger(*two['f'])),
    false_positive_rate_difference=apart['f'], false_negative_rate_difference=apart['n'],
    predictive_parity_difference=apart['p'], accuracy_difference=apart['a'], decision_accuracy_difference=apart['a'],
    subgroup_auc=1 - area(f, f), bpsn_auc=1 - area(rest, f), bnsp_auc=1 - area(f, rest)))
json.dump(dict(reweighing=weights, head=head, figures=figures, gaps=gaps), sys.stdout)
