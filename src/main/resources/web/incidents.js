// What is wrong, for a person who has five seconds; then each open incident with what people did about it.
import { rebuild } from './lists.js';
import { clock, el, groupWords, plain, without } from './words.js';
import { ask } from './note.js';

const pending = note => note && (!note.until || Date.parse(note.until) > Date.now());

export function show(incidents, notes) {
  const noted = new Map(incidents.map(i => [i.key, {}]));
  notes.filter(pending).forEach(note => { if (noted.has(note.incident)) noted.get(note.incident)[note.kind] = note; });
  const open = incidents.map(i => ({ incident: i, notes: noted.get(i.key) }));
  // What nobody has seen comes first, what is silenced last.
  const rank = o => o.incident.silence || o.notes.silenced ? 2 : o.notes.acknowledged ? 1 : 0;
  open.sort((a, b) => rank(a) - rank(b) || b.incident.since.localeCompare(a.incident.since));
  headline(open, rank);
  rebuild('incidents', open, 'The first page of a cause opens an incident, and its other alerts join it.', card);
}

function headline(open, rank) {
  const box = document.getElementById('headline');
  const more = document.getElementById('headline-more');
  const first = open[0];
  const text = first ? words(first.incident) : 'No incident is open';
  if (box.textContent !== text) box.textContent = text;
  box.className = `headline ${!first ? 'calm' : rank(first) === 0 ? 'loud' : 'known'}`;
  const unseen = open.filter(o => rank(o) === 0).length;
  const others = open.length > 1 ? `${open.length} incidents are open, ${unseen || 'none'} of them unseen.` : '';
  more.textContent = first ? [sentence(cost(first.incident)), others].filter(Boolean).join(' ') : '';
}

const sentence = text => text && `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

const words = i => `${i.model}: ${title(i)} since ${clock(i.onset)}`;

// The title says the model, groups as attribute=value, and behind "since" the time in UTC and the cost.
const parts = i => without(`${i.model}: `, i.title).split(' since ');
const title = i => parts(i)[0].replace(/(\w[\w*]*)=(\S+)/g, (all, attribute, group) => `${plain(attribute)} = ${plain(groupWords(group))}`);
const cost = i => (parts(i)[1] ?? '').split(', ').slice(1).join(', ');

function card({ incident: i, notes }) {
  const box = el('li', undefined, i.silence || notes.silenced ? 'card' : notes.acknowledged ? 'card warning' : 'card page');
  const head = box.appendChild(el('p', undefined, 'title'));
  const state = i.silence || notes.silenced ? '▽ silenced' : notes.acknowledged ? '◐ acknowledged' : '▲ unseen';
  head.append(el('span', state, 'badge'), el('b', `${i.model}: ${title(i)}`), el('span', `${i.id}, open since ${clock(i.since)}`, 'soft'));
  if (i.silence) box.append(el('p', `Silenced by the policy until ${clock(i.silence.until)}: ${i.silence.why}`, 'note'));
  Object.values(notes).forEach(note => box.append(el('p', said(note), 'note told')));
  i.lines.forEach(line => box.append(el('p', line, 'note')));
  const actions = box.appendChild(el('p', undefined, 'actions'));
  if (!notes.acknowledged) actions.append(button('Acknowledge', i, 'acknowledged'));
  actions.append(button(notes.assigned ? 'Assign anew' : 'Assign', i, 'assigned'), button('Silence', i, 'silenced'));
  if (i.runbook) {
    const link = actions.appendChild(el('a', 'Runbook'));
    link.href = i.runbook;
    link.rel = 'noreferrer';
  }
  return box;
}

const WHAT = { acknowledged: n => `Acknowledged by ${n.who}`, assigned: n => `Assigned to ${n.assignee} by ${n.who}`, silenced: n => `Silenced until ${clock(n.until)} by ${n.who}` };

const said = note => `${WHAT[note.kind](note)} at ${clock(note.at)}${note.why ? `: ${note.why}` : ''}`;

function button(text, incident, kind) {
  const b = el('button', text);
  b.type = 'button';
  b.setAttribute('aria-label', `${text}: ${title(incident)}`);
  b.addEventListener('click', () => ask(incident, kind, `${incident.model}: ${title(incident)}`));
  return b;
}
