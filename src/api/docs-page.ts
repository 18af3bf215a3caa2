/** The page of the API: every route with its scope and schemas, made from the same list as the server. No script, no asset. */

import { z } from 'zod'

import { apiTexts } from '../text/api.ts'
import type { Language } from '../text/language.ts'

import { problemStatuses } from './route-schema.ts'
import type { AnyRoute } from './route.ts'

const style = `body{font:15px/1.6 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1c2430}
h1{font-size:1.6rem}h2{margin-top:2.5rem;border-bottom:1px solid #d5dae1}article{margin:1.2rem 0;padding:1rem;border:1px solid #d5dae1;border-radius:6px}
h3{margin:0;font-size:1rem;font-family:ui-monospace,monospace}.method{display:inline-block;min-width:4.5rem;font-weight:700}
.scope{font-size:.85rem;color:#52606d}pre{background:#f5f7fa;padding:.7rem;overflow:auto;font-size:.82rem;border-radius:4px}
summary{cursor:pointer}`

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}

function schemaText(schema: z.ZodType): string {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { unrepresentable: 'any', io: 'input' })
  return JSON.stringify(rest, undefined, 2)
}

function details(title: string, schema: z.ZodType | undefined): string {
  return schema === undefined
    ? ''
    : `<details><summary>${escaped(title)}</summary><pre>${escaped(schemaText(schema))}</pre></details>`
}

function routeHtml(route: AnyRoute, language: Language): string {
  const { page } = apiTexts[language]
  const { method, path, scope, summary, description, parameters, query, body, answers } = route
  return `<article><h3><span class="method">${method}</span> ${escaped(path)}</h3>
<p class="scope">${escaped(page.scope)}: <code>${escaped(scope)}</code></p>
<p>${escaped(summary)}${description === undefined ? '' : ` ${escaped(description)}`}</p>
${details(page.parameters, parameters)}${details(`${page.parameters} (?)`, query)}${details(page.body, body)}
${Object.entries(answers)
  .map(([status, schema]) => details(`${page.answers} ${status}`, schema))
  .join('')}
<p class="scope">${problemStatuses(route).join(' · ')}</p></article>`
}

export function docsPage(routes: readonly AnyRoute[], language: Language): string {
  const { page } = apiTexts[language]
  const tags = [...new Set(routes.map(({ tag }) => tag))]
  const sections = tags.map(
    (tag) =>
      `<h2>${escaped(tag)}</h2>${routes
        .filter((route) => route.tag === tag)
        .map((route) => routeHtml(route, language))
        .join('\n')}`,
  )
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><title>${escaped(page.title)}</title>
<meta name="viewport" content="width=device-width"><style>${style}</style></head><body><h1>${escaped(page.title)}</h1>
<p>${escaped(page.intro)}</p><p><a href="openapi.json">${escaped(page.document)}</a></p>${sections.join('\n')}</body></html>\n`
}
