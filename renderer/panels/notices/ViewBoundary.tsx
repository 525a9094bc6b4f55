import { Component, type ReactNode } from 'react';
import { message } from '../../../shared/base/message.ts';
import { ErrorNotice } from './ErrorNotice.tsx';

interface ViewBoundaryProps {
  readonly children: ReactNode;
}

interface ViewBoundaryState {
  readonly error: Error | null;
}

/** Keeps a fault of one view from taking the others with it. */
export class ViewBoundary extends Component<ViewBoundaryProps, ViewBoundaryState> {
  override state: ViewBoundaryState = { error: null };

  static getDerivedStateFromError(thrown: unknown): ViewBoundaryState {
    return { error: thrown instanceof Error ? thrown : new Error(String(thrown)) };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === null) return this.props.children;
    const data = { code: 'internal', message: message('problem.render', { what: error.message }), next: message('problem.unexpected.next'), details: error.stack ?? error.message } as const;
    return <ErrorNotice error={data} onRetry={() => this.setState({ error: null })} />;
  }
}
