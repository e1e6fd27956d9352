import { Type, type Static } from 'typebox'
import { commands } from '../../alerts/alert/alert-command.ts'

export const AlertActionsDto = Type.Object({
  items: Type.Array(
    Type.Object({
      action: Type.Enum([...commands], { description: 'The last part of the path of the command' }),
      refusal: Type.Union([Type.String(), Type.Null()], {
        description: 'Why the caller may not do it, and who may; null = the caller may',
      }),
    }),
  ),
})
export type AlertActionsDto = Static<typeof AlertActionsDto>
