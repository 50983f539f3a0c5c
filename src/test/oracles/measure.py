"""Expected values of the measure stage's tests, from independent implementations.

pip install fairlearn==0.15.0 scipy==1.17.1 pandas
python src/test/oracles/measure.py src/main/resources/demo/employment-2015.csv.gz > src/test/resources/oracles/measure.json
"""
import json, sys
import pandas as pd
from fairlearn import metrics as fm

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

json.dump(dict(employment=employment), sys.stdout, indent=1)
