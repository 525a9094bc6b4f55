package com.acme.shop.http;

import com.acme.shop.NamedThreads;
import com.acme.shop.SessionCache;
import com.acme.shop.inventory.InventoryLedger;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Accepts connections on a free local port and hands each to a worker named as Tomcat names its own. */
public final class HttpConnector {
    private final ServerSocket server;
    private final ExecutorService workers;
    private final InventoryLedger ledger;
    private final SessionCache sessions;

    public HttpConnector(int threads, InventoryLedger ledger, SessionCache sessions) throws IOException {
        this.server = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        this.workers = Executors.newFixedThreadPool(threads, NamedThreads.daemon("http-nio-8080-exec"));
        this.ledger = ledger;
        this.sessions = sessions;
        for (int i = 0; i < threads; i++) {
            workers.submit(() -> { });
        }
    }

    public int port() {
        return server.getLocalPort();
    }

    public void start() {
        new Thread(this::acceptLoop, "http-nio-8080-Acceptor").start();
    }

    private void acceptLoop() {
        try {
            while (true) {
                Socket connection = server.accept();
                workers.submit(new RequestProcessor(connection, ledger, sessions));
            }
        } catch (IOException closed) {
            workers.shutdown();
        }
    }
}
