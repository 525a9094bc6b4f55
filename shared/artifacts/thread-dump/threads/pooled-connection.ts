/** Classes through which a pool's JDBC connection in use is called, whatever driver stands below. */
export const POOLED_CONNECTION =
  /\b(com\.zaxxer\.hikari\.pool\.(HikariProxy|Proxy)\w+|org\.apache\.(commons\.dbcp2?|tomcat\.dbcp\.dbcp2?)\.Delegating\w+|org\.apache\.tomcat\.jdbc\.pool\.(StatementFacade|ProxyConnection|DisposableConnectionFacade)|com\.mchange\.v2\.c3p0\.impl\.NewProxy\w+|com\.alibaba\.druid\.pool\.DruidPooled\w+)/;
