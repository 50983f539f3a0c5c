"""Expected area and calibration error of scores of a rare outcome, all of them below a few per cent.

pip install scipy==1.17.1 scikit-learn==1.9.1 numpy
python src/test/oracles/rare_scores.py > src/test/resources/oracles/rare_scores.json
"""
import json, sys
import numpy as np
from scipy.stats import norm
from sklearn.metrics import roc_auc_score


def scores(many, mean):
    """Evenly spread over a normal distribution of the logit, rounded to a billionth as the flow does."""
    z = norm.ppf((np.arange(many) + .5) / many)
    return np.round(1e9 / (1 + np.exp(-(mean + 1.1 * z)))) / 1e9


negatives, positives = scores(6000, -6.5), scores(300, -4.6)
p, y = np.concatenate([negatives, positives]), np.repeat([0, 1], [6000, 300])
order = np.argsort(p, kind='stable')
p, y = p[order], y[order]
tenth = 10 * np.searchsorted(p, p, 'left') // len(p)
ece = np.abs(np.bincount(tenth, weights=p) - np.bincount(tenth, weights=y)).sum() / len(p)
fifty = np.minimum(49, (p * 50).astype(int))
json.dump(dict(area=float(roc_auc_score(y, p)), fiftyBins=float(roc_auc_score(y, fifty)), calibrationError=float(ece)), sys.stdout)
