"""Expected values of the measure stage's tests, from independent implementations.

pip install fairlearn==0.15.0 statsmodels==0.15.0 scipy==1.17.1 pandas
python src/test/oracles/measure.py src/main/resources/demo/employment-2015.csv.gz > src/test/resources/oracles/measure.json
"""
import json, math, sys
import numpy as np, pandas as pd
from fairlearn import metrics as fm
from statsmodels.stats.proportion import confint_proportions_2indep

data = pd.read_csv(sys.argv[1])
y, p = data.employed, data.prediction
employment = {}
for a in ('sex', 'race', 'disability', 'nativity'):
    g = data[a]
    frame = fm.MetricFrame(metrics={'selection': fm.selection_rate, 'tpr': fm.true_positive_rate, 'fpr': fm.false_positive_rate,
                                    'n': fm.count}, y_true=y, y_pred=p, sensitive_features=g).by_group
    employment[a] = {
        'demographic_parity_difference': fm.demographic_parity_difference(y, p, sensitive_features=g),
        'disparate_impact_ratio': fm.demographic_parity_ratio(y, p, sensitive_features=g),
        'equal_opportunity_difference': fm.equal_opportunity_difference(y, p, sensitive_features=g),
        'equalized_odds_difference': fm.equalized_odds_difference(y, p, sensitive_features=g),
        'groups': {k: {m: float(v) for m, v in row.items()} for k, row in frame.iterrows()}}

rng = np.random.default_rng(5)
proportions = []
for _ in range(60):
    n1, n2 = (int(x) for x in rng.integers(1, 2000, 2))
    k1, k2 = int(rng.binomial(n1, rng.random())), int(rng.binomial(n2, rng.random()))
    proportions.append((k1, n1, k2, n2))
proportions += [(0, 10, 10, 10), (10, 10, 0, 10), (0, 5, 0, 7), (5, 5, 7, 7), (1, 1, 0, 1)]
differences = []
for k1, n1, k2, n2 in proportions:
    low, high = confint_proportions_2indep(k1, n1, k2, n2, method='newcomb', compare='diff')
    differences.append(dict(k1=k1, n1=n1, k2=k2, n2=n2, value=k1 / n1 - k2 / n2, low=float(low), high=float(high)))
ratios = []
for k1, n1, k2, n2 in proportions:
    if k1 and k2:
        low, high = confint_proportions_2indep(k1, n1, k2, n2, method='log', compare='ratio')
        ratios.append(dict(k1=k1, n1=n1, k2=k2, n2=n2, value=(k1 / n1) / (k2 / n2), low=float(low), high=float(high)))
json.dump(dict(employment=employment, differences=differences, ratios=ratios), sys.stdout, indent=1)
