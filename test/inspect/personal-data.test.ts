import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import { assert as assertProperty, asyncProperty, stringMatching } from 'fast-check'
import type { PersonalData } from '../../src/inspect/content-facts.ts'
import { personalDataFinders } from '../../src/inspect/personal-data/finders.ts'
import { processorTime } from '../peers/processor-time.ts'
import { answerOf, mail } from './mails.ts'

async function found(data: PersonalData, text: string): Promise<number> {
  return (await answer(data, text)).found
}

async function answer(data: PersonalData, text: string): Promise<Awaited<ReturnType<typeof answerOf>>> {
  const bytes = mail(['Content-Type: text/plain; charset=utf-8'], text)
  return await answerOf(bytes, { kind: 'personal-data', data, body: true, attachments: false })
}

const kinds: readonly PersonalData[] = [
  'card',
  'my-number',
  'bank-account',
  'phone',
  'postal-address',
  'mail-address',
]

const present: Readonly<Record<PersonalData, readonly string[]>> = {
  card: [
    '4111111111111111',
    '4111 1111 1111 1111',
    '4111-1111-1111-1111',
    '４１１１－１１１１－１１１１－１１１１',
    'カード番号:5555555555554444。',
    '3782 822463 10005',
    '30569309025904',
    '3530111333300000',
    '6011111111111117',
    '2223003122003222',
    '4111 1111\n1111 1111'.replace('\n', ' '),
    '4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1',
    '4111111111111111 12/28 123',
    '4111 1111\n1111 1111',
    '4111-1111-\n1111-1111',
    '4111\n1111\n1111\n1111',
    '4111.1111.1111.1111',
    '-----\n4111 1111 1111 1111',
    '番号は4111/1111/1111/1111、期限は2028年',
  ],
  'my-number': [
    '123456789018',
    '1234 5678 9018',
    '1234-5678-9018',
    '１２３４５６７８９０１８',
    '番号は123456789018です',
    '社員 100 123456789018 2026',
    '1234.5678.9018',
    '1234/5678/9018',
    '1234_5678_9018',
    '1234,5678,9018',
    '１２３４．５６７８．９０１８',
    '1234\n5678\n9018',
    '1234 5678\n9018',
    '1234-5678-\n9018',
    'A,1234,5678,9018,77',
    'Is it 1234.5678.9018.',
  ],
  'bank-account': [
    '普通 1234567',
    '普通預金　口座番号：1234567',
    'みずほ銀行 渋谷支店 (普) 1234567',
    '三菱UFJ銀行 本店 当座 7654321',
    '口座番号\n1234567',
    'Account No. 1234567',
    '記号 12340 番号 12345671',
    'GB29 NWBK 6016 1331 9268 19',
  ],
  phone: [
    '03-1234-5678',
    '(03)1234-5678',
    '03(1234)5678',
    '090-1234-5678',
    '09012345678',
    '+81-90-1234-5678',
    '+81 3 1234 5678',
    '０９０－１２３４－５６７８',
    '0120-123-456',
    '0467-12-3456',
    '0800-123-4567',
    'TEL 0312345678',
    '03−1234−5678',
    '03ー1234ー5678',
  ],
  'postal-address': [
    '〒100-0005',
    '東京都千代田区丸の内1-2-3',
    '北海道札幌市中央区北一条西2丁目',
    '京都府京都市下京区東塩小路町９０１番地',
    '神奈川県横浜市西区みなとみらい２－３－１',
    '〒100-0005 東京都千代田区丸の内1-2-3',
  ],
  'mail-address': [
    'sato@company.example',
    'taro.yamada+x@mail.company.example',
    '連絡先はsato@company.exampleまで',
    'ｓａｔｏ＠company.example',
  ],
}

