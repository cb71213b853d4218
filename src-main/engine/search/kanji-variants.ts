/** Kanji that names are written with in more than one form: what is written, and what it is searched as. */
const rows = [
  ['髙', '高'],
  ['﨑', '崎'],
  ['碕', '崎'],
  ['邊邉', '辺'],
  ['齋', '斎'],
  ['齊', '斉'],
  ['濱濵', '浜'],
  ['槗', '橋'],
  ['澤', '沢'],
  ['廣', '広'],
  ['國', '国'],
  ['眞', '真'],
  ['嶋嶌', '島'],
  ['惠', '恵'],
  ['櫻', '桜'],
  ['瀨', '瀬'],
  ['德', '徳'],
  ['𠮷', '吉'],
  ['淸', '清'],
  ['靑', '青'],
  ['舘', '館'],
  ['淵', '渕'],
  ['龍', '竜'],
  ['瀧', '滝'],
  ['桒', '桑'],
  ['舩', '船'],
  ['吞', '呑'],
  ['壽', '寿'],
] as const

/** The form that each variant is searched as. */
export const kanjiVariants: ReadonlyMap<string, string> = new Map(
  rows.flatMap(([variants, common]) => [...variants].map((variant) => [variant, common] as const)),
)

/** Finds any of the variants. */
export const anyKanjiVariant = new RegExp([...kanjiVariants.keys()].join('|'), 'gu')
