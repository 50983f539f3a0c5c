'use strict';
// One snapshot a second; charts are made once and fed after that.
const ink = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const charts = new Map();
const rates = { times: [], by: new Map(), last: null };
const el = (tag, text, cls) => { const e = document.createElement(tag); if (text !== undefined) e.textContent = text; if (cls) e.className = cls; return e; };
const short = (n, d = 3) => n === null || n === undefined ? '–' : Number(n).toFixed(d);
const clock = iso => new Date(iso).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });

function axes(unit) {
  const look = { stroke: ink('--soft'), grid: { stroke: ink('--line'), width: 1 }, ticks: { stroke: ink('--line') } };
  return [look, { ...look, size: 52, label: unit, labelSize: 18 }];
}

function chart(key, box, series, bands, unit, height) {
  const plot = new uPlot({ width: box.clientWidth || 330, height, legend: { show: series.length > 4 }, cursor: { points: { show: false } }, axes: axes(unit), series: [{}, ...series], bands }, [[]], box);
  charts.set(key, { plot, box });
  return plot;
}

function stages(list, now) {
  const body = document.querySelector('#stages tbody'); body.replaceChildren();
  const seconds = rates.last ? (now - rates.last.now) / 1000 : 0;
  rates.times.push(now / 1000);
  for (const s of list) {
    const before = rates.last && rates.last.in.get(s.stage);
    const rate = seconds > 0 && before !== undefined ? Math.max(0, (s.in - before) / seconds) : null;
    if (!rates.by.has(s.stage)) rates.by.set(s.stage, rates.times.slice(1).map(() => null));
    rates.by.get(s.stage).push(rate);
    const row = el('tr');
    for (const v of [s.stage, s.in, s.out, s.deadLettered, s.withheld, rate === null ? '–' : Math.round(rate), s.lag, s.running ? 'running' : 'not running']) row.append(el('td', typeof v === 'number' ? v.toLocaleString() : v));
    body.append(row);
  }
  rates.last = { now, in: new Map(list.map(s => [s.stage, s.in])) };
  if (rates.times.length > 300) { rates.times.shift(); rates.by.forEach(v => v.shift()); }
  if (list.length && !charts.has('rates')) {
    const colours = ['#1f77b4', '#d95f02', '#1b9e77', '#7570b3', '#b5417a'];
    chart('rates', document.getElementById('rates'), list.map((s, i) => ({ label: s.stage, stroke: colours[i % 5], width: 1.5 })), [], 'records/s', 200).root.querySelector('.u-legend')?.classList.add('figures');
  }
  charts.get('rates')?.plot.setData([rates.times, ...list.map(s => rates.by.get(s.stage))]);
}

function cards(id, list, empty, fill) {
  const box = document.getElementById(id); box.replaceChildren();
  if (!list.length) { box.append(el('p', empty, 'empty')); return; }
  list.forEach(item => box.append(fill(item)));
}

function alertCard(a) {
  const card = el('div', undefined, 'card ' + a.severity);
  card.append(el('b', a.severity.toUpperCase()), el('span', `${a.key} since ${clock(a.since)}`), el('p', a.summary, 'figures'));
  return card;
}

function jobCard(j) {
  const card = el('div', undefined, 'card');
  const figures = Object.keys(j.after).map(k => `${k} ${short(j.before[k])} → ${short(j.after[k])}`).join(', ');
  card.append(el('b', j.state), el('span', `${j.jobId}, asked for by ${j.cause}`), el('p', [figures, j.reason].filter(Boolean).join('. '), 'figures'));
  return card;
}

function model(name, windows) {
  const models = document.getElementById('models');
  let box = document.getElementById('model-' + name);
  if (!box) {
    models.querySelector('.empty')?.remove();
    box = el('div'); box.id = 'model-' + name;
    box.append(el('h3', name), el('p', '', 'figures'), el('div', undefined, 'charts')); models.append(box);
  }
  const last = windows[windows.length - 1];
  box.querySelector('.figures').textContent = `window to ${clock(last.window.end)}: ${last.requests.toLocaleString()} requests, ${last.labelled.toLocaleString()} labelled, ethics ${short(last.ethics.score)}, bias ${short(last.bias.score)}`;
  const times = windows.map(w => Date.parse(w.window.end) / 1000);
  for (const m of last.fairness.filter(f => f.comparison === 'reference')) {
    const key = [name, m.metric, m.attribute, m.group].join('/');
    if (!charts.has(key)) {
      const card = el('div', undefined, 'chart');
      card.append(el('h4', `${m.metric.replaceAll('_', ' ')} · ${m.attribute}=${m.group}`), el('p'));
      const plotBox = el('div'); card.append(plotBox); box.querySelector('.charts').append(card);
      const edge = { stroke: 'transparent', points: { show: false } };
      const limit = { stroke: ink('--bad'), dash: [4, 4], width: 1, points: { show: false } };
      chart(key, plotBox, [{ stroke: ink('--good'), width: 2, points: { show: false } }, edge, edge, limit, limit].slice(0, 5), [{ series: [3, 2], fill: ink('--good') + '33' }], m.metric.endsWith('ratio') ? 'ratio' : 'gap', 150).root.querySelector('.u-legend')?.remove();
    }
    const at = windows.map(w => w.fairness.find(f => f.comparison === 'reference' && f.metric === m.metric && f.attribute === m.attribute && f.group === m.group));
    const pick = field => at.map(f => f && f[field] !== undefined ? f[field] : null);
    const ratio = m.metric.endsWith('ratio');
    const { plot, box: plotBox } = charts.get(key);
    plot.setData([times, pick('value'), pick('low'), pick('high'), times.map(() => m.tolerance), times.map(() => ratio ? 1 / m.tolerance : -m.tolerance)]);
    plotBox.parentElement.querySelector('p').textContent = m.value === null ? `not enough evidence (${m.n} and ${m.nReference} people)` : `${short(m.value)} (${short(m.low)} to ${short(m.high)}), ${m.n} and ${m.nReference} people, ${m.verdict.replaceAll('_', ' ')}`;
    plotBox.parentElement.classList.toggle('unfair', m.verdict === 'unfair');
  }
}

const events = new EventSource('/events');
events.addEventListener('snapshot', message => {
  const s = JSON.parse(message.data);
  document.getElementById('state').textContent = 'live, ' + new Date().toLocaleTimeString();
  stages(s.stages, Date.now());
  cards('alerts', s.alerts, 'No alert is open.', alertCard);
  cards('jobs', s.jobs, 'No job yet.', jobCard);
  Object.entries(s.models).forEach(([name, windows]) => model(name, windows));
});
events.onerror = () => { document.getElementById('state').textContent = 'not connected; trying again'; };
addEventListener('resize', () => charts.forEach(({ plot, box }) => plot.setSize({ width: box.clientWidth, height: plot.height })));
