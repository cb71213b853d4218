import { describe, expect, it } from 'vitest'
import { panelSchema } from '#shared/features/monitoring/values.ts'
import { freshId, moved, movedTo, resized } from './arrange.ts'

const panels = ['a', 'b', 'c'].map((id) =>
  panelSchema.parse({ id, title: id, kind: 'graph', queries: [{ expression: 'up' }] }),
)
const ids = (list: readonly { readonly id: string }[]) => list.map(({ id }) => id).join('')

describe('arranging panels', () => {
  it('moves one on and back, and stops at the ends', () => {
    expect(ids(moved(panels, 'a', 1))).toBe('bac')
    expect(ids(moved(panels, 'c', -1))).toBe('acb')
    expect(ids(moved(panels, 'a', -1))).toBe('abc')
    expect(ids(moved(panels, 'b', 9))).toBe('acb')
    expect(moved(panels, 'x', 1)).toBe(panels)
  })

  it('drops one in the place of another, from either side', () => {
    expect(ids(movedTo(panels, 'a', 'c'))).toBe('bca')
    expect(ids(movedTo(panels, 'c', 'a'))).toBe('cab')
    expect(movedTo(panels, 'a', 'x')).toBe(panels)
  })

  it('never makes one larger or smaller than the page takes', () => {
    const size = (list: typeof panels | ReturnType<typeof resized>) => [list[0]?.width, list[0]?.height]
    expect(size(resized(panels, 'a', 1, -1))).toEqual([7, 2])
    expect(size(resized(panels, 'a', 99, 99))).toEqual([12, 8])
    expect(size(resized(panels, 'a', -99, -99))).toEqual([2, 1])
  })

  it('gives a new panel an id that is free', () => {
    expect(freshId(panels)).toBe('p4')
    expect(freshId(panels.map((panel, index) => ({ ...panel, id: `p${index + 2}` })))).toBe('p5')
  })
})
