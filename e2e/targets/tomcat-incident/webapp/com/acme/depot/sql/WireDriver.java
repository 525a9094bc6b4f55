package com.acme.depot.sql;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.net.Socket;
import java.net.URI;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverPropertyInfo;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.logging.Logger;

/** A driver that knows queries and nothing else: one line with the query to the server, one line back. URLs: {@code jdbc:wire://host:port}. */
public final class WireDriver implements Driver {
    private static final String PREFIX = "jdbc:";

    @Override
    public Connection connect(String url, Properties info) throws SQLException {
        if (!acceptsURL(url)) {
            return null;
        }
        URI server = URI.create(url.substring(PREFIX.length()));
        try {
            Wire wire = new Wire(new Socket(server.getHost(), server.getPort()));
            return answering(Connection.class, (proxy, method, arguments) -> switch (method.getName()) {
                case "createStatement" -> statement(wire);
                case "isValid", "getAutoCommit" -> true;
                case "isClosed" -> wire.isClosed();
                case "close" -> wire.close();
                default -> nothing(method.getReturnType());
            });
        } catch (java.io.IOException failed) {
            throw new SQLException(failed);
        }
    }

    private static Statement statement(Wire wire) {
        return answering(Statement.class, (proxy, method, arguments) -> switch (method.getName()) {
            case "executeQuery" -> rows(wire.ask((String) arguments[0]));
            default -> nothing(method.getReturnType());
        });
    }

    private static ResultSet rows(String answer) {
        return answering(ResultSet.class, (proxy, method, arguments) -> method.getName().equals("next") ? (Object) (answer != null) : nothing(method.getReturnType()));
    }

    private static <T> T answering(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(WireDriver.class.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static Object nothing(Class<?> type) {
        if (type == boolean.class) {
            return false;
        }
        return type == int.class ? (Object) 0 : type == long.class ? (Object) 0L : null;
    }

    @Override
    public boolean acceptsURL(String url) {
        return url.startsWith(PREFIX + "wire:");
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, Properties info) {
        return new DriverPropertyInfo[0];
    }

    @Override
    public int getMajorVersion() {
        return 1;
    }

    @Override
    public int getMinorVersion() {
        return 0;
    }

    @Override
    public boolean jdbcCompliant() {
        return false;
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getGlobal();
    }
}
