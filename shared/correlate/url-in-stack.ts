const OF_JASPER = 'org.apache.jsp.';
const JSP = /^(?:[\w.@/+-]+\/)?org\.apache\.jsp\.([\w$.]+_jsp)\._jspService\(/;

/** The page of a compiled JSP among the frames: `org.apache.jsp.shop.slow_005fitem_jsp._jspService` → `/shop/slow_item.jsp`. The context path is not known. null where there is none. */
export function pageInStack(frames: Iterable<string>): string | null {
  for (const frame of frames) {
    // Hundreds of thousands of frames are asked; hardly any is of a page.
    const className = frame.includes(OF_JASPER) ? JSP.exec(frame)?.[1] : undefined;
    if (className === undefined) continue;
    // Jasper writes what a Java name cannot hold as _ and four hexadecimal digits, and the dot before jsp as _.
    const path = className.replace(/_jsp$/, '.jsp').replaceAll('.', '/').replace(/\/jsp$/, '.jsp');
    return `/${path.replace(/_([0-9a-f]{4})/g, (_, code: string) => String.fromCodePoint(Number.parseInt(code, 16)))}`;
  }
  return null;
}
