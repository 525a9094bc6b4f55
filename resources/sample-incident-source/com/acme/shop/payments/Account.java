package com.acme.shop.payments;

/** An account; its monitor guards its balance. */
public final class Account {
    final String name;
    long balanceCents = 1_000_000;

    public Account(String name) {
        this.name = name;
    }
}
