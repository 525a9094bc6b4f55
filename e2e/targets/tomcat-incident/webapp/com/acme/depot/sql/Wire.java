package com.acme.depot.sql;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** One connection to the server. */
final class Wire {
    private final Socket socket;
    private final BufferedReader answers;

    Wire(Socket socket) throws IOException {
        this.socket = socket;
        this.answers = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    String ask(String query) throws IOException {
        socket.getOutputStream().write((query + "\n").getBytes(StandardCharsets.UTF_8));
        return answers.readLine();
    }

    boolean isClosed() {
        return socket.isClosed();
    }

    /** Answers nothing, as the connection's method does. */
    Object close() throws IOException {
        socket.close();
        return null;
    }
}
