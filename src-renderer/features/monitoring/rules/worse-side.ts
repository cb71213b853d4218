/** Text in quotes and label matchers, in which a comparison sign compares no figures. */
const notCompared = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`|\{[^}]*\}/g

/** On which side of its number a rule's condition holds, read from the last comparison in it. */
export function worseSide(expression: string): 'above' | 'below' {
  const signs = expression.replaceAll(notCompared, '').match(/[<>]=?/g)
  return signs?.at(-1)?.startsWith('<') === true ? 'below' : 'above'
}
