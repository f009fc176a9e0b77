import { ToolNotAllowed } from '../../schemas/errors.ts';
import { toolsAt, type ToolName } from '../../schemas/tools/access.ts';
import type { DiagnosticLevel } from '../../schemas/values.ts';

/** The last of the three enforcements of a level's tools (SPEC A5). Throws `ToolNotAllowed`. */
export const requireTool = (tool: ToolName, level: DiagnosticLevel): void => {
  if (!toolsAt[level].includes(tool)) throw new ToolNotAllowed(tool, level);
};
