import assert from 'node:assert/strict'
import { test } from 'node:test'

import * as fc from 'fast-check'

import { foldText } from '../../src/mail/fold-text.ts'

test('what readers take for the same folds to the same', () => {
  assert.equal(foldText('ＡＢＣ ｶﾞｲﾄﾞ'), 'abc ガイド')
  assert.equal(foldText('Strictly\r\n\tCONFIDENTIAL'), 'strictly confidential')
  assert.equal(foldText('STRASSE'), foldText('straße'))
  assert.equal(foldText('ΟΔΟΣ'), foldText('οδος'))
})

test('letters that nobody sees do not split a word', () => {
  assert.equal(foldText('極\u200b秘\u00ad'), '極秘')
  assert.equal(foldText('pass\u2060word\ufeff'), 'password')
})

test('a Japanese word that a line end cuts is one word, an English one is two', () => {
  assert.equal(foldText('社外\r\n秘'), '社外秘')
  assert.equal(foldText('top\nsecret'), 'top secret')
})

test('folded text folds to itself', () => {
  const piece = fc.constantFrom(
    '漢',
    ' ',
    '\r',
    '\n',
    'a',
    'K',
    'ー',
    'ｶ',
    'ﾞ',
    '\u200b',
    'İ',
    'ß',
    'Σ',
    '\u0301',
  )
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: piece })), (text) => {
      const folded = foldText(text)
      assert.equal(foldText(folded), folded)
    }),
    { numRuns: 2_000 },
  )
})
