/** `sekisho notice`: templates of refusal notices, and a look at what they make. */

import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { codeOf } from '../store/fault-code.ts'
import { type Command, Option } from 'commander'

import { noticeTemplateFiles, shippedNoticeTemplate } from '../deliver/notice-templates.ts'
import { cliTexts } from '../text/cli.ts'
import { noticeHelp } from '../text/cli-notice.ts'
import type { Language } from '../text/language.ts'

import { collectAddresses } from './addresses.ts'
import { CommandFailure, exit } from './exit.ts'
import { addExamples } from './help.ts'
import { languageOf } from './language.ts'
import { previewNotice, type NoticePreviewOptions } from './notice-preview.ts'

/** Never over what is there: it may be somebody's work. */
function writeTemplates(directory: string, language: Language): void {
  const texts = noticeHelp[language].templates
  const files = noticeTemplateFiles.map((file) => ({ file, path: join(directory, file) }))
  const present = files.find(({ path }) => existsSync(path))
  if (present !== undefined) {
    process.exitCode = exit.no
    process.stdout.write(`${texts.exists(present.path)}\n`)
    return
  }
  let writing = directory
  try {
    mkdirSync(directory, { recursive: true })
    for (const { file, path } of files) {
      writing = path
      writeFileSync(path, shippedNoticeTemplate(file), { flag: 'wx' })
    }
  } catch (error) {
    throw new CommandFailure(cliTexts[language].cannotWrite(writing, codeOf(error)))
  }
  const lines = [...files.map(({ path }) => texts.written(path)), texts.next(directory)]
  process.stdout.write(`${lines.join('\n')}\n`)
}

/** Adds `notice` to the program. */
export function registerNotice(program: Command): void {
  const language = languageOf(program)
  const { description, templates, preview } = noticeHelp[language]
  const notice = program.command('notice').description(description).helpCommand(false)
  const templatesCommand = notice
    .command('templates')
    .description(templates.description)
    .requiredOption('--output <dir>', templates.outputOption)
    .action(({ output }: { readonly output: string }) => writeTemplates(output, language))
  addExamples(templatesCommand, templates.examples, templates.exitCodes)
  const previewCommand = notice
    .command('preview')
    .description(preview.description)
    .requiredOption('--config <file>', preview.configOption)
    .requiredOption('--eml <file>', preview.emlOption)
    .requiredOption('--mail-from <address>', preview.mailFromOption)
    .requiredOption('--rcpt <addresses>', preview.rcptOption, collectAddresses)
    .addOption(
      new Option('--format <format>', preview.formatOption).choices(['text', 'html', 'mail']).default('text'),
    )
    .action((options: NoticePreviewOptions) => previewNotice(options, language))
  addExamples(previewCommand, preview.examples, preview.exitCodes)
}
