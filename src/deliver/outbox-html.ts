/** The outbox as HTML: pure functions. Whatever comes out of a mail is escaped here, on its way into the page. */

import type { Language } from '../text/language.ts'
import { outboxTexts } from '../text/outbox.ts'

import { shownOctets, type KeptMail, type KeptSource } from './outbox-files.ts'

export const styleSheet = `
:root { color-scheme: light dark; --line: color-mix(in srgb, currentColor 15%, transparent) }
body { font: 16px/1.6 system-ui, "Hiragino Sans", "Noto Sans CJK JP", sans-serif; max-width: 64rem;
  margin: 2.5rem auto; padding: 0 1.5rem }
h1 { font-size: 1.6rem; margin: 0 }
p, dt, .time { opacity: .75 }
table { border-collapse: collapse; width: 100%; margin-top: 1.5rem }
th, td { text-align: left; vertical-align: top; padding: .55rem .75rem .55rem 0; border-bottom: 1px solid var(--line);
  overflow-wrap: anywhere }
th { font-weight: 600; font-size: .85rem; opacity: .75 }
.time { white-space: nowrap; font-variant-numeric: tabular-nums }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .35rem 1.5rem; margin: 1.5rem 0 }
dd { margin: 0; overflow-wrap: anywhere }
pre { border: 1px solid var(--line); border-radius: .4rem; padding: 1rem; overflow-x: auto; font-size: .85rem;
  white-space: pre-wrap; overflow-wrap: anywhere }
a { color: inherit; text-underline-offset: .2em }
`

export function listPage(mails: readonly KeptMail[], all: number, language: Language): string {
  const texts = outboxTexts[language]
  const rows = mails.map(
    (mail) => `<tr><td class="time">${time(mail.at, language)}</td><td>${sender(mail, language)}</td>
<td>${mail.recipients.map(escape).join('<br>')}</td>
<td><a href="/mail/${escape(mail.id)}">${subject(mail, language)}</a></td></tr>`,
  )
  const table = `<table><thead><tr><th>${texts.time}</th><th>${texts.from}</th><th>${texts.recipients}</th>
<th>${texts.subject}</th></tr></thead><tbody>${rows.join('\n')}</tbody></table>`
  const count = all > mails.length ? `<p>${texts.more(mails.length, all)}</p>` : ''
  const body = mails.length === 0 ? `<p>${texts.empty}</p>` : table + count
  return page(texts.title, `<h1>${texts.title}</h1><p>${texts.about}</p>${body}`, language, true)
}

export function mailPage(mail: KeptMail, source: KeptSource, language: Language): string {
  const texts = outboxTexts[language]
  const cut = source.isCut ? `<p>${texts.sourceCut(shownOctets)}</p>` : ''
  const body = `<p><a href="/">${texts.back}</a></p><h1>${subject(mail, language)}</h1>
<dl><dt>${texts.time}</dt><dd>${time(mail.at, language)}</dd>
<dt>${texts.envelopeFrom}</dt><dd>${sender(mail, language)}</dd>
<dt>${texts.envelopeTo}</dt><dd>${mail.recipients.map(escape).join('<br>')}</dd></dl>
<p><a href="/mail/${escape(mail.id)}.eml">${texts.download}</a></p>
<h2>${texts.source}</h2>${cut}<pre>${escape(source.bytes.toString('utf8'))}</pre>`
  return page(mail.subject === '' ? texts.noSubject : mail.subject, body, language, false)
}

export function notFoundPage(language: Language): string {
  const texts = outboxTexts[language]
  return page(texts.title, `<p>${texts.notFound}</p><p><a href="/">${texts.back}</a></p>`, language, false)
}

function page(title: string, body: string, language: Language, reloads: boolean): string {
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><title>${escape(title)}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
${reloads ? '<meta http-equiv="refresh" content="5">' : ''}<link rel="stylesheet" href="/style.css"></head>
<body>${body}</body></html>
`
}

function sender({ from }: KeptMail, language: Language): string {
  return from === '' ? outboxTexts[language].nullSender : escape(from)
}

function subject(mail: KeptMail, language: Language): string {
  return mail.subject === '' ? outboxTexts[language].noSubject : escape(mail.subject)
}

function time(at: number, language: Language): string {
  return escape(new Date(at).toLocaleString(language, { dateStyle: 'medium', timeStyle: 'medium' }))
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? '')
}
