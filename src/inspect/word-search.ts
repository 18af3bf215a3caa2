/**
 * Finds many words in one pass: a filter over pairs of characters, and behind it a tree of the words. A word in letters
 * that are written with spaces is found where it stands alone ("ass" is not in "class"); Japanese anywhere.
 */

import { normalWord } from './normal-text.ts'

interface Node {
  readonly next: Map<number, Node>
  /** Index of the word that ends here. */
  word: number | undefined
}

export interface WordSearch {
  /**
   * Calls `found` with the index of each word in `text`, at least once for each that is there. `text` is normal text in
   * lower case.
   */
  readonly find: (text: string, found: (word: number) => void) => void
}

const filterSize = 65_536
const space = 32
const lineFeed = 10
const letter = /[\p{L}\p{N}_]/u
// Han, kana, Thai, Lao, Myanmar and Khmer need no spaces between words, Hangul puts endings to them.
const withoutSpaces =
  /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{sc=Hangul}\p{sc=Thai}\p{sc=Lao}\p{sc=Myanmar}\p{sc=Khmer}]/u

function isSpacedLetter(code: number): boolean {
  if (code < 128) return (code >= 97 && code <= 122) || (code >= 48 && code <= 57) || code === 95
  const character = String.fromCharCode(code)
  return letter.test(character) && !withoutSpaces.test(character)
}

/** A word does not stand alone if a letter goes on before or behind its own. */
function standsAlone(text: string, from: number, to: number): boolean {
  return (
    !(from > 0 && isSpacedLetter(text.charCodeAt(from)) && isSpacedLetter(text.charCodeAt(from - 1))) &&
    !(to < text.length && isSpacedLetter(text.charCodeAt(to - 1)) && isSpacedLetter(text.charCodeAt(to)))
  )
}

function slot(first: number, second: number): number {
  return (first * 31 + second * 4_111) & (filterSize - 1)
}

/** `words` as people write them; an empty one is never found. */
export function compileWords(words: readonly string[]): WordSearch {
  const root: Node = { next: new Map(), word: undefined }
  const pairs = new Uint8Array(filterSize)
  const singles = new Uint8Array(filterSize)
  const lengths: number[] = []
  const sameAs = new Map<number, number[]>()
  for (const [index, raw] of words.entries()) {
    const word = normalWord(raw)
    lengths.push(word.length)
    if (word === '') continue
    let node = root
    for (let at = 0; at < word.length; at++) {
      const code = word.charCodeAt(at)
      let next = node.next.get(code)
      if (next === undefined) node.next.set(code, (next = { next: new Map(), word: undefined }))
      node = next
    }
    if (node.word === undefined) node.word = index
    else sameAs.set(node.word, [...(sameAs.get(node.word) ?? []), index])
    if (word.length === 1) singles[word.charCodeAt(0)] = 1
    else pairs[slot(word.charCodeAt(0), word.charCodeAt(1))] = 1
  }

  const walk = (text: string, start: number, found: (word: number) => void): void => {
    let node: Node | undefined = root
    for (let at = start; at < text.length; at++) {
      const code = text.charCodeAt(at)
      node = node.next.get(code) ?? (code === lineFeed ? node.next.get(space) : undefined)
      if (node === undefined) return
      const { word } = node
      if (word === undefined || !standsAlone(text, start, at + 1)) continue
      found(word)
      for (const same of sameAs.get(word) ?? []) found(same)
    }
  }

  return {
    find: (text, found) => {
      if (root.next.size === 0) return
      let code = text.charCodeAt(0)
      for (let at = 0; at < text.length; at++) {
        const next = text.charCodeAt(at + 1)
        if (
          singles[code] === 1 ||
          pairs[slot(code, next === lineFeed ? space : next)] === 1 ||
          pairs[slot(code, next)] === 1
        )
          walk(text, at, found)
        code = next
      }
    },
  }
}
