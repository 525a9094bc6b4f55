/** Spellings of ss, and of netstat where it speaks another language; see SPEC.md, SK-05. */
const SPELLINGS: Readonly<Record<string, string>> = {
  ESTAB: 'ESTABLISHED', 'SYN-SENT': 'SYN_SENT', 'SYN-RECV': 'SYN_RECV', 'FIN-WAIT-1': 'FIN_WAIT1', 'FIN-WAIT-2': 'FIN_WAIT2', 'TIME-WAIT': 'TIME_WAIT', 'CLOSE-WAIT': 'CLOSE_WAIT', 'LAST-ACK': 'LAST_ACK',
  // net-tools: German, Czech, Portuguese, French, Estonian, Japanese.
  VERBUNDEN: 'ESTABLISHED', UNBEKANNT: 'UNKNOWN', HÖRT: 'LISTENING', VERBINDUNGSAUFBAU: 'CONNECTING', VERBINDUNGSABBAU: 'DISCONNECTING', FREI: 'FREE',
  SPOJENO: 'ESTABLISHED', ZAVŘEN: 'CLOSE', NASLOUCHÁ: 'LISTEN', ZAVÍRÁ: 'CLOSING', NEZNÁM: 'UNKNOWN', SPOJUJE: 'CONNECTING', SPOJEN: 'CONNECTED', ODPOJUJE: 'DISCONNECTING', NEALOKOVÁN: 'FREE',
  ESTABELECIDA: 'ESTABLISHED', SYN_ENVIADO: 'SYN_SENT', SYN_RECEBIDO: 'SYN_RECV', ESPERA_FIN1: 'FIN_WAIT1', ESPERA_FIN2: 'FIN_WAIT2', FECHAR: 'CLOSE', ESPERANDO_FECHAR: 'CLOSE_WAIT', ÚLTIMO_ACK: 'LAST_ACK',
  OUÇA: 'LISTEN', FECHANDO: 'CLOSING', DESCONHECIDA: 'UNKNOWN', OUVINDO: 'LISTENING', CONECTANDO: 'CONNECTING', CONECTADO: 'CONNECTED', DESCONECTANDO: 'DISCONNECTING', LIVRE: 'FREE',
  INCONNU: 'UNKNOWN', ENCONNEXION: 'CONNECTING', CONNECTE: 'CONNECTED', ENDECONNEXION: 'DISCONNECTING', LIBRE: 'FREE',
  TUNDMATU: 'UNKNOWN', ÜHENDUMAS: 'CONNECTING', ÜHENDATUD: 'CONNECTED', LAHTIÜHENDUMAS: 'DISCONNECTING', VABA: 'FREE', 不明: 'UNKNOWN',
  // Windows, German.
  HERGESTELLT: 'ESTABLISHED', ABHÖREN: 'LISTENING', WARTEND: 'TIME_WAIT', SCHLIESSEN_WARTEN: 'CLOSE_WAIT',
};

const STATES: ReadonlySet<string> = new Set([
  'ESTABLISHED', 'SYN_SENT', 'SYN_RECV', 'SYN_RCVD', 'SYN_RECEIVED', 'NEW_SYN_RECV', 'FIN_WAIT1', 'FIN_WAIT2', 'FIN_WAIT_1', 'FIN_WAIT_2', 'TIME_WAIT', 'CLOSE', 'CLOSED', 'CLOSE_WAIT', 'LAST_ACK',
  'LISTEN', 'LISTENING', 'CLOSING', 'BOUND', 'UNKNOWN', 'UNCONN', 'CONNECTED', 'CONNECTING', 'DISCONNECTING', 'FREE',
]);

/** A state as netstat spells it; one not known stays as printed. */
export function netstatState(printed: string): { readonly state: string; readonly isKnown: boolean } {
  const state = Object.hasOwn(SPELLINGS, printed) ? (SPELLINGS[printed] ?? printed) : printed;
  return { state, isKnown: STATES.has(state) };
}

/** Index is the state number of the kernel's TCP states, as /proc/net/tcp prints it in hexadecimal. */
const KERNEL_STATES = ['', 'ESTABLISHED', 'SYN_SENT', 'SYN_RECV', 'FIN_WAIT1', 'FIN_WAIT2', 'TIME_WAIT', 'CLOSE', 'CLOSE_WAIT', 'LAST_ACK', 'LISTEN', 'CLOSING', 'SYN_RECV'] as const;

/** null for a number that the kernel does not use. UDP sockets are CLOSE when not connected, for which netstat prints nothing: also null. */
export function kernelState(number: number, isTcp: boolean): string | null {
  const state = KERNEL_STATES[number] ?? '';
  return state === '' || (!isTcp && state === 'CLOSE') ? null : state;
}
