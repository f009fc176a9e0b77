/** One picture: top-1 and top-3 per system as bars, and the reliability of the confidence beside them. */
import { reliability } from './calibration.ts';
import { accuracyOf, type Scored } from './score.ts';

const ROW = 22;
const LEFT = 190;
const BAR = 320;
const PLOT = { x: LEFT + BAR + 90, y: 60, size: 320 };

const bars = (scored: readonly Scored[]): string =>
  [...Map.groupBy(scored, ({ label }) => label)]
    .toSorted()
    .map(([system, ofSystem], index) => {
      const { n, top1, top3 } = accuracyOf(ofSystem);
      const y = 50 + index * ROW;
      return [
        `<text x="${LEFT - 8}" y="${y + 14}" text-anchor="end">${system} (${n})</text>`,
        `<rect x="${LEFT}" y="${y}" width="${BAR * top3}" height="${ROW - 5}" fill="#bcd3ea"/>`,
        `<rect x="${LEFT}" y="${y}" width="${BAR * top1}" height="${ROW - 5}" fill="#2f6ea8"/>`,
      ].join('');
    })
    .join('\n');

const points = (scored: readonly Scored[]): string =>
  reliability(scored)
    .map(({ said, right, n }) => {
      const [x, y] = [PLOT.x + PLOT.size * said, PLOT.y + PLOT.size * (1 - right)];
      return `<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="${(2 + Math.sqrt(n)).toFixed(1)}" fill="#2f6ea8" fill-opacity="0.7"/>`;
    })
    .join('\n');

/** An SVG document. */
export const chartOf = (title: string, scored: readonly Scored[]): string => {
  const rows = new Set(scored.map(({ label }) => label)).size;
  const height = Math.max(PLOT.y + PLOT.size + 60, 60 + rows * ROW + 30);
  const [right, bottom] = [PLOT.x + PLOT.size, PLOT.y + PLOT.size];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${right + 40}" height="${height}" font-family="sans-serif" font-size="12">`,
    '<rect width="100%" height="100%" fill="white"/>',
    `<text x="20" y="24" font-size="16">${title}: right system first (dark), among three (light)</text>`,
    bars(scored),
    `<text x="${PLOT.x}" y="${PLOT.y - 12}">right, by stated confidence (dot size: cases)</text>`,
    `<rect x="${PLOT.x}" y="${PLOT.y}" width="${PLOT.size}" height="${PLOT.size}" fill="none" stroke="#999"/>`,
    `<line x1="${PLOT.x}" y1="${bottom}" x2="${right}" y2="${PLOT.y}" stroke="#999" stroke-dasharray="4"/>`,
    points(scored),
    `<text x="${PLOT.x}" y="${bottom + 18}">0</text><text x="${right - 8}" y="${bottom + 18}">1</text>`,
    '</svg>',
    '',
  ].join('\n');
};
