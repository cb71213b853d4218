import { describe, expect, it } from 'vitest'
import { TemplateSyntaxError } from './lexer.ts'
import { expandMessage, parseMessageTemplate } from './message.ts'
import { parseTemplate } from './template.ts'

const data = {
  Status: 'firing',
  Alerts: [
    { Labels: { alertname: 'DiskFull', disk: 'D:\\"x"' }, Summary: '空きが\n少ない' },
    { Labels: { alertname: 'Other' }, Summary: '' },
  ],
}
const filled = (text: string) => expandMessage(parseMessageTemplate(text), data)

describe('the template of a message', () => {
  it('reads its data with a dot and walks lists', async () => {
    expect(await filled('{{ .Status }} {{ len .Alerts }}')).toBe('firing 2')
    expect(await filled('{{ range .Alerts }}{{ .Labels.alertname }}{{ .Labels.none }},{{ end }}')).toBe(
      'DiskFull,Other,',
    )
  })

  it('writes anything as JSON, so that a body stays one whatever an alert says', async () => {
    const body = await filled('{"text": {{ toJson (index .Alerts 0).Summary }}, "all": {{ .Alerts | toJson }}}')
    expect(JSON.parse(body)).toEqual({ text: data.Alerts[0]?.Summary, all: data.Alerts })
  })

  it('refuses names that it does not know, queries and texts without end', async () => {
    expect(() => parseMessageTemplate('{{ query "up" }}')).toThrow(TemplateSyntaxError)
    expect(() => parseMessageTemplate('{{ $labels.x }}')).toThrow(TemplateSyntaxError)
    expect(() => parseTemplate('{{ toJson $value }}')).toThrow(TemplateSyntaxError)
    await expect(filled('{{ .Stauts }}')).rejects.toThrow('Stauts')
    const nested = '{{ range $.Alerts }}'.repeat(20) + 'x'.repeat(100) + '{{ end }}'.repeat(20)
    await expect(filled(nested)).rejects.toThrow('too long')
    await expect(filled(nested.replace(/x+/, '{{ if false }}{{ end }}'))).rejects.toThrow('takes too long')
  })
})
