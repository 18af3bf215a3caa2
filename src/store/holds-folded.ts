/** Whether a text holds words once it is folded (`foldText`), without folding what folds to itself: most subjects do. */

import { foldText } from '../mail/fold-text.ts'

/** Letters that `foldText` leaves as they are: ASCII without capitals, kana, kanji, and their usual marks. */
const folded = /^[ -@[-~ぁ-ゔァ-ヺー・、。「」々一-鿿]*$/

/** @param words as `foldText` gives them */
export function holdsFolded(text: string, words: string): boolean {
  const lower = text.toLowerCase()
  return (folded.test(lower) && !lower.includes('  ') ? lower : foldText(text)).includes(words)
}
