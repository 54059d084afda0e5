package values

import "go/types"

type holderMap map[*types.TypeName]bool
