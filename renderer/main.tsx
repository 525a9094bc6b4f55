import { createRoot } from 'react-dom/client';
import { App } from './App.tsx';
import { chooseClient } from './host/choose-client.ts';
import './theme/base.css';

const root = document.querySelector('#root');
if (root !== null) createRoot(root).render(<App host={chooseClient()} />);
