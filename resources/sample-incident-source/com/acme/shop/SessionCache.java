package com.acme.shop;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Sessions by id. Nothing ever removes one: the leak. */
public final class SessionCache {
    private static final int REPLICATED_EACH_TICK = 150;
    private static final long TICK_MS = 100;

    private final Map<String, Entry> entries = new ConcurrentHashMap<>();
    private long next;

    public Entry open(String id) {
        return entries.computeIfAbsent(id, Entry::new);
    }

    /** Takes over the sessions of another node, as a cluster member does. */
    public void startReplication() {
        Thread replicator = new Thread(() -> {
            try {
                while (true) {
                    for (int i = 0; i < REPLICATED_EACH_TICK; i++) {
                        open("s-" + Long.toHexString(0x5_0000_0000L + next++));
                    }
                    Thread.sleep(TICK_MS);
                }
            } catch (InterruptedException end) {
                Thread.currentThread().interrupt();
            }
        }, "session-replicator");
        replicator.setDaemon(true);
        replicator.start();
    }

    public static final class Entry {
        private final String id;
        private final List<String> cart = new ArrayList<>(4);
        private final byte[] attributes = new byte[480];
        private long touchedAtMs = System.currentTimeMillis();

        Entry(String id) {
            this.id = id;
        }

        public void add(String sku) {
            cart.add(sku);
            touchedAtMs = System.currentTimeMillis();
        }

        @Override
        public String toString() {
            return id + " " + cart + " " + attributes.length + " " + touchedAtMs;
        }
    }
}
