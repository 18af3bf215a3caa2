/** HTML as a value: text that is put into it is escaped, markup is not. */

/** Markup that needs no escaping. Only `html` makes it out of text. */
export class Html {
  readonly markup: string
  constructor(markup: string) {
    this.markup = markup
  }
}

export type HtmlPart = string | number | Html | readonly HtmlPart[]

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function markupOf(part: HtmlPart): string {
  if (part instanceof Html) return part.markup
  if (typeof part === 'number') return String(part)
  if (typeof part !== 'string') return part.map(markupOf).join('')
  return part.replaceAll(/[&<>"']/g, (letter) => entities[letter] ?? letter)
}

/** A template whose own text is markup and whose parts are escaped, unless they are markup already. */
export function html(strings: TemplateStringsArray, ...parts: readonly HtmlPart[]): Html {
  return new Html(strings.reduce((text, string, index) => text + markupOf(parts[index - 1] ?? '') + string))
}

/** Nothing: for parts that are left out. */
export const nothing = new Html('')
