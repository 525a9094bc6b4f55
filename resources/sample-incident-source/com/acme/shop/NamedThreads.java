package com.acme.shop;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Threads of a pool named `prefix-1`, `prefix-2`, … as servers name theirs. */
public final class NamedThreads {
    private NamedThreads() { }

    public static ThreadFactory daemon(String prefix) {
        AtomicInteger next = new AtomicInteger(1);
        return task -> {
            Thread thread = new Thread(task, prefix + "-" + next.getAndIncrement());
            thread.setDaemon(true);
            return thread;
        };
    }
}
