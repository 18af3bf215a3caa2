/** The conditions of the default policies in words: parts of a sentence that say when they hold. */

import type { ApproverSettings } from '../policy/conditions/approver.ts'
import type { ReportKind } from '../policy/conditions/report.ts'
import type { InBothLanguages } from './language.ts'

export const conditionApproverTexts: InBothLanguages<(settings: ApproverSettings) => string> = {
  en: ({ in: place }) => {
    const where = {
      header: ' in To or Cc',
      envelope: ' among the recipients of the envelope',
      both: ' both in To or Cc and in the envelope',
    }
    return `no supervisor who may approve the mail is${place === undefined ? ' in To or Cc' : where[place]}`
  },
  ja: ({ in: place }) => {
    const where = {
      header: ' To または Cc に',
      envelope: 'エンベロープの宛先に',
      both: ' To または Cc とエンベロープの両方に',
    }
    return `承認できる上司が${place === undefined ? ' To または Cc に' : where[place]}いない`
  },
}

export const conditionReportTexts: InBothLanguages<Readonly<Record<ReportKind, string>>> = {
  en: {
    real: 'the mail is a real delivery or disposition report (null sender and multipart/report)',
    automatic: 'the mail is an automatic reply (null sender and Auto-Submitted: auto-replied)',
  },
  ja: {
    real: '本物の配送通知または開封通知である (送信者が空で、multipart/report)',
    automatic: '自動応答である (送信者が空で、Auto-Submitted: auto-replied)',
  },
}
