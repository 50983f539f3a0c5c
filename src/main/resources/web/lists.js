// Alerts, jobs and stages. Lists are rebuilt only when they change, so that a selection or a screen
// reader is not disturbed once a second.
import { fit, rateChart } from './charts.js';
import { clock, el, groupName, groupWords, metricName, short, whole, without } from './words.js';

const drawn = new Map();

export function rebuild(id, list, empty, fill) {
  const text = JSON.stringify(list);
  if (drawn.get(id) === text) return;
  drawn.set(id, text);
  const items = el('ul', undefined, 'cards');
  list.forEach(item => items.append(fill(item)));
  document.getElementById(id).replaceChildren(list.length ? items : el('p', empty, 'empty'));
}

export function alerts(list) {
  const order = { page: 0, warning: 1 };
  const sorted = [...list].sort((a, b) => order[a.severity] - order[b.severity] || b.since.localeCompare(a.since));
  document.getElementById('alerts-count').textContent = list.length ? String(list.length) : '';
  rebuild('alerts', sorted, 'No alert is open. A warning opens when a window lies wholly beyond its tolerance, a page when the evidence of many windows is strong.', alert);
}

function alert(a) {
  const card = el('li', undefined, `card ${a.severity}`);
  const head = card.appendChild(el('p', undefined, 'title'));
  head.append(el('span', a.severity === 'page' ? '▲ page' : '△ warning', 'badge'), el('b', groupName(a.rule.attribute, a.rule.group)), el('span', metricName(a.rule.metric)), el('span', `${a.model}, since ${clock(a.since)}`, 'soft'));
  const said = `${a.model}: ${a.rule.metric}. `;
  card.append(el('p', without(said, without(`${said}${a.rule.attribute}=${groupWords(a.rule.group)}: `, a.summary)), 'note'));
  return card;
}

const STATES = { requested: '… requested', running: '↻ running', candidate: '✓ candidate ready', shadowing: '◐ on trial', promoted: '★ promoted', rejected: '✕ rejected', failed: '! failed', expired: '⌛ expired', rolled_back: '↩ rolled back' };

export function jobs(list) {
  rebuild('jobs', list, 'No job yet. One is requested when a page opens on a model that trains here and enough labelled records are there.', job);
}

function job(j) {
  const card = el('li', undefined, `card job ${j.state}`);
  const head = card.appendChild(el('p', undefined, 'title'));
  head.append(el('span', STATES[j.state] ?? j.state, 'badge'), el('b', j.model), el('span', `for ${metricName(j.rule.metric)}, ${groupName(j.rule.attribute, j.rule.group)}`), el('span', `requested ${clock(j.requestedAt)}, ${whole(j.examples)} labelled records`, 'soft'));
  const names = Object.keys({ ...j.before, ...j.after });
  if (names.length) card.append(figures(j, names));
  if (j.reason) card.append(el('p', j.reason, 'note'));
  return card;
}

function figures(j, names) {
  const list = el('dl');
  names.forEach(name => list.append(el('dt', name), el('dd', `${short(j.before[name])} → ${short(j.after[name])}`)));
  return list;
}

// Rates are over the last seconds: one second's are noise.
const SPAN = 5;
const MOST_POINTS = 300;
const history = { at: [], counts: [], rates: [], plot: null, names: '' };

export function stages(list) {
  document.getElementById('stages').hidden = !list.length;
  document.getElementById('no-stages').hidden = list.length > 0;
  document.getElementById('rates-title').hidden = !list.length;
  if (!list.length) return;
  const names = list.map(s => s.stage).join();
  if (names !== history.names) start(list, names);
  const rates = measure(list);
  document.querySelector('#stages tbody').replaceChildren(...list.map((s, i) => row(s, i, rates[i])));
  if (history.at.length > 1) history.plot.setData([history.at, ...list.map((s, i) => history.rates.map(r => r[i]))]);
}

function start(list, names) {
  const box = document.getElementById('rates');
  history.plot?.destroy();
  Object.assign(history, { at: [], counts: [], rates: [], names });
  history.plot = rateChart(box, list.length);
  fit();
}

function measure(list) {
  const now = Date.now() / 1000;
  const counts = list.map(s => s.in);
  const from = Math.max(0, history.at.length - SPAN);
  const since = now - (history.at[from] ?? now);
  const before = history.counts[from];
  const rates = counts.map((n, i) => before && since > 0 ? Math.max(0, (n - before[i]) / since) : null);
  history.at.push(now);
  history.counts.push(counts);
  history.rates.push(rates);
  if (history.at.length > MOST_POINTS) [history.at, history.counts, history.rates].forEach(a => a.shift());
  return rates;
}

function row(s, i, rate) {
  const tr = el('tr');
  const name = tr.appendChild(el('th'));
  name.scope = 'row';
  name.append(el('span', undefined, `swatch s${i % 5}`), s.stage);
  [rate === null ? '–' : whole(Math.round(rate)), whole(s.in), whole(s.out), whole(s.deadLettered), whole(s.withheld), whole(s.lag)].forEach(v => tr.append(el('td', v)));
  tr.append(el('td', s.running ? '✓ running' : '! not running', s.running ? '' : 'bad'));
  return tr;
}
