package com.acme.shop.report;

/** Computes without pause: the thread whose CPU time grows from dump to dump. */
public final class SalesReport implements Runnable {
    private double total;

    @Override
    public void run() {
        for (long row = 1; ; row++) {
            total += marginOf(row);
            if (total > 1e12) {
                total = 0;
            }
        }
    }

    private static double marginOf(long row) {
        double price = Math.sqrt(row % 9_973) + Math.cbrt(row);
        return price * (row % 7 == 0 ? 0.19 : 0.07);
    }
}