const absent: Readonly<Record<PersonalData, readonly string[]>> = {
  card: [
    '4111111111111112',
    '41111111111111111',
    'ID4111111111111111',
    '1111 1111 1111 1117',
    '4111-1111-1111-1111-1111',
    '4111.1111.1111.1111.1111',
    '4111\n1111\n1111\n1111\n1111',
    '4111 1111,1111 1111',
    '4111 1111\n\n1111 1111',
    '9999999999999995',
  ],
  'my-number': [
    '123456789012',
    '1234567890180',
    '0123456789018',
    'A123456789018',
    '1234-5678-9018-1234',
    '000000000000',
    '123456-789018',
    '1234,5678,9018,1234',
    '1234\n5678\n9018\n1234',
    '1234/5678.9018',
    '2020/2021/2022',
    '2024,2023,2022',
    '2024 2023 2022',
    '1234 5678 9018 1234\n5678 9018 1234 5678',
  ],
  'bank-account': [
    '1234567',
    '普通 12345678',
    '銀行の営業は1234567',
    'GB29 NWBK 6016 1331 9268 18',
    '普通に 300 個',
  ],
  phone: [
    '1234-5678',
    '2026-11-24',
    '100-0005',
    '0000000000',
    '03-1234-56789',
    'A03-1234-5678',
    '090-1234-567',
  ],
  'postal-address': ['東京都', '京都市', '東京都の人口は', '100-0005'],
  'mail-address': ['@sato', 'sato@localhost', 'sato @ company.example', 'a@b'],
}

for (const data of kinds)
  describe(`${data} is found in`, () => {
    for (const text of present[data])
      it(text, async () => {
        assert.equal(await found(data, text), 1)
      })
  })

for (const data of kinds)
  describe(`${data} is not found in`, () => {
    for (const text of absent[data])
      it(text, async () => {
        assert.equal(await found(data, text), 0)
      })
  })

describe('findings', () => {
  it('of the same number are one', async () => {
    assert.equal(await found('card', '4111111111111111 と 4111-1111-1111-1111'), 1)
    assert.equal(await found('phone', '03-1234-5678、０３（１２３４）５６７８、+81-3-1234-5678'), 1)
  })

  it('are counted in a table', async () => {
    const rows = Array.from(
      { length: 300 },
      (_, row) => `佐藤${row},s${row}@company.example,090-1234-${1000 + row}`,
    )
    assert.equal(await found('mail-address', rows.join('\n')), 300)
    assert.equal(await found('phone', rows.join('\n')), 300)
  })

  it('are counted in a list with one on each line', async () => {
    assert.equal(await found('card', '4111 1111 1111 1111\n5555 5555 5555 4444\n4012 8888 8888 1881'), 3)
    assert.equal(
      await found('my-number', '1234-5678-9018\n2345-6789-0124\n1111-2222-3334'),
      await found('my-number', '1234-5678-9018, 2345-6789-0124, 1111-2222-3334'),
    )
  })

  it('are masked', async () => {
    assert.deepEqual((await answer('card', '4111 1111 1111 1111')).examples, [
      { path: '1', text: '************1111' },
    ])
    assert.deepEqual((await answer('my-number', '123456789018')).examples, [
      { path: '1', text: '*********018' },
    ])
    assert.deepEqual((await answer('mail-address', 'sato@company.example')).examples, [
      { path: '1', text: 's***@company.example' },
    ])
  })

  it('of cards are those with the check digit of Luhn, and no others', async () => {
    await assertProperty(
      asyncProperty(stringMatching(/^4[0-9]{14}$/), async (head) => {
        const hits: string[] = []
        for (let digit = 0; digit < 10; digit++)
          if ((await found('card', `${head}${digit}`)) === 1) hits.push(`${head}${digit}`)
        assert.equal(hits.length, 1)
      }),
      { numRuns: 30 },
    )
  })
})

it('a number within thousands of others is found wherever it stands, and once', () => {
  for (let before = 1_970; before < 2_010; before++) {
    const hits: string[] = []
    const text = `${'12 '.repeat(before)}4111 1111 1111 1111 ${'12 '.repeat(4_000)}`
    personalDataFinders.card(text, (key) => hits.push(key))
    assert.deepEqual(new Set(hits), new Set(['4111111111111111']), `behind ${before} others`)
  }
  const longer = `${'12 '.repeat(1_990)}${'4111 '.repeat(40)}`
  personalDataFinders.card(longer, (key) => assert.fail(`${key} is part of a longer number`))
})

it('ten million digits, however they are grouped, are read in a second', () => {
  for (const digits of [
    '1234567890',
    '1 ',
    '1234 ',
    '4111 1111 1111 1111\n',
    '4111,',
    '1\n',
    '090-1234-5678 ',
  ]) {
    const text = digits.repeat(10_000_000 / digits.length)
    const { took } = processorTime(() => {
      for (const kind of kinds) personalDataFinders[kind](text, () => {})
    })
    assert.ok(took < 1_000, `${Math.round(took)} ms for ${digits}`)
  }
})
