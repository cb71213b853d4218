import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core'

/** Indigo, the one accent: what can be pressed. It never means a state. */
const indigo: MantineColorsTuple = [
  '#eff2fa',
  '#dde3f2',
  '#b9c5e6',
  '#95a6db',
  '#788dd0',
  '#667dc8',
  '#546cba',
  '#4059a6',
  '#324a93',
  '#273c7d',
]

const fontFamily =
  '"Inter Variable", Inter, "Noto Sans JP", "Noto Sans CJK JP", "Hiragino Sans", "Yu Gothic UI", Meiryo, system-ui, sans-serif'

/** Look of everything: system fonts, 14-px text, a 4-px grid, flat surfaces, motion under 150 ms. */
export const theme = createTheme({
  primaryColor: 'indigo',
  colors: { indigo },
  primaryShade: { light: 8, dark: 8 },
  autoContrast: true,
  fontFamily,
  fontFamilyMonospace: '"JetBrains Mono", ui-monospace, "SF Mono", Consolas, "Noto Sans Mono CJK JP", monospace',
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '20px' },
  fontWeights: { regular: '400', medium: '500', bold: '600' },
  lineHeights: { xs: '1.5', sm: '1.55', md: '1.6', lg: '1.6', xl: '1.5' },
  spacing: { xs: '8px', sm: '12px', md: '16px', lg: '24px', xl: '32px' },
  radius: { xs: '2px', sm: '4px', md: '6px', lg: '8px', xl: '12px' },
  defaultRadius: 'sm',
  headings: {
    fontFamily,
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '20px', lineHeight: '1.4' },
      h2: { fontSize: '16px', lineHeight: '1.5' },
      h3: { fontSize: '14px', lineHeight: '1.6' },
    },
  },
  shadows: { xs: 'none', sm: 'none', md: '0 4px 12px rgb(0 0 0 / 12%)', lg: '0 4px 12px rgb(0 0 0 / 12%)', xl: 'none' },
  respectReducedMotion: true,
  components: {
    Button: { defaultProps: { size: 'sm' } },
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray' } },
    Tooltip: {
      defaultProps: {
        openDelay: 300,
        transitionProps: { duration: 100 },
        events: { hover: true, focus: true, touch: true },
      },
    },
    Modal: { defaultProps: { lockScroll: false, transitionProps: { duration: 120 }, centered: true, radius: 'md' } },
    Drawer: { defaultProps: { lockScroll: false, transitionProps: { duration: 120 } } },
    Menu: { defaultProps: { withInitialFocusPlaceholder: false, transitionProps: { duration: 80 }, shadow: 'md' } },
    Popover: { defaultProps: { transitionProps: { duration: 80 }, shadow: 'md' } },
  },
})

const surfaces = {
  '--mantine-color-body': 'var(--surface)',
  '--mantine-color-text': 'var(--text)',
  '--mantine-color-dimmed': 'var(--text-dim)',
  '--mantine-color-default': 'var(--surface)',
  '--mantine-color-default-hover': 'var(--surface-hover)',
  '--mantine-color-default-border': 'var(--line)',
  '--mantine-color-error': 'var(--state-failed)',
}

/** Makes Mantine's parts use our tokens in both schemes. */
export const cssVariablesResolver: CSSVariablesResolver = () => ({
  variables: {},
  light: { ...surfaces, '--mantine-color-anchor': '#324a93' },
  dark: { ...surfaces, '--mantine-color-anchor': '#a9b8ea' },
})
