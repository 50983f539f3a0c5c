// uPlot with colours of the page's scheme, widths of their boxes, and nothing drawn out of sight.
/* global uPlot */

const charts = new Map();
const colour = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const byScheme = name => () => colour(name);
const time = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const seconds = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });

function axes(short) {
  const look = { stroke: byScheme('--soft'), grid: { stroke: byScheme('--line'), width: 1 }, ticks: { stroke: byScheme('--line'), width: 1 }, font: '12px system-ui, sans-serif' };
  const format = short ? seconds : time;
  return [{ ...look, size: 28, space: short ? 80 : 55, values: (u, splits) => splits.map(s => format.format(s * 1000)) }, { ...look, size: 48 }];
}

function make(box, options) {
  const plot = new uPlot({ width: box.clientWidth || 300, legend: { show: false }, padding: [8, 10, 0, 0], cursor: { drag: { x: false, y: false }, points: { show: false }, y: false }, ...options }, [[]], box);
  charts.set(box, plot);
  return plot;
}

/** One line per stage; dashes tell them apart without colours. */
export function rateChart(box, count) {
  const dashes = [[], [8, 4], [2, 3], [10, 3, 2, 3], [5, 5]];
  const series = Array.from({ length: count }, (unused, i) => ({ stroke: byScheme(`--s${i % 5}`), dash: dashes[i % 5], width: 2, points: { show: false } }));
  return make(box, { height: 190, axes: axes(true), scales: { y: { range: (u, low, high) => [0, Math.max(1, high * 1.1)] } }, series: [{}, ...series] });
}

/**
 * A rule: value, interval, tolerance.
 * @param tolerances 1 or 2 levels that are always in sight
 * @param tell called with the index under the pointer, or null
 */
export function ruleChart(box, tolerances, tell) {
  const edge = { stroke: 'transparent', width: 0, points: { show: false } };
  const limit = { stroke: byScheme('--limit'), dash: [5, 4], width: 1, points: { show: false } };
  const range = (u, low, high) => {
    const from = Math.min(low ?? 0, ...tolerances);
    const to = Math.max(high ?? 0, ...tolerances);
    return [from - (to - from) * 0.08, to + (to - from) * 0.08];
  };
  const value = { stroke: byScheme('--value'), width: 2, points: { show: (u, i) => u.data[1].filter(v => v !== null).length < 3, size: 5 } };
  return make(box, {
    height: 130,
    axes: axes(false),
    scales: { y: { range } },
    series: [{}, value, edge, edge, ...tolerances.map(() => limit)],
    bands: [{ series: [3, 2], fill: byScheme('--band') }],
    hooks: { setCursor: [u => tell(u.cursor.left >= 0 ? u.cursor.idx : null)] },
  });
}

export function drop(box) {
  charts.get(box)?.destroy();
  charts.delete(box);
}

export const fit = () => charts.forEach((plot, box) => {
  if (box.clientWidth && box.clientWidth !== plot.width) plot.setSize({ width: box.clientWidth, height: plot.height });
});

addEventListener('resize', fit);
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => charts.forEach(plot => plot.redraw()));
