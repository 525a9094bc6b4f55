import { useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { Button, Collection, Tree, TreeItem, TreeItemContent, type Key } from 'react-aria-components';
import { message } from '../../../shared/base/message.ts';
import type { LineSpan } from '../../../shared/base/parsed.ts';
import type { Translate } from '../../../shared/base/translate.ts';
import { visibleText } from '../../../shared/base/visible-text.ts';
import type { TreeNode } from '../../../shared/artifacts/tree-view.ts';
import { StateGlyph } from '../StateGlyph.tsx';
import { idsAbove, nodeAtLines, nodesById } from './tree-nodes.ts';
import './TreeList.css';

export interface TreeListProps {
  readonly nodes: readonly TreeNode[];
  /** Spoken name of the tree. */
  readonly label: string;
  /** Enter or double-click. */
  readonly onOpen: (span: LineSpan | null) => void;
  /** A node was reached by click or arrow. */
  readonly onSelect?: (node: TreeNode) => void;
  /** It begins with the node that holds one of these lines; with none when absent. */
  readonly startLines?: readonly number[] | undefined;
  readonly translate: Translate;
}

function lineText(span: LineSpan | null, translate: Translate): string {
  if (span === null) return '';
  return span.first === span.last ? translate(message('tree.line', { first: span.first })) : translate(message('tree.lines', { first: span.first, last: span.last }));
}

function NodeContent({ node, translate }: { readonly node: TreeNode; readonly translate: Translate }): ReactNode {
  const label = visibleText(translate(node.label));
  const detail = node.detail === null ? null : visibleText(translate(node.detail));
  return (
    <TreeItemContent>
      {({ level, hasChildItems, isExpanded }) => (
        <div className={`tree-line tone-${node.tone}`} style={{ paddingInlineStart: 4 + (level - 1) * 18 }}>
          {hasChildItems ? (
            <Button slot="chevron" className="tree-chevron" aria-label={translate(message('tree.expand'))}>
              <svg width={8} height={8} viewBox="0 0 8 8" aria-hidden="true" className={isExpanded ? 'expanded' : ''}>
                <path d="M2.5 1v6L6 4Z" fill="currentColor" />
              </svg>
            </Button>
          ) : (
            <span className="tree-chevron" />
          )}
          {node.threadState === null ? null : <StateGlyph state={node.threadState} label={node.threadState} />}
          <span className="tree-label" title={label}>
            {label}
          </span>
          {detail === null ? null : (
            <span className="tree-detail" title={detail}>
              {detail}
            </span>
          )}
          <span className="tree-span">{lineText(node.span, translate)}</span>
        </div>
      )}
    </TreeItemContent>
  );
}

/** A tree of things and what hangs on them. Starts with its first level unfolded. */
export function TreeList({ nodes, label, onOpen, onSelect, startLines, translate }: TreeListProps): ReactNode {
  const byId = useMemo(() => nodesById(nodes), [nodes]);
  const tree = useRef<HTMLDivElement>(null);
  const [begun] = useState(() => nodeAtLines(byId, startLines ?? []));
  // A refresh of the same evidence keeps what was folded: ids are stable.
  const [expanded, setExpanded] = useState<Set<Key>>(() => new Set([...nodes.map((node) => node.id), ...(begun === null ? [] : [...idsAbove(begun), begun.node.id])]));
  useEffect(() => {
    if (begun === null) return;
    onSelect?.(begun.node);
    tree.current?.querySelector(`[data-key="${CSS.escape(begun.node.id)}"]`)?.scrollIntoView({ block: 'center' });
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- where it begins, once
  }, [begun]);
  const renderNode = (node: TreeNode): ReactNode => (
    <TreeItem key={node.id} id={node.id} textValue={translate(node.label)} className="tree-item">
      <NodeContent node={node} translate={translate} />
      <Collection items={node.children}>{renderNode}</Collection>
    </TreeItem>
  );
  return (
    <Tree
      ref={tree}
      className="tree-list"
      aria-label={label}
      items={nodes}
      dependencies={[translate]}
      selectionMode="single"
      selectionBehavior="replace"
      {...(begun === null ? {} : { defaultSelectedKeys: [begun.node.id] })}
      expandedKeys={expanded}
      onExpandedChange={setExpanded}
      onAction={(key) => onOpen(byId.get(String(key))?.node.span ?? null)}
      onSelectionChange={(keys) => {
        const node = keys === 'all' ? undefined : byId.get(String([...keys][0] ?? ''))?.node;
        if (node !== undefined) onSelect?.(node);
      }}
    >
      {renderNode}
    </Tree>
  );
}
