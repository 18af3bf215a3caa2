/** Fills a template with values. Every value is escaped for where it goes; there is no way around that. */

import type { TemplateNode } from './template.ts'

/** By name: a text, or the items of a list. A name that is not there is empty. */
export interface Values {
  readonly [name: string]: string | readonly Values[]
}

export type Escape = (text: string) => string

const htmlSigns: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

export const forHtml: Escape = (text) => text.replaceAll(/[&<>"']/g, (sign) => htmlSigns[sign] ?? '')

/** Plain text needs no escape. */
export const forText: Escape = (text) => text

export function fillTemplate(nodes: readonly TemplateNode[], values: Values, escape: Escape): string {
  return fill(nodes, [values], escape)
}

/** `scopes`: the innermost first. */
function fill(nodes: readonly TemplateNode[], scopes: readonly Values[], escape: Escape): string {
  return nodes
    .map((node) => {
      switch (node.kind) {
        case 'literal':
          return node.text
        case 'value': {
          const value = valueOf(node.name, scopes)
          return typeof value === 'string' ? escape(value) : ''
        }
        case 'section': {
          const value = valueOf(node.name, scopes)
          if (node.inverted) return value.length === 0 ? fill(node.nodes, scopes, escape) : ''
          if (typeof value === 'string') return value === '' ? '' : fill(node.nodes, scopes, escape)
          return value.map((item) => fill(node.nodes, [item, ...scopes], escape)).join('')
        }
      }
    })
    .join('')
}

function valueOf(name: string, scopes: readonly Values[]): string | readonly Values[] {
  const scope = scopes.find((values) => Object.hasOwn(values, name))
  return scope?.[name] ?? ''
}
