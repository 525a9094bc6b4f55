package com.acme.shop.inventory;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** One question, one line of answer, no read timeout. */
public final class WarehouseClient {
    private final String host;
    private final int port;

    public WarehouseClient(String host, int port) {
        this.host = host;
        this.port = port;
    }

    int availableStock(String sku) throws IOException {
        try (Socket socket = new Socket(host, port)) {
            socket.getOutputStream().write(("STOCK " + sku + "\n").getBytes(StandardCharsets.US_ASCII));
            BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            String answer = in.readLine();
            return answer == null ? 0 : Integer.parseInt(answer.trim());
        }
    }
}
