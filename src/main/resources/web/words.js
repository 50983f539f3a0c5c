// Names, numbers and times as people read them.

export const el = (tag, text, cls) => {
  const e = document.createElement(tag);
  if (text !== undefined && text !== null) e.textContent = text;
  if (cls) e.className = cls;
  return e;
};

// ageBand -> age band, two_or_more -> two or more, sex*race -> sex × race
// A backslash stands before a star that is not between two names.
export const plain = name =>
  name.replace(/\\(.)|\*/g, (all, own) => own ?? ' × ').replaceAll('_', ' ').replace(/([a-z])([A-Z])/g, (m, a, b) => `${a} ${b.toLowerCase()}`);

const sentenceCase = text => text.charAt(0).toUpperCase() + text.slice(1);

export const metricName = metric => sentenceCase(plain(metric.replace(':', ' of the ')));

// As sentences say it: the group *other is what no policy declares or no page could show.
export const groupWords = group =>
  group.replace(/\\.|(^|\*)\*other(?=\*|$)/g, (all, before) => before === undefined ? all : `${before}other values`);

export const groupName = (attribute, group) =>
  group === '*' ? 'everyone' : `${plain(attribute)} = ${plain(groupWords(group))}`;

export const whole = n => Number(n).toLocaleString('en');

export const short = (n, digits = 3) =>
  n === null || n === undefined ? '–' : (Number(Number(n).toFixed(digits)) || 0).toFixed(digits).replace('-', '−');

const timeOf = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const dayOf = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });

export const clock = instant => {
  const at = new Date(instant);
  const today = new Date().toDateString() === at.toDateString();
  return today ? timeOf.format(at) : `${dayOf.format(at)} ${timeOf.format(at)}`;
};

export const duration = minutes =>
  minutes < 120 ? `${Math.round(minutes)} min` : minutes < 2880 ? `${Math.round(minutes / 60)} h` : `${Math.round(minutes / 1440)} days`;

// Without what the heading above it says already.
export const without = (start, text) => text.startsWith(start) ? sentenceCase(text.slice(start.length)) : text;
