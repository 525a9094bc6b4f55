package com.acme.shop.http;

import com.acme.shop.SessionCache;
import com.acme.shop.inventory.InventoryLedger;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Serves one connection with one request. */
final class RequestProcessor implements Runnable {
    private final Socket connection;
    private final CheckoutServlet checkout;
    private final SessionCache sessions;

    RequestProcessor(Socket connection, InventoryLedger ledger, SessionCache sessions) {
        this.connection = connection;
        this.checkout = new CheckoutServlet(ledger);
        this.sessions = sessions;
    }

    @Override
    public void run() {
        try (connection) {
            BufferedReader in = new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.US_ASCII));
            String requestLine = in.readLine();
            if (requestLine == null) {
                return;
            }
            String body = service(requestLine.split(" ")[1]);
            String head = "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: " + body.length() + "\r\n\r\n";
            connection.getOutputStream().write((head + body).getBytes(StandardCharsets.US_ASCII));
        } catch (IOException gone) {
            // The client went away; there is nobody left to answer.
        }
    }

    private String service(String path) throws IOException {
        if (path.startsWith("/shop/checkout/")) {
            String sku = path.substring("/shop/checkout/".length());
            sessions.open("guest-" + sku).add(sku);
            return checkout.doPost(sku);
        }
        return "ok";
    }
}
