/** How much a line or box asks for attention. */
export type Tone = 'neutral' | 'critical' | 'warning' | 'info' | 'muted';
