/** The comparison of two rosters as one HTML page that needs nothing else: no script, no font, no picture from elsewhere. */

import type { RosterChanges } from '../people/changes.ts'
import { html, Html, nothing } from '../text/html.ts'
import type { Language } from '../text/language.ts'
import { rosterChangesTexts, type RosterChangesTexts } from '../text/roster-changes.ts'
import { viewOfChanges, type ChangesInView, type ListInView } from './changes-view.ts'

const style = `
:root { color-scheme: light dark; --line: color-mix(in srgb, currentColor 18%, transparent) }
body { font: 16px/1.6 system-ui, "Hiragino Sans", "Noto Sans CJK JP", "Yu Gothic", sans-serif; max-width: 64rem; margin: 2.5rem auto; padding: 0 1.5rem }
h1 { font-size: 1.6rem; margin: 0 0 .5rem }
h2 { font-size: 1.15rem; margin: 2rem 0 .25rem; break-after: avoid }
table { border-collapse: collapse; width: 100%; margin: .5rem 0 }
th, td { text-align: left; vertical-align: top; padding: .4rem .75rem .4rem 0; border-bottom: 1px solid var(--line); overflow-wrap: anywhere }
th { font-weight: 600; font-size: .85rem; opacity: .75 }
tr { break-inside: avoid }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap }
.grave { border: 2px solid; padding: .5rem 1rem; margin: 1rem 0; font-weight: 600 }
.note, .rosters { opacity: .8; margin: 0 }
.rosters { font-size: .9rem }
@media print { body { max-width: none; margin: 0; padding: 0; font-size: 10pt } }
`

function figuresTable({ figures }: ChangesInView, texts: RosterChangesTexts): Html {
  const rows = figures.map(({ name, before, after }) => {
    const change = after - before
    return html`<tr>
      <th>${name}</th>
      <td class="number">${before}</td>
      <td class="number">${after}</td>
      <td class="number">${change > 0 ? `+${String(change)}` : change === 0 ? '' : String(change)}</td>
    </tr> `
  })
  return html`<table>
    <thead>
      <tr>
        <th></th>
        ${[texts.before, texts.after, texts.change].map((head) => html`<th class="number">${head}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${rows}
    </tbody>
  </table>`
}

function section({ list, title, meaning, columns, rows, rest }: ListInView, texts: RosterChangesTexts): Html {
  return html`<section id="${list}">
    <h2>${title}</h2>
    ${meaning === undefined ? nothing : html`<p class="note">${meaning}</p>`}
    <table>
      <thead>
        <tr>
          ${columns.map((column) => html`<th>${column}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (row) =>
            html`<tr>
              ${row.map((cell) => html`<td>${cell}</td>`)}
            </tr> `,
        )}
      </tbody>
    </table>
    ${rest > 0 ? html`<p>${texts.more(rest)}</p>` : nothing}
  </section>`
}

/**
 * @param bound Rows of one list at most; `Infinity`: all of them.
 * @param grave Sentences that stand before everything else.
 */
export function changesHtml(
  changes: RosterChanges,
  language: Language,
  bound: number,
  grave: readonly string[],
): string {
  const texts = rosterChangesTexts[language]
  const view = viewOfChanges(changes, language, bound)
  const page = html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'" />
        <title>${texts.title}</title>
        <style>
          ${new Html(style)}
        </style>
      </head>
      <body>
        <h1>${texts.title}</h1>
        <p class="rosters">${texts.before}: ${view.rosters[0]}</p>
        <p class="rosters">${texts.after}: ${view.rosters[1]}</p>
        ${grave.map((sentence) => html`<p class="grave">${sentence}</p> `)} ${figuresTable(view, texts)}
        ${
          view.lists.length === 0
            ? html`<p>${texts.nothing}</p>`
            : view.lists.map((list) => section(list, texts))
        }
      </body>
    </html> `
  return page.markup
}
