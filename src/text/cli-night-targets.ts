/** Where each target of the groups stands, as `sekisho night status` and `sekisho night show` say it. */

import type { InBothLanguages } from './language.ts'

interface CliNightTargetTexts {
  readonly targets: string
  readonly attempts: string
  readonly earlier: (count: number) => string
  readonly published: (since: string) => string
  readonly behind: (attempts: number, last: string) => string
  readonly neverTried: string
  readonly outcomes: Readonly<Record<'done' | 'failed' | 'cut', string>>
}

export const cliNightTargetTexts: InBothLanguages<CliNightTargetTexts> = {
  en: {
    targets: 'Targets of the groups:',
    attempts: 'Published to each target:',
    earlier: (count) => `${count} earlier attempts: see --json`,
    published: (since) => `has all groups, since ${since}`,
    behind: (attempts, last) =>
      `lacks groups: ${attempts === 1 ? 'one attempt' : `${attempts} attempts`}, the last at ${last}; it is tried again`,
    neverTried: 'not tried yet',
    outcomes: { done: 'done', failed: 'failed', cut: 'cut off, or under way' },
  },
  ja: {
    targets: 'グループの配布先:',
    attempts: '配布先ごとの経過:',
    earlier: (count) => `これより前の ${count} 件は --json で確認できます`,
    published: (since) => `グループが揃っています (${since} から)`,
    behind: (attempts, last) =>
      `グループが揃っていません (${attempts} 回実行、最後は ${last})。自動で再試行します`,
    neverTried: 'まだ配布していません',
    outcomes: { done: '完了', failed: '失敗', cut: '中断または実行中' },
  },
}
