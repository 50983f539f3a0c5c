// One card per rule, the ones that need people first.
import { drop, fit, ruleChart } from './charts.js';
import { clock, duration, el, groupName, groupWords, metricName, short, whole, without } from './words.js';

const MOST_WINDOWS = 200;
const RANKS = ['page', 'warning', 'unfair', 'fair', 'unknown'];
const BADGES = { page: '▲ paged', warning: '△ warning', unfair: '◆ unfair', fair: '✓ within tolerance', unknown: '? not enough evidence' };

const keyOf = m => `${m.metric}/${m.attribute}/${m.group}`;

/** One model's windows and cards. */
export class ModelView {
  constructor(name) {
    this.name = name;
    this.windows = new Map();
    this.standings = new Map();
    this.cards = new Map();
    this.box = el('article', undefined, 'model');
    this.box.append(el('h3', name));
    this.scores = this.box.appendChild(el('p', '', 'soft'));
    this.drift = this.box.appendChild(el('ul', undefined, 'drift'));
    this.first = this.box.appendChild(el('div', undefined, 'charts'));
    this.rest = this.box.appendChild(el('details'));
    this.restTitle = this.rest.appendChild(el('summary'));
    this.restCharts = this.rest.appendChild(el('div', undefined, 'charts'));
    this.rest.addEventListener('toggle', fit);
    this.empty();
  }

  empty() {
    this.scores.textContent = 'No window has closed yet: the first figures come at a window’s end plus its grace.';
    this.rest.hidden = true;
  }

  forget() {
    this.windows.clear();
    this.standings.clear();
    this.cards.forEach(card => card.remove());
    this.cards.clear();
    this.drift.replaceChildren();
    this.empty();
  }

  /**
   * @param rules where each rule stands: its newest window with evidence
   * @param alerts severities by rule
   */
  show(changed, rules, alerts) {
    changed.forEach(w => this.windows.set(w.end, w));
    rules.forEach(rule => this.standings.set(keyOf(rule), rule));
    const list = [...this.windows.values()].sort((a, b) => Date.parse(a.end) - Date.parse(b.end));
    list.splice(0, Math.max(0, list.length - MOST_WINDOWS)).forEach(w => this.windows.delete(w.end));
    const last = list.at(-1);
    if (!last) return;
    if (changed.length || rules.length) {
      this.head(last);
      this.draw(list);
    }
    this.sort(alerts);
  }

  head(last) {
    this.scores.textContent = `Window to ${clock(last.end)}: ${whole(last.requests)} requests, ${whole(last.labelled)} labelled · ethics score ${short(last.ethics)} · bias score ${short(last.bias)}`;
    // Of the groups only those that moved: there may be hundreds.
    const told = last.drift.filter(d => d.group === '*' || d.verdict === 'drifted');
    this.drift.replaceChildren(...told.map(d => {
      const item = el('li', `${d.verdict === 'drifted' ? '◆' : d.verdict === 'stable' ? '✓' : '?'} ${d.sentence}`);
      item.className = d.verdict;
      return item;
    }));
  }

  /** Rules of every window: a group may be missing from the last, or have its evidence before them all. */
  draw(list) {
    const byRule = new Map();
    const times = list.map(w => Date.parse(w.end) / 1000);
    list.forEach((w, i) => w.fairness.forEach(m => {
      const key = keyOf(m);
      if (!byRule.has(key)) byRule.set(key, Array(list.length).fill(null));
      byRule.get(key)[i] = m;
    }));
    this.standings.forEach((rule, key) => {
      if (!byRule.has(key)) byRule.set(key, Array(list.length).fill(null));
    });
    byRule.forEach((measures, key) => {
      const standing = this.standings.get(key);
      if (!this.cards.has(key)) this.cards.set(key, new RuleCard(standing ?? measures.find(Boolean), this.restCharts));
      this.cards.get(key).draw(times, measures, standing);
    });
    this.cards.forEach((card, key) => {
      if (!byRule.has(key)) { card.remove(); this.cards.delete(key); }
    });
  }

