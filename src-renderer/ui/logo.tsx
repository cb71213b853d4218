/** The storehouse: mark of the program. */
export function Logo({ size = 24 }: { readonly size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden focusable="false">
      <path fill="currentColor" d="M16 3 2 11v3h28v-3zM4 16h24v13H4z" />
      <path fill="var(--surface)" d="M12 20h8v9h-8z" />
      <path fill="currentColor" d="M15.25 22.5h1.5v4h-1.5z" />
    </svg>
  )
}
