// The dialog in which a person says what they do about an incident.
const $ = id => document.getElementById(`note-${id}`);
const dialog = document.getElementById('note');
const TITLES = { acknowledged: 'Acknowledge', assigned: 'Assign', silenced: 'Silence' };
const HOUR = 3_600_000;
let asked = null;

// A datetime-local field holds local time without a zone.
const local = ms => new Date(ms - new Date(ms).getTimezoneOffset() * 60_000).toISOString().slice(0, 16);

export function ask(incident, kind, about) {
  asked = { incident, kind };
  $('title').textContent = $('save').textContent = TITLES[kind];
  $('about').textContent = about;
  $('assignee-row').hidden = kind !== 'assigned';
  $('until-row').hidden = kind !== 'silenced';
  $('optional').hidden = kind === 'silenced';
  $('until').value = local(Date.now() + HOUR);
  $('assignee').value = $('why').value = '';
  $('problem').hidden = true;
  dialog.showModal();
}

async function save() {
  const { incident, kind } = asked;
  const until = $('until').value;
  const note = { kind, who: $('who').value.trim(), why: $('why').value.trim() };
  if (kind === 'silenced' && until) note.until = new Date(until).toISOString();
  if (kind === 'assigned') note.assignee = $('assignee').value.trim();
  $('save').disabled = true;
  try {
    const answer = await fetch(`/api/models/${encodeURIComponent(incident.model)}/incidents/${encodeURIComponent(incident.id)}/notes`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(note) });
    if (answer.ok) dialog.close();
    else problem((await answer.json()).error);
  } catch {
    problem('the server cannot be reached');
  } finally {
    $('save').disabled = false;
  }
}

function problem(text) {
  $('problem').textContent = text;
  $('problem').hidden = false;
}

$('save').addEventListener('click', save);
$('cancel').addEventListener('click', () => dialog.close());
