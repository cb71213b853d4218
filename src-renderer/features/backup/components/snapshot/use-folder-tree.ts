import { useQueries } from '@tanstack/react-query'
import { useEffect, useMemo, useRef, useState } from 'react'
import type { SnapshotEntry } from '#shared/features/backup/values.ts'
import { folderPageQuery } from '../../queries.ts'
import { flatten, type OpenFolder, onlyFolder } from './folder-lines.ts'

interface TreeInput {
  readonly repositoryId: string
  readonly snapshotId: string
  readonly root: string
  /** Narrows the root folder only. */
  readonly nameContains: string | undefined
}

/** Cursors of the pages that are wanted of each open folder; the first page has none. */
type OpenPages = ReadonlyMap<string, readonly (string | undefined)[]>

function useOpenFolders({ repositoryId, snapshotId, root, nameContains }: TreeInput, open: OpenPages) {
  const pages = useMemo(
    () => [...open].flatMap(([path, cursors]) => cursors.map((cursor) => ({ path, cursor }))),
    [open],
  )
  const results = useQueries({
    queries: pages.map(({ path, cursor }) =>
      folderPageQuery({
        repositoryId,
        snapshotId,
        path,
        cursor,
        nameContains: path === root ? nameContains : undefined,
      }),
    ),
  })
  const version = results.map((result) => `${result.dataUpdatedAt} ${result.status}`).join()
  // biome-ignore lint/correctness/useExhaustiveDependencies: the version stands for the results
  const folders = useMemo(() => {
    const entries = new Map<string, SnapshotEntry[]>()
    const found = new Map<string, OpenFolder>()
    for (const [index, { path }] of pages.entries()) {
      const result = results[index]
      const all = entries.get(path) ?? []
      entries.set(path, all)
      for (const entry of result?.data?.items ?? []) all.push(entry)
      found.set(path, {
        entries: all,
        totalEntries: result?.data?.totalEntries ?? found.get(path)?.totalEntries ?? 0,
        nextCursor: result?.data?.nextCursor ?? null,
        isLoading: result?.isPending ?? false,
        error: result?.error ?? null,
      })
    }
    return found
  }, [pages, version])
  const retry = (path: string) => {
    for (const [index, page] of pages.entries())
      if (page.path === path && results[index]?.isError === true) void results[index].refetch()
  }
  return { folders, retry }
}

/**
 * The content of a snapshot as far as it was opened: pages are fetched as they are wanted and kept. A folder that holds
 * but one folder opens that by itself, once. Give it a new key for another root or filter.
 */
export function useFolderTree(input: TreeInput) {
  const { root, nameContains } = input
  const [open, setOpen] = useState<OpenPages>(() => new Map([[root, [undefined]]]))
  const ledOn = useRef(new Set<string>())
  const { folders, retry } = useOpenFolders(input, open)
  const expand = (path: string) =>
    setOpen((before) => (before.has(path) ? before : new Map(before).set(path, [undefined])))
  const collapse = (path: string) => {
    const inside = `${path}/`
    setOpen((before) => new Map([...before].filter(([other]) => other !== path && !other.startsWith(inside))))
  }
  const loadMore = (path: string) => {
    const folder = folders.get(path)
    if (folder === undefined || folder.isLoading || folder.nextCursor === null) return
    const cursor = folder.nextCursor
    setOpen((before) => {
      const cursors = before.get(path) ?? []
      return cursors.includes(cursor) ? before : new Map(before).set(path, [...cursors, cursor])
    })
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: what opens by itself depends on what has come only
  useEffect(() => {
    if (nameContains !== undefined) return
    for (const folder of folders.values()) {
      const only = onlyFolder(folder)
      if (only === null || ledOn.current.has(only)) continue
      ledOn.current.add(only)
      expand(only)
    }
  }, [folders, nameContains])
  const lines = useMemo(() => flatten(folders, root), [folders, root])
  return { lines, folders, expand, collapse, loadMore, retry }
}

export type FolderTree = ReturnType<typeof useFolderTree>
