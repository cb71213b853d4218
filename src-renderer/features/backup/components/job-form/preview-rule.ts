/** Why something is left out: a pattern as it is written, or a rule by its name. */
export type PreviewRule =
  | { readonly kind: 'pattern'; readonly pattern: string }
  | { readonly kind: 'marker'; readonly name: string }
  | { readonly kind: 'too-large' }
  | { readonly kind: 'other-file-system' }

/** Reads the rule of a preview's sample; rules that are no patterns stand in angle brackets. */
export function previewRuleOf(rule: string): PreviewRule {
  if (rule === '<too-large>') return { kind: 'too-large' }
  if (rule === '<other-file-system>') return { kind: 'other-file-system' }
  const marker = /^<marker (.+)>$/.exec(rule)?.[1]
  return marker === undefined ? { kind: 'pattern', pattern: rule } : { kind: 'marker', name: marker }
}
