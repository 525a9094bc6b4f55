package com.acme.shop;

import com.acme.shop.http.HttpConnector;
import com.acme.shop.inventory.InventoryLedger;
import com.acme.shop.inventory.WarehouseClient;
import com.acme.shop.payments.Account;
import com.acme.shop.payments.SettlementService;
import com.acme.shop.report.SalesReport;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A small web shop with three real faults: a monitor held over a slow call, a lock-order deadlock and a session leak. */
public final class Shop {
    public static void main(String[] args) throws Exception {
        int warehousePort = Integer.parseInt(args[0]);
        InventoryLedger ledger = new InventoryLedger(new WarehouseClient("127.0.0.1", warehousePort));
        SessionCache sessions = new SessionCache();

        HttpConnector connector = new HttpConnector(20, ledger, sessions);
        connector.start();
        sessions.startReplication();
        startBackgroundPools();
        new SettlementService(new Account("merchant"), new Account("courier")).start();

        System.out.println("listening " + connector.port());
        new CountDownLatch(1).await();
    }

    private static void startBackgroundPools() {
        ExecutorService mail = Executors.newFixedThreadPool(3, NamedThreads.daemon("mail-sender"));
        for (int i = 0; i < 3; i++) {
            mail.submit(() -> { });
        }
        ScheduledExecutorService prices = Executors.newScheduledThreadPool(2, NamedThreads.daemon("price-refresh"));
        prices.scheduleAtFixedRate(() -> { }, 0, 30, TimeUnit.SECONDS);
        prices.scheduleAtFixedRate(() -> { }, 0, 45, TimeUnit.SECONDS);
        new Thread(new OrderEvents(), "order-events").start();
        new Thread(new SalesReport(), "report-builder-1").start();
    }

    /** Waits in the wait set of its own monitor for events that never come. */
    private static final class OrderEvents implements Runnable {
        @Override
        public synchronized void run() {
            try {
                while (true) {
                    wait();
                }
            } catch (InterruptedException end) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
