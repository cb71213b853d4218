/** A code as the program wants it, whatever an input method, a letter or the clipboard made of it. */
export function typedCode(text: string): string {
  return text
    .normalize('NFKC')
    .replaceAll(/[\s\u200b\ufeff]/g, '')
    .replaceAll(/[\u2010-\u2015\u2212ー]/g, '-')
    .toUpperCase()
}

/** Whether a code of an authenticator is complete, so that it can be sent by itself. */
export const isWholeCode = (code: string): boolean => /^\d{6}$/.test(code)
