import { createContext, type ReactNode } from 'react';

/** Open questions, drawn inside the dialog that is in front so that the focus may go to them; null inside a question. */
export const PromptSlot = createContext<ReactNode>(null);
