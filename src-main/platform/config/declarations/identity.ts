import { builtInRoleSchema } from '#shared/contract/permissions.ts'
import { declare } from '../declaration.ts'
import { choices, flag, text } from '../value-types.ts'

/** Settings of signing in and of what two people decide. */
export const identityDeclarations = {
  'twoFactor.issuer': declare(
    'TWO_FACTOR_ISSUER',
    text(64),
    'Kuraban',
    {
      ja: '認証アプリに表示される、この拠点の名前です。',
      en: 'Name under which authenticators list this site.',
    },
    { onScreen: true, needsRestart: false },
  ),
  'twoFactor.requiredRoles': declare(
    'TWO_FACTOR_REQUIRED_ROLES',
    choices(...builtInRoleSchema.options),
    [],
    {
      ja: '2段階認証を必須にする役割です。次のサインインから、設定するまでほかの操作ができなくなります。',
      en: 'Roles that must have a second factor. Until it is set up, nothing else can be done.',
    },
    { onScreen: true, needsRestart: false },
  ),
  'approvals.required': declare(
    'APPROVALS_REQUIRED',
    choices('delete-repository', 'shorten-retention', 'disable-verification'),
    [],
    {
      ja: '実行の前に、もう一人の管理者の承認が必要な操作です。',
      en: 'What needs the consent of a second administrator before it is done.',
    },
    { onScreen: true, needsRestart: false },
  ),
  'signIn.development': declare('DEVELOPMENT_SIGN_IN', flag(), false, {
    ja: '開発用の固定の利用者でサインインできるようにします。本番環境では無視します。',
    en: 'Lets the fixed user of the development mode sign in. Ignored in production.',
  }),
  'password.blockListFile': declare('PASSWORD_BLOCK_LIST_FILE', text(4096), '', {
    ja: '使ってはいけないパスワードを1行に1つ書いたファイルです。付属の一覧に加えて使います。',
    en: 'File with passwords that must not be used, one a line, besides the list that comes with the program.',
  }),
}
