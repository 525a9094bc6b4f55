package com.acme.shop.payments;

import java.util.concurrent.CyclicBarrier;

/** Moves money between two accounts in both directions. The fault: each direction locks in its own order. */
public final class SettlementService {
    private final Account left;
    private final Account right;
    /** Makes both directions hold their first lock before either asks for its second, so that the deadlock is certain. */
    private final CyclicBarrier bothHoldOne = new CyclicBarrier(2);

    public SettlementService(Account left, Account right) {
        this.left = left;
        this.right = right;
    }

    public void start() {
        new Thread(() -> transfer(left, right, 4_200), "settlement-1").start();
        new Thread(() -> transfer(right, left, 1_700), "settlement-2").start();
    }

    private void transfer(Account from, Account to, long cents) {
        synchronized (from) {
            meet();
            deposit(from, to, cents);
        }
    }

    private void deposit(Account from, Account to, long cents) {
        synchronized (to) {
            from.balanceCents -= cents;
            to.balanceCents += cents;
        }
    }

    private void meet() {
        try {
            bothHoldOne.await();
        } catch (Exception interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
