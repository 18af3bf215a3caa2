/**
 * What a regular expression can match, as far as that can be told without running it: for the linter. Reads the syntax that
 * RE2 and JavaScript share, and says nothing about a pattern with anything else in it.
 */

/** What one part of a pattern takes from the text. */
interface Part {
  /** Fewest characters; `Infinity`: nothing can match it. */
  readonly least: number
  /** Nothing at all will do for it at the beginning of every text, or at the end. */
  readonly isFreeAtStart: boolean
  readonly isFreeAtEnd: boolean
  /** It holds `^` or `\A`, at which the text must begin, before anything that takes a character. */
  readonly begins: boolean
  /** It holds `$` or `\z`, at which the text must end, after everything that takes a character. */
  readonly ends: boolean
}

export interface PatternReading {
  /** It is found in every text. */
  readonly matchesEverything: boolean
  /** It is found in no text. */
  readonly neverMatches: boolean
  /** `a||b`, `(|a)`, `a|`. */
  readonly hasEmptyAlternative: boolean
}

class Unfamiliar extends Error {}

/** It takes nothing but asks for something (`\b`). */
const assertion: Part = { least: 0, isFreeAtStart: false, isFreeAtEnd: false, begins: false, ends: false }
const empty: Part = { ...assertion, isFreeAtStart: true, isFreeAtEnd: true }
const character: Part = { ...assertion, least: 1 }
const nothing: Part = { ...assertion, least: Number.POSITIVE_INFINITY }
const beginning: Part = { ...assertion, isFreeAtStart: true, begins: true }
const end: Part = { ...assertion, isFreeAtEnd: true, ends: true }

/** One after the other. */
function sequence(parts: readonly Part[]): Part {
  let least = 0
  let begins = false
  let ends = false
  for (const part of parts) {
    // What must be the beginning of the text cannot stand after something of it, nor anything after its end.
    if ((part.begins && least > 0) || (ends && part.least > 0)) return nothing
    least += part.least
    begins ||= part.begins
    ends ||= part.ends
  }
  const isFreeAtStart = parts.every((part) => part.isFreeAtStart)
  return { least, isFreeAtStart, isFreeAtEnd: parts.every((part) => part.isFreeAtEnd), begins, ends }
}

/** One or the other. */
function alternatives(parts: readonly Part[]): Part {
  const possible = parts.filter(({ least }) => least < Number.POSITIVE_INFINITY)
  if (possible.length === 0) return nothing
  return {
    least: Math.min(...possible.map(({ least }) => least)),
    isFreeAtStart: possible.some((part) => part.isFreeAtStart),
    isFreeAtEnd: possible.some((part) => part.isFreeAtEnd),
    begins: possible.every((part) => part.begins),
    ends: possible.every((part) => part.ends),
  }
}

function repeated(part: Part, least: number): Part {
  if (least === 0) return empty
  return { ...part, least: part.least * least }
}

/** Without the flags m and x, under which `^`, `$` and white space mean something else. */
class Reader {
  readonly #pattern: string
  #at = 0
  hasEmptyAlternative = false

  constructor(pattern: string) {
    this.#pattern = pattern
  }

  read(): Part {
    this.#match(/\(\?[is]+\)/y)
    const found = this.#alternatives()
    if (this.#at < this.#pattern.length) throw new Unfamiliar()
    return found
  }

  #take(text: string): boolean {
    if (!this.#pattern.startsWith(text, this.#at)) return false
    this.#at += text.length
    return true
  }

  #match(form: RegExp): RegExpExecArray | undefined {
    form.lastIndex = this.#at
    const found = form.exec(this.#pattern) ?? undefined
    if (found !== undefined) this.#at += found[0].length
    return found
  }

  #alternatives(): Part {
    const found = [this.#parts()]
    while (this.#take('|')) found.push(this.#parts())
    if (found.length > 1 && found.some(({ length }) => length === 0)) this.hasEmptyAlternative = true
    return alternatives(found.map(sequence))
  }

  #parts(): readonly Part[] {
    const parts: Part[] = []
    while (this.#at < this.#pattern.length && !/[|)]/.test(this.#pattern.charAt(this.#at))) {
      const part = this.#part()
      parts.push(this.#repetitions(part))
    }
    return parts
  }

  #repetitions(part: Part): Part {
    let found = part
    for (;;) {
      const form = this.#match(/(?:[*+?]|\{(\d+)(?:,\d*)?\})[?+]?/y)
      if (form === undefined) return found
      const least = form[0].startsWith('+') ? 1 : Number(form[1] ?? 0)
      found = repeated(found, least)
    }
  }

  #part(): Part {
    if (this.#take('(')) return this.#group()
    if (this.#take('[')) return this.#set()
    if (this.#take('^')) return beginning
    if (this.#take('$')) return end
    if (this.#take('\\')) return this.#escape()
    if (this.#match(/[*+?]/y) !== undefined) throw new Unfamiliar()
    if (this.#match(/./suy) === undefined) throw new Unfamiliar()
    return character
  }

  #group(): Part {
    if (this.#take('?') && this.#match(/:|P?<[A-Za-z]\w*>|i:/y) === undefined) throw new Unfamiliar()
    const found = this.#alternatives()
    if (!this.#take(')')) throw new Unfamiliar()
    return found
  }

  #set(): Part {
    if (this.#match(/\^(?:\\s\\S|\\S\\s|\\d\\D|\\D\\d|\\w\\W|\\W\\w)\]/y) !== undefined) return nothing
    if (this.#match(/\^?\]?(?:\\.|\[:\^?\w+:\]|[^\]\\])*\]/suy) === undefined) throw new Unfamiliar()
    return character
  }

  #escape(): Part {
    if (this.#take('A')) return beginning
    if (this.#take('z')) return end
    if (this.#match(/[bB]/y) !== undefined) return assertion
    if (
      this.#match(
        /[dDsSwWtnrfv]|x[\dA-Fa-f]{2}|x\{[\dA-Fa-f]+\}|[pP](?:\{\^?[\w=]+\}|[A-Z])|[^\p{L}\p{N}]/uy,
      ) === undefined
    )
      throw new Unfamiliar()
    return character
  }
}

/** @returns `undefined` where nothing can be told */
export function readPattern(pattern: string): PatternReading | undefined {
  const reader = new Reader(pattern)
  try {
    const { least, isFreeAtStart, isFreeAtEnd } = reader.read()
    return {
      matchesEverything: isFreeAtStart || isFreeAtEnd,
      neverMatches: least === Number.POSITIVE_INFINITY,
      hasEmptyAlternative: reader.hasEmptyAlternative,
    }
  } catch (error) {
    if (error instanceof Unfamiliar) return undefined
    throw error
  }
}