  sort(alerts) {
    this.cards.forEach((card, key) => card.rank(alerts.get(`${this.name}/${key}`)));
    const sorted = [...this.cards.values()].sort((a, b) => RANKS.indexOf(a.state) - RANKS.indexOf(b.state) || a.title.localeCompare(b.title));
    const order = sorted.map(card => card.state + card.title).join();
    if (order === this.order) return;
    this.order = order;
    sorted.forEach(card => (card.state === 'unknown' ? this.restCharts : this.first).append(card.box));
    const waiting = sorted.filter(card => card.state === 'unknown').length;
    this.rest.hidden = !waiting;
    this.restTitle.textContent = `${waiting} ${waiting === 1 ? 'rule has' : 'rules have'} not enough evidence yet`;
    fit();
  }
}

class RuleCard {
  constructor(measure, parent) {
    this.title = `${metricName(measure.metric)}: ${groupName(measure.attribute, measure.group)}`;
    this.box = el('div', undefined, 'chart');
    const head = this.box.appendChild(el('div', undefined, 'head'));
    const name = head.appendChild(el('h4', groupName(measure.attribute, measure.group)));
    name.append(el('span', metricName(measure.metric), 'soft'));
    this.badge = head.appendChild(el('span', '', 'badge'));
    this.plotBox = this.box.appendChild(el('div'));
    this.plotBox.setAttribute('role', 'img');
    this.note = this.box.appendChild(el('p', '', 'note'));
    parent.append(this.box);
    const tolerance = measure.tolerance;
    const ratio = measure.metric.endsWith('ratio');
    const oneSided = /_(auc|index)$/.test(measure.metric);
    this.levels = tolerance === undefined ? [] : oneSided ? [tolerance] : ratio ? [tolerance, 1 / tolerance] : [-tolerance, tolerance];
    this.plot = ruleChart(this.plotBox, this.levels, i => this.tell(i));
  }

  draw(times, measures, standing) {
    this.times = times;
    this.measures = measures;
    this.standing = standing;
    const pick = field => measures.map(m => m?.[field] ?? null);
    this.plot.setData([times, pick('value'), pick('low'), pick('high'), ...this.levels.map(level => times.map(() => level))]);
    this.tell(null);
  }

  tell(index) {
    const at = index === null || index === undefined ? null : this.measures?.[index];
    const figures = m => `${short(m.value)} (${short(m.low)} to ${short(m.high)})`;
    if (at) {
      this.note.textContent = `${clock(this.times[index] * 1000)}: ${at.value === undefined ? 'not enough evidence' : figures(at)}, ${whole(at.n)} requests`;
    } else if (this.standing) {
      const { attribute, group, sentence } = this.standing;
      const said = `${this.age()}${without(`${attribute}=${groupWords(group)}: `, sentence)}`;
      this.note.textContent = said;
      this.plotBox.setAttribute('aria-label', `${this.title}. ${said}`);
    } else {
      this.note.textContent = 'This group made no requests in the last window.';
    }
  }

  /** Says it when the evidence is of an older window than the newest. */
  age() {
    const end = Date.parse(this.standing.end);
    const behind = (this.times.at(-1) * 1000 - end) / 60_000;
    return behind >= 1 ? `Window to ${clock(end)}, ${duration(behind)} before the newest: ` : '';
  }

  rank(severity) {
    const verdict = this.standing?.verdict;
    this.state = severity ?? (verdict === 'unfair' || verdict === 'fair' ? verdict : 'unknown');
    if (this.badge.textContent !== BADGES[this.state]) {
      this.badge.textContent = BADGES[this.state];
      this.box.className = `chart ${this.state}`;
    }
  }

  remove() {
    drop(this.plotBox);
    this.box.remove();
  }
}
