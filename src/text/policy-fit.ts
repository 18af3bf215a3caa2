/** Why policies that are right in themselves cannot judge here. */

import type { InBothLanguages } from './language.ts'

interface PolicyFitTexts {
  readonly unknownRoute: (name: string, known: readonly string[]) => string
}

export const policyFitTexts: InBothLanguages<PolicyFitTexts> = {
  en: {
    unknownRoute: (name, known) =>
      `The configuration has no route called "${name}", so that the mail could not go. ${
        known.length === 0 ? 'No route has a name.' : `Known are: ${known.join(', ')}.`
      } Give the route a "name" in "routes" of sekisho.yaml, or name another one.`,
  },
  ja: {
    unknownRoute: (name, known) =>
      `設定に経路「${name}」がないため、メールを送れません。${
        known.length === 0 ? '名前の付いた経路はありません。' : `定義済み: ${known.join('、')}。`
      }sekisho.yaml の routes に name を付けるか、別の経路を指定してください。`,
  },
}
