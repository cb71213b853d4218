// Controls but for the tab, separators of lines, and marks that change the direction of writing.
const deceptive = /(?!\t)[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu

/**
 * Text as one line that a terminal can safely show: what would break the line, move the cursor or turn the direction of
 * writing stands as `\u001b`. JSON text keeps its meaning.
 */
export function visibleText(text: string): string {
  return text.replace(deceptive, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
