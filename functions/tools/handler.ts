import type { Logger } from '@aws-lambda-powertools/logger';
import { toolsContract } from '../../workflows/chat-turn/contract.ts';
import { tasks } from '../runtime/tasks.ts';
import { registry } from './registry.ts';
import { runTool } from './run-tool.ts';

/** One task per tool. */
export const tools = (logger: Logger) =>
  tasks(
    toolsContract,
    {
      SymptomDiagnosisAnalyzer: runTool(registry.symptom_diagnosis_analyzer),
      RepairInstructions: runTool(registry.repair_instructions),
    },
    logger,
  );
