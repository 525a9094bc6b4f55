package com.acme.depot;

import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;

/** The exhausted pool: slow queries hold its few connections. */
@WebServlet("/stock")
public class StockServlet extends HttpServlet {
    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws ServletException, IOException {
        try {
            DataSource stock = (DataSource) new InitialContext().lookup("java:comp/env/jdbc/stock");
            try (Connection connection = stock.getConnection(); Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery("select count(*) from stock where shelf = 7")) {
                response.getWriter().println(rows.next());
            }
        } catch (NamingException | SQLException failed) {
            throw new ServletException(failed);
        }
    }
}
