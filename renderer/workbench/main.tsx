import { createRoot } from 'react-dom/client';
import { App } from '../App.tsx';
import { openEmbedded } from '../host/embedded/open-embedded.ts';
import { createIpcClient } from '../host/ipc-client.ts';
import '../theme/base.css';

const root = document.querySelector('#root');
if (root !== null) createRoot(root).render(<App host={createIpcClient(openEmbedded())} />);
