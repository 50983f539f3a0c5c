// Follows the server's events: a snapshot, then once a second what has changed.
import * as incidents from './incidents.js';
import * as lists from './lists.js';
import { ModelView } from './rules.js';
import { el } from './words.js';

const RETRY_MS = 10_000;
const views = new Map();
let chosen = '';

function show(message) {
  lists.stages(message.stages);
  incidents.show(message.incidents.filter(ofChosen), message.notes);
  lists.alerts(message.alerts.filter(ofChosen));
  lists.jobs(message.jobs.filter(ofChosen));
  const severities = new Map(message.alerts.map(a => [a.key, a.severity]));
  Object.entries(message.models).forEach(([name, changed]) => view(name).show(changed, message.rules[name] ?? [], severities));
  document.getElementById('clock').textContent = new Date().toLocaleTimeString('en-GB');
}

const ofChosen = item => !chosen || item.model === chosen;

function view(name) {
  if (!views.has(name)) {
    const models = document.getElementById('models');
    models.querySelector(':scope > .empty')?.remove();
    views.set(name, new ModelView(name));
    models.append(views.get(name).box);
    filter();
  }
  return views.get(name);
}

function filter() {
  const box = document.getElementById('filter');
  box.hidden = views.size < 2;
  box.replaceChildren(el('legend', 'Model'), ...['', ...views.keys()].map(choice));
}

function choice(name) {
  const label = el('label');
  const input = label.appendChild(el('input'));
  input.type = 'radio';
  input.name = 'model';
  input.checked = name === chosen;
  input.addEventListener('change', () => choose(name));
  label.append(el('span', name || 'all'));
  return label;
}

function choose(name) {
  chosen = name;
  views.forEach((shown, model) => { shown.box.hidden = Boolean(chosen) && model !== chosen; });
  dispatchEvent(new Event('resize')); // charts that were hidden have no width yet
  if (latest) show({ ...latest, models: {} });
}

let latest = null;

function state(text, cls) {
  const box = document.getElementById('state');
  if (box.textContent !== text) {
    box.textContent = text;
    box.className = `pill ${cls}`;
  }
}

// What people should know of though all is well: a released model that was refused, for one.
function notices(sentences) {
  const box = document.getElementById('notices');
  const text = sentences.join('\n');
  if (box.textContent !== text) box.textContent = text;
  box.hidden = !text;
}

function take(message) {
  latest = JSON.parse(message.data);
  notices(latest.notices);
  state(latest.ready ? 'live' : 'not ready', latest.ready ? 'good' : 'waiting');
  show(latest);
}

function connect() {
  const events = new EventSource('/events');
  events.addEventListener('snapshot', message => {
    views.forEach(shown => shown.forget()); // the server may have started anew
    take(message);
  });
  events.addEventListener('update', take);
  events.addEventListener('error', () => {
    state('not connected, trying again', 'bad');
    if (events.readyState === EventSource.CLOSED) setTimeout(connect, RETRY_MS); // it was refused
  });
}

connect();
